package dev.proxypool.reconcile;

import dev.proxypool.api.PoolClaims;
import dev.proxypool.api.PoolStatus;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.ProxyShortCodePool;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.plan.PlanInput;
import dev.proxypool.plan.PlanInput.Hint;
import dev.proxypool.plan.Verdict;
import dev.proxypool.reconcile.RequestedPolls.Due;
import dev.proxypool.status.PoolStatusFactory;
import dev.proxypool.status.PoolStatusFactory.ClaimResult;
import dev.proxypool.status.PoolStatusFactory.PassResult;
import dev.proxypool.status.Reason;
import dev.proxypool.status.StatusFactory;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

/** The glue between java-operator-sdk and a {@link PoolPass}; it decides nothing. */
public final class PoolReconciler implements Reconciler<ProxyShortCodePool> {

    private final ClaimServices services;
    private final EventPublisher events;
    private final RefusedStatuses<ProxyShortCodePool> refused;
    private final InstantSource clock;
    private final NextPass nextLook;
    private final Corrections corrections = new Corrections();
    private final ObjectWriter<ProxyShortCodePool> writer =
            new ObjectWriter<>(ProxyShortCodePool.class, ProxyShortCodePool::needsPassAfter);

    public PoolReconciler(ClaimServices services, EventPublisher events, InstantSource clock, DoubleSupplier random) {
        this.services = services;
        this.events = events;
        this.refused = new RefusedStatuses<>(events);
        this.clock = clock;
        this.nextLook = new NextPass(random);
    }

    @Override
    public List<EventSource<?, ProxyShortCodePool>> prepareEventSources(
            EventSourceContext<ProxyShortCodePool> context) {
        return List.of(services.join(context), writer);
    }

    @Override
    public UpdateControl<ProxyShortCodePool> reconcile(ProxyShortCodePool cached, Context<ProxyShortCodePool> context) {
        ProxyShortCodePool resource = refused.over(writer.newest(cached, context));
        boolean leaving = resource.isMarkedForDeletion();
        if (context.isPrimaryResourceDeleted() || leaving && !resource.hasFinalizer(ProxyShortCode.FINALIZER)) {
            release(resource);
            return UpdateControl.noUpdate();
        }
        if (!services.rivals().areKnown()) {
            return UpdateControl.<ProxyShortCodePool>noUpdate().rescheduleAfter(ClaimServices.SOON);
        }
        Access access = services.accounts().accessOf(resource);
        PoolClaims claims = resource.toClaims(access.use(), clock.instant());
        if (leaving && DefinitionDeletion.isBeingDeleted(ProxyShortCodePool.class, context.getClient())) {
            claims = claims.letGo();
        }
        if (!services.pools().areKnown(access, PoolPass.needs(claims), resource)) {
            return UpdateControl.<ProxyShortCodePool>noUpdate()
                    .rescheduleAfter(access.timing().observeInterval());
        }
        var checkpoint = new ObjectCheckpoint<>(
                resource,
                writer,
                services.rivals(),
                context,
                memberships -> Optional.of(resource.statusOrNone().willAdd(memberships)));
        PassResult passed = pass(resource, claims, access, checkpoint);
        return PoolPass.mayReleaseFinalizer(passed)
                ? letGo(resource, passed, context)
                : tell(resource, passed, access, checkpoint, context);
    }

    private PassResult pass(ProxyShortCodePool resource, PoolClaims claims, Access access, Checkpoint checkpoint) {
        Sid.Service service = claims.service();
        if (service == null || !claims.problems().isEmpty()) {
            return PoolPass.unreadable(claims, Trouble.noAccount("the claims name no pool"));
        }
        return switch (access) {
            case Access.Closed(var why) -> PoolPass.unreadable(claims, why);
            case Access.Open open -> {
                Account account = open.account();
                Due turn = account.requests().turn(resource, resource.unservedRequest());
                boolean anew = turn != Due.LATER && resource.hasUnservedChange();
                yield new PoolPass(account, input(resource, anew, account), checkpoint)
                        .run(claims, service, turn == Due.LOOK, resource.approval());
            }
        };
    }

    /** @param anew whether a reconcile request, or an edit, takes up correcting again */
    private Function<Claim.Valid, PlanInput> input(ProxyShortCodePool resource, boolean anew, Account account) {
        Instant now = clock.instant();
        String uid = resource.getMetadata().getUid();
        PoolStatus status = resource.statusOrNone();
        if (anew) {
            resource.memberships().forEach(account.refusals()::forget);
            resource.shortCodes().forEach(code -> corrections.forget(key(uid, code)));
        }
        return claim -> {
            Sid.ShortCode code = claim.membership().shortCode();
            PlanInput input = PlanInput.of(claim, services.rivals().on(code, uid, account.use(), now));
            boolean contested = !anew && status.isProblem(code, Reason.FOREIGN_WRITER.word())
                    || corrections.areEnough(
                            key(uid, code), now, account.timing().contestWindow());
            return contested ? input.knowing(Hint.CONTESTED) : input;
        };
    }

    private static String key(String uid, Sid.ShortCode code) {
        return uid + "/" + code;
    }

    private UpdateControl<ProxyShortCodePool> letGo(
            ProxyShortCodePool resource, PassResult passed, Context<ProxyShortCodePool> context) {
        announce(resource, passed);
        writer.release(resource, ProxyShortCode.FINALIZER, context);
        release(resource);
        return UpdateControl.noUpdate();
    }

    private void release(ProxyShortCodePool resource) {
        String uid = resource.getMetadata().getUid();
        nextLook.forget(uid);
        services.readiness().forget(uid);
        refused.forget(resource);
        resource.shortCodes().forEach(code -> corrections.forget(key(uid, code)));
        services.accounts().released(resource);
    }

    private UpdateControl<ProxyShortCodePool> tell(
            ProxyShortCodePool resource,
            PassResult passed,
            Access access,
            ObjectCheckpoint<PoolStatus, ProxyShortCodePool> checkpoint,
            Context<ProxyShortCodePool> context) {
        Instant now = clock.instant();
        Timing timing = access.timing();
        PoolStatus old = resource.statusOrNone();
        boolean looked = !(passed.seen() instanceof Observation.Unreadable)
                && access.waitForLook(resource.getMetadata().getUid()).isEmpty();
        String served = looked ? resource.unservedRequest().orElse(null) : null;
        var subject = new PoolStatusFactory.Subject(
                resource.getMetadata().getGeneration(), old, access.use(), served, access.capacity());
        PoolStatus status = PoolStatusFactory.project(subject, passed, timing.staleAfter(), now);
        remember(resource, passed, now);
        services.readiness().passed(resource, old.observedGeneration(), status.conditions(), now);
        announce(resource, passed);
        EventMessage.ofNewProblem(old.conditions(), status.conditions())
                .ifPresent(told -> events.publish(resource, told));
        if (status.ledger().holdsSomething() && !checkpoint.mayWrite()) {
            return UpdateControl.<ProxyShortCodePool>noUpdate()
                    .rescheduleAfter(
                            nextLook.afterSuperseded(resource.getMetadata().getUid()));
        }
        if (!status.equals(checkpoint.statusNow(old))) {
            refused.write(resource, status, () -> writer.status(resource, status, context));
        }
        return respond(resource, passed, status, access, now);
    }

    private void remember(ProxyShortCodePool resource, PassResult passed, Instant now) {
        passed.claims().stream()
                .filter(one -> one.decision().verdict() instanceof Verdict.Drifted)
                .filter(one -> one.outcome().changedSomething())
                .forEach(one -> corrections.corrected(key(resource.getMetadata().getUid(), one.code()), now));
    }

    private UpdateControl<ProxyShortCodePool> respond(
            ProxyShortCodePool resource, PassResult passed, PoolStatus status, Access access, Instant now) {
        Timing timing = access.timing();
        UpdateControl<ProxyShortCodePool> control = UpdateControl.noUpdate();
        Optional<Duration> heldBack =
                passed.claims().stream().flatMap(one -> heldBack(one).stream()).min(Duration::compareTo);
        boolean progress =
                passed.claims().stream().anyMatch(one -> one.outcome().changedSomething());
        if (passed.left() > 0 && heldBack.isEmpty()) {
            // Without progress the object was changed meanwhile, and the cache does not show it yet.
            return control.rescheduleAfter(
                    progress
                            ? Duration.ofMillis(1)
                            : nextLook.afterSuperseded(resource.getMetadata().getUid()));
        }
        Stream<Duration> waits = heldBack
                .or(() -> nextLook.afterAll(resource.getMetadata().getUid(), passed.claims(), timing, access::waitFor))
                .stream();
        Optional<Duration> stale = StatusFactory.staleAt(status.conditions(), timing.staleAfter())
                .map(at -> Duration.between(now, at))
                .map(time -> time.isNegative() ? Duration.ZERO : time);
        Stream<Duration> look = access.waitForLook(resource.getMetadata().getUid()).stream();
        Stream.of(waits, look, stale.stream(), drainEnd(resource, passed, status, now))
                .flatMap(wait -> wait)
                .min(Duration::compareTo)
                .ifPresent(control::rescheduleAfter);
        return control;
    }

    /** When the first of the codes that drain may be removed. */
    private static Stream<Duration> drainEnd(
            ProxyShortCodePool resource, PassResult passed, PoolStatus status, Instant now) {
        Sid.Service service = passed.pool().service();
        if (service == null) {
            return Stream.empty();
        }
        return passed.claims().stream()
                .filter(one -> one.decision().verdict() instanceof Verdict.Draining)
                .flatMap(one -> Stream.ofNullable(
                        status.ledger().holdOf(one.code(), service).drainingSince()))
                .min(Comparator.naturalOrder())
                .map(since -> Duration.between(now, resource.drainEnd(since)))
                .map(time -> time.isNegative() ? Duration.ZERO : time)
                .stream();
    }

    private static Optional<Duration> heldBack(ClaimResult one) {
        return Optional.ofNullable(one.outcome().failure()).flatMap(failure -> NextPass.heldBack(failure.trouble()));
    }

    private void announce(ProxyShortCodePool resource, PassResult passed) {
        List<EventMessage> all = passed.claims().stream()
                // Also what an earlier pass removed is no longer held; that was told then.
                .filter(one -> !one.decision().verdict().equals(new Verdict.Gone(Verdict.ReleaseReason.NEVER_HELD)))
                .flatMap(one -> EventMessage.of(one.decision(), one.outcome()).stream())
                .toList();
        EventMessage.together(all).forEach(told -> events.publish(resource, told));
    }
}

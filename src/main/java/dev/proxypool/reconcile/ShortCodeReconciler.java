package dev.proxypool.reconcile;

import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.ShortCodeStatus;
import dev.proxypool.domain.Claim;
import dev.proxypool.plan.PlanInput;
import dev.proxypool.plan.PlanInput.Hint;
import dev.proxypool.plan.Verdict;
import dev.proxypool.reconcile.RequestedPolls.Due;
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
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/**
 * The glue between java-operator-sdk and a {@link Pass}; it decides nothing. One method serves every event, deletion
 * included, because a resource that is being deleted is a claim for absence and no second algorithm.
 */
public final class ShortCodeReconciler implements Reconciler<ProxyShortCode> {

    private final ClaimServices services;
    private final EventPublisher events;
    private final RefusedStatuses<ProxyShortCode> refused;
    private final InstantSource clock;
    private final NextPass nextLook;
    private final Corrections corrections = new Corrections();
    private final ObjectWriter<ProxyShortCode> writer =
            new ObjectWriter<>(ProxyShortCode.class, ProxyShortCode::needsPassAfter);

    public ShortCodeReconciler(
            ClaimServices services, EventPublisher events, InstantSource clock, DoubleSupplier random) {
        this.services = services;
        this.events = events;
        this.refused = new RefusedStatuses<>(events);
        this.clock = clock;
        this.nextLook = new NextPass(random);
    }

    @Override
    public List<EventSource<?, ProxyShortCode>> prepareEventSources(EventSourceContext<ProxyShortCode> context) {
        return List.of(services.join(context), writer);
    }

    @Override
    public UpdateControl<ProxyShortCode> reconcile(ProxyShortCode cached, Context<ProxyShortCode> context) {
        ProxyShortCode resource = refused.over(writer.newest(cached, context));
        boolean leaving = resource.isMarkedForDeletion();
        if (context.isPrimaryResourceDeleted() || leaving && !resource.hasFinalizer(ProxyShortCode.FINALIZER)) {
            forget(resource);
            return UpdateControl.noUpdate();
        }
        if (!services.rivals().areKnown()) {
            return UpdateControl.<ProxyShortCode>noUpdate().rescheduleAfter(ClaimServices.SOON);
        }
        Access access = services.accounts().accessOf(resource);
        Claim claim = resource.toClaim(access.use(), clock.instant());
        if (leaving && DefinitionDeletion.isBeingDeleted(ProxyShortCode.class, context.getClient())) {
            claim = claim.letGo();
        }
        if (!services.pools().areKnown(access, Pass.needs(claim), resource)) {
            // Woken when they are; and should that fail, it is not forgotten.
            return UpdateControl.<ProxyShortCode>noUpdate()
                    .rescheduleAfter(access.timing().observeInterval());
        }
        var checkpoint = new ObjectCheckpoint<>(
                resource,
                writer,
                services.rivals(),
                context,
                memberships -> Optional.of(resource.statusOrNone()
                        .willAdd(memberships.iterator().next().service().value())));
        Pass.Result result = pass(resource, claim, access, checkpoint);
        if (result.isSuperseded()) {
            return UpdateControl.<ProxyShortCode>noUpdate().rescheduleAfter(nextLook.afterSuperseded(uid(resource)));
        }
        return result.mayReleaseFinalizer()
                ? letGo(resource, result, context)
                : tell(resource, result, access, checkpoint, context);
    }

    private Pass.Result pass(ProxyShortCode resource, Claim claim, Access access, Checkpoint checkpoint) {
        Instant now = clock.instant();
        String uid = uid(resource);
        List<Claim.Valid> others = resource.shortCode()
                .map(code -> services.rivals().on(code, uid, access.use(), now))
                .orElse(List.of());
        PlanInput input = PlanInput.of(claim, others);
        return switch (access) {
            case Access.Closed(var why) -> Pass.unreadable(input, why);
            case Access.Open open -> {
                Account account = open.account();
                Due turn = account.requests().turn(resource, resource.unservedRequest());
                boolean contested = isContested(resource, turn, account, now);
                yield account.passFor(claim, checkpoint)
                        .run(contested ? input.knowing(Hint.CONTESTED) : input, turn == Due.LOOK);
            }
        };
    }

    /** A reconcile request takes up correcting again, and so does an edit. */
    private boolean isContested(ProxyShortCode resource, Due turn, Account account, Instant now) {
        String uid = uid(resource);
        ShortCodeStatus status = resource.statusOrNone();
        if (turn != Due.LATER && resource.hasUnservedChange()) {
            corrections.forget(uid);
            resource.memberships().forEach(account.refusals()::forget);
            return false;
        }
        return status.isStalledFor(Reason.FOREIGN_WRITER.word())
                || corrections.areEnough(uid, now, account.timing().contestWindow());
    }

    private UpdateControl<ProxyShortCode> letGo(
            ProxyShortCode resource, Pass.Result result, Context<ProxyShortCode> context) {
        EventMessage.of(result.decision(), result.outcome()).ifPresent(told -> events.publish(resource, told));
        writer.release(resource, ProxyShortCode.FINALIZER, context);
        forget(resource);
        return UpdateControl.noUpdate();
    }

    private void forget(ProxyShortCode resource) {
        String uid = uid(resource);
        nextLook.forget(uid);
        corrections.forget(uid);
        services.readiness().forget(uid);
        refused.forget(resource);
        services.accounts().released(resource);
    }

    private UpdateControl<ProxyShortCode> tell(
            ProxyShortCode resource,
            Pass.Result result,
            Access access,
            ObjectCheckpoint<ShortCodeStatus, ProxyShortCode> checkpoint,
            Context<ProxyShortCode> context) {
        Instant now = clock.instant();
        Timing timing = access.timing();
        ShortCodeStatus old = resource.statusOrNone();
        boolean served = result.looked() && access.waitForLook(uid(resource)).isEmpty();
        String request = served ? resource.unservedRequest().orElse(null) : null;
        var subject = new StatusFactory.Subject(resource.getMetadata().getGeneration(), old, access.use(), request);
        ShortCodeStatus status =
                StatusFactory.project(subject, result.decision(), result.outcome(), timing.staleAfter(), now);
        remember(resource, result, now);
        services.readiness().passed(resource, old.observedGeneration(), status.conditions(), now);
        EventMessage.of(result.decision(), result.outcome()).ifPresent(told -> events.publish(resource, told));
        EventMessage.ofNewProblem(old, status, result.outcome()).ifPresent(told -> events.publish(resource, told));
        if (status.hold().place() != null && !checkpoint.mayWrite()) {
            return UpdateControl.<ProxyShortCode>noUpdate().rescheduleAfter(nextLook.afterSuperseded(uid(resource)));
        }
        if (!status.equals(checkpoint.statusNow(old))) {
            refused.write(resource, status, () -> writer.status(resource, status, context));
        }
        return respond(result, resource, status, access, now);
    }

    private static String uid(ProxyShortCode resource) {
        return resource.getMetadata().getUid();
    }

    private void remember(ProxyShortCode resource, Pass.Result result, Instant now) {
        if (result.decision().verdict() instanceof Verdict.Drifted
                && result.outcome().changedSomething()) {
            corrections.corrected(uid(resource), now);
        }
    }

    private UpdateControl<ProxyShortCode> respond(
            Pass.Result result, ProxyShortCode resource, ShortCodeStatus status, Access access, Instant now) {
        Timing timing = access.timing();
        Optional<Duration> wait =
                nextLook.after(uid(resource), result.decision(), result.outcome(), timing, access::waitFor);
        Stream<Duration> appointments = Stream.concat(
                        StatusFactory.staleAt(status.conditions(), timing.staleAfter()).stream(),
                        result.decision().verdict() instanceof Verdict.Draining
                                ? resource.drainEnd(status).stream()
                                : Stream.<Instant>empty())
                .map(at -> Duration.between(now, at))
                .map(time -> time.isNegative() ? Duration.ZERO : time);
        UpdateControl<ProxyShortCode> control = UpdateControl.noUpdate();
        Stream.of(wait.stream(), access.waitForLook(uid(resource)).stream(), appointments)
                .flatMap(waits -> waits)
                .min(Duration::compareTo)
                .ifPresent(control::rescheduleAfter);
        return control;
    }
}

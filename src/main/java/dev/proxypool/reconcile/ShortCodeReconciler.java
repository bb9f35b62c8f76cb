package dev.proxypool.reconcile;

import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.ShortCodeStatus;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Policies.Management;
import dev.proxypool.domain.Sid;
import dev.proxypool.plan.Desired;
import dev.proxypool.proxy.PoolCache;
import dev.proxypool.status.StatusFactory;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The glue between java-operator-sdk and a {@link Pass}; it decides nothing. One method serves every event, deletion
 * included, because a resource that is being deleted is a claim for absence and no second algorithm.
 */
public final class ShortCodeReconciler implements Reconciler<ProxyShortCode> {

    private static final Logger log = LoggerFactory.getLogger(ShortCodeReconciler.class);

    private final Sid.Account account;
    private final PoolCache pools;
    private final PoolWatch watch;
    private final Pass pass;
    private final EventPublisher events;
    private final Timing timing;
    private final InstantSource clock;
    private final NextLook nextLook;
    private @Nullable ClaimIndex claims;

    /** What this reconciler works with; all of it is shared with nobody else. */
    public record Parts(Sid.Account account, PoolCache pools, PoolWatch watch, Pass pass, EventPublisher events) {}

    public ShortCodeReconciler(Parts parts, Timing timing, InstantSource clock, DoubleSupplier random) {
        this.account = parts.account();
        this.pools = parts.pools();
        this.watch = parts.watch();
        this.pass = parts.pass();
        this.events = parts.events();
        this.timing = timing;
        this.clock = clock;
        this.nextLook = new NextLook(timing, random);
    }

    @Override
    public List<EventSource<?, ProxyShortCode>> prepareEventSources(EventSourceContext<ProxyShortCode> context) {
        claims = new ClaimIndex(context.getPrimaryCache(), account);
        watch.watch(pools, claims);
        return List.of(watch);
    }

    @Override
    public UpdateControl<ProxyShortCode> reconcile(ProxyShortCode resource, Context<ProxyShortCode> context) {
        boolean leaving = resource.isMarkedForDeletion();
        if (context.isPrimaryResourceDeleted() || leaving && !resource.hasFinalizer(ProxyShortCode.FINALIZER)) {
            nextLook.forget(resource.getMetadata().getUid());
            return UpdateControl.noUpdate();
        }
        Claim claim = resource.toClaim(account);
        if (!leaving && mayWrite(claim)) {
            addFinalizer(resource, context);
        }
        boolean requested = resource.unservedRequest().isPresent();
        Pass.Result result =
                pass.run(Desired.of(claim, Objects.requireNonNull(claims).rivalsOf(resource)), requested);
        return result.isFarewell() ? letGo(resource, result, context) : tell(resource, result, context);
    }

    private static boolean mayWrite(Claim claim) {
        return claim instanceof Claim.Valid valid && valid.policies().management() == Management.MANAGE;
    }

    /** Before the first remote call, so that a deletion cannot pass us by. One write, and only if it is missing. */
    private void addFinalizer(ProxyShortCode resource, Context<ProxyShortCode> context) {
        if (resource.hasFinalizer(ProxyShortCode.FINALIZER)) {
            return;
        }
        if (usesServerSideApply(context)) {
            context.resourceOperations().addFinalizerWithSSA(ProxyShortCode.FINALIZER);
        } else {
            context.resourceOperations().addFinalizer(ProxyShortCode.FINALIZER);
        }
    }

    private UpdateControl<ProxyShortCode> letGo(
            ProxyShortCode resource, Pass.Result result, Context<ProxyShortCode> context) {
        announce(resource, Announcement.of(result.decision(), result.outcome()).stream());
        context.resourceOperations().removeFinalizer(ProxyShortCode.FINALIZER);
        nextLook.forget(resource.getMetadata().getUid());
        return UpdateControl.noUpdate();
    }

    private UpdateControl<ProxyShortCode> tell(
            ProxyShortCode resource, Pass.Result result, Context<ProxyShortCode> context) {
        Instant now = clock.instant();
        ShortCodeStatus old = resource.statusOrNone();
        String served = result.looked() ? resource.unservedRequest().orElse(null) : null;
        var subject = new StatusFactory.Subject(resource.getMetadata().getGeneration(), old, account, served);
        ShortCodeStatus status =
                StatusFactory.project(subject, result.decision(), result.outcome(), timing.staleAfter(), now);
        announce(
                resource,
                Stream.concat(
                        Announcement.of(result.decision(), result.outcome()).stream(),
                        Announcement.ofNewProblem(old, status, result.outcome()).stream()));
        if (!status.equals(old)) {
            write(resource, status, context);
        }
        return respond(result, resource, status, now);
    }

    private UpdateControl<ProxyShortCode> respond(
            Pass.Result result, ProxyShortCode resource, ShortCodeStatus status, Instant now) {
        Optional<Duration> wait = nextLook.after(resource.getMetadata().getUid(), result.decision(), result.outcome());
        Optional<Duration> untilStale = StatusFactory.staleAt(status, timing.staleAfter())
                .map(at -> Duration.between(now, at))
                .map(time -> time.isNegative() ? Duration.ZERO : time);
        UpdateControl<ProxyShortCode> control = UpdateControl.noUpdate();
        Stream.concat(wait.stream(), untilStale.stream())
                .min(Duration::compareTo)
                .ifPresent(control::rescheduleAfter);
        return control;
    }

    private void announce(ProxyShortCode resource, Stream<Announcement> announcements) {
        announcements.forEach(announcement -> {
            events.publish(resource, announcement);
            log.atInfo()
                    .addKeyValue("namespace", resource.getMetadata().getNamespace())
                    .addKeyValue("name", resource.getMetadata().getName())
                    .addKeyValue("outcome", announcement.reason())
                    .log(announcement.message());
        });
    }

    /** Says nothing but the status, so that nothing else of the object can be overwritten. */
    private static void write(ProxyShortCode resource, ShortCodeStatus status, Context<ProxyShortCode> context) {
        try {
            if (usesServerSideApply(context)) {
                ProxyShortCode patch = new ProxyShortCode();
                patch.setMetadata(new ObjectMetaBuilder()
                        .withName(resource.getMetadata().getName())
                        .withNamespace(resource.getMetadata().getNamespace())
                        .build());
                patch.setStatus(status);
                context.resourceOperations().serverSideApplyPrimaryStatus(patch);
            } else {
                // The finalizer may just have moved the version on; the status is ours whatever it is.
                resource.getMetadata().setResourceVersion(null);
                context.resourceOperations().jsonPatchPrimaryStatus(resource, target -> {
                    target.setStatus(status);
                    return target;
                });
            }
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
            log.debug("the resource was deleted meanwhile; its status is not needed any more");
        }
    }

    private static boolean usesServerSideApply(Context<ProxyShortCode> context) {
        return context.getControllerConfiguration().getConfigurationService().useSSAToPatchPrimaryResource();
    }
}

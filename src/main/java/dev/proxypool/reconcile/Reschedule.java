package dev.proxypool.reconcile;

import dev.proxypool.api.Claimant;
import dev.proxypool.api.ClaimantStatus;
import dev.proxypool.domain.Sid;
import dev.proxypool.plan.Verdict;
import dev.proxypool.reconcile.account.Access;
import dev.proxypool.reconcile.account.Timing;
import dev.proxypool.reconcile.pass.NextPass;
import dev.proxypool.status.PassResult;
import dev.proxypool.status.StatusFactory;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/** When the framework calls the reconciler again for a resource that no event concerns before. */
final class Reschedule<S extends ClaimantStatus<S>, R extends CustomResource<?, S> & Claimant<R>> {

    private final NextPass nextPass;

    Reschedule(DoubleSupplier random) {
        this.nextPass = new NextPass(random);
    }

    /** The earliest of the times that a pass waits for. */
    UpdateControl<R> after(R resource, PassResult result, S status, Access access, Instant now) {
        Timing timing = access.timing();
        String uid = uid(resource);
        Optional<Duration> heldBack = NextPass.heldBack(result);
        if (result.left() > 0 && heldBack.isEmpty()) {
            // Without progress, the object was changed meanwhile, and the cache does not show it yet.
            return result.changedSomething()
                    ? UpdateControl.<R>noUpdate().rescheduleAfter(Duration.ofMillis(1))
                    : superseded(resource);
        }
        Stream<Duration> waits =
                heldBack.or(() -> nextPass.after(uid, result.claims(), timing, access::waitFor)).stream();
        Stream<Duration> appointments = Stream.concat(
                        StatusFactory.staleAt(status.conditions(), timing.staleAfter()).stream(),
                        drainEnds(resource, result, status))
                .map(at -> Duration.between(now, at))
                .map(time -> time.isNegative() ? Duration.ZERO : time);
        UpdateControl<R> control = UpdateControl.noUpdate();
        Stream.of(waits, access.waitForLook(uid).stream(), appointments)
                .flatMap(wait -> wait)
                .min(Duration::compareTo)
                .ifPresent(control::rescheduleAfter);
        return control;
    }

    /** The object changed during its pass; the change also triggers an event. */
    UpdateControl<R> superseded(R resource) {
        return UpdateControl.<R>noUpdate().rescheduleAfter(nextPass.afterSuperseded(uid(resource)));
    }

    void forget(R resource) {
        nextPass.forget(uid(resource));
    }

    /** When each of the draining members may be removed. */
    private Stream<Instant> drainEnds(R resource, PassResult result, S status) {
        Sid.Service service = result.pool().service();
        return service == null
                ? Stream.empty()
                : result.claims().stream()
                        .filter(one -> one.decision().verdict() instanceof Verdict.Draining)
                        .flatMap(one -> Stream.ofNullable(
                                status.holdOf(one.member(), service).drainingSince()))
                        .distinct()
                        .map(resource::drainEnd);
    }

    private String uid(R resource) {
        return resource.getMetadata().getUid();
    }
}

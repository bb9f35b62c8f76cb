package dev.proxypool.reconcile;

import dev.proxypool.api.ApiGroup;
import dev.proxypool.api.Claimant;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Sid;
import dev.proxypool.reconcile.kube.ObjectWriter;
import dev.proxypool.reconcile.pass.Checkpoint;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Ties a pass to the object that it decided on. Every step that takes something away relies on consistent reads of that
 * object and of other claims in the same pass, because the informers' caches may lag behind.
 *
 * @param <T> the status of the kind
 */
final class ObjectCheckpoint<T, R extends CustomResource<?, T> & Claimant<R>> implements Checkpoint {

    private final R resource;
    private final ObjectWriter<R> writer;
    private final Context<R> context;
    private final ConsultedRivals rivals;
    private final Function<Set<Membership>, T> intent;
    private @Nullable Boolean held;
    private @Nullable Boolean confirmed;
    private @Nullable T written;

    /** @param intent builds the status that announces the adds */
    ObjectCheckpoint(
            R resource,
            ObjectWriter<R> writer,
            ConsultedRivals rivals,
            Context<R> context,
            Function<Set<Membership>, T> intent) {
        this.resource = resource;
        this.writer = writer;
        this.rivals = rivals;
        this.context = context;
        this.intent = intent;
    }

    @Override
    public synchronized boolean mayWrite() {
        if (held == null) {
            held = resource.isMarkedForDeletion() || writer.hold(resource, ApiGroup.MEMBERSHIP_FINALIZER, context);
        }
        return held;
    }

    @Override
    public synchronized boolean mayTakeAway(Sid.Member code) {
        if (confirmed == null) {
            confirmed = writer.isStill(resource, context);
        }
        return confirmed && rivals.wereComplete(code) && mayWrite();
    }

    @Override
    public synchronized void willAdd(Set<Membership> memberships) {
        Set<Membership> unknown = memberships.stream()
                .filter(membership -> !resource.mayHaveAdded(membership))
                .collect(Collectors.toUnmodifiableSet());
        if (!unknown.isEmpty() && !resource.isUnseen()) {
            T status = intent.apply(unknown);
            writer.status(resource, status, context);
            written = status;
        }
    }

    /** The latest status: the one written in this pass, or else the one that the pass began with. */
    T statusNow(T before) {
        return written == null ? before : written;
    }
}

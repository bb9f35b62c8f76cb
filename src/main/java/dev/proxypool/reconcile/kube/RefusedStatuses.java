package dev.proxypool.reconcile.kube;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Statuses that the API server rejects. A pass that sees the old status would repeat what the previous pass did and
 * reported, adoption above all. So it sees the rejected one instead, and one event reports that the object shows an old
 * status. A different status is written as usual, and so is the same one after a restart.
 *
 * <p>This is not for intents: what cannot be recorded must not be done.
 */
public final class RefusedStatuses<R extends CustomResource<?, ?>> {

    private static final int UNPROCESSABLE = 422;
    private static final Set<Integer> REFUSALS =
            Set.of(HttpURLConnection.HTTP_BAD_REQUEST, HttpURLConnection.HTTP_ENTITY_TOO_LARGE, UNPROCESSABLE);

    private final EventPublisher events;

    /** By UID. */
    private final Map<String, Object> refused = new ConcurrentHashMap<>();

    public RefusedStatuses(EventPublisher events) {
        this.events = events;
    }

    /** The object as if the API server had accepted its status. */
    public R over(R resource) {
        Object status = refused.get(resource.getMetadata().getUid());
        return status == null ? resource : with(Serialization.clone(resource), status);
    }

    @SuppressWarnings("unchecked") // It is the status that was to be written to this very object.
    private R with(R clone, Object status) {
        ((CustomResource<?, Object>) clone).setStatus(status);
        return clone;
    }

    /** Writes the status, and continues if it is rejected. */
    public void write(R resource, Object status, Runnable write) {
        String uid = resource.getMetadata().getUid();
        try {
            write.run();
            refused.remove(uid);
        } catch (KubernetesClientException e) {
            if (!REFUSALS.contains(e.getCode())) {
                throw e;
            }
            if (refused.put(uid, status) == null) {
                events.publish(resource, EventMessage.ofRefusedStatus(words(e)));
            }
        }
    }

    public void forget(R resource) {
        refused.remove(resource.getMetadata().getUid());
    }

    /** The API server's own message, which does not quote the request. */
    private static String words(KubernetesClientException e) {
        return Optional.ofNullable(e.getStatus())
                .map(status -> status.getMessage())
                .orElse(Objects.requireNonNullElse(e.getMessage(), "no message"));
    }
}

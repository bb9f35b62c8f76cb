package dev.proxypool.reconcile.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.EditReplacePatchable;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one request that changes an object: a JSON patch that contains only its changes, and that the API server refuses
 * unless the object is the very one that was read. A new object with the same name is not changed.
 */
final class ObjectPatch {

    private static final int UNPROCESSABLE = 422;

    private final List<Map<String, Object>> operations = new ArrayList<>();

    private ObjectPatch() {}

    /** A patch without changes. */
    static ObjectPatch of(HasMetadata object) {
        return new ObjectPatch()
                .with("test", "/metadata/uid", object.getMetadata().getUid());
    }

    /** Restricts it to this version of the object: for any other, the API server returns a conflict. */
    ObjectPatch ofThisVersion(HasMetadata object) {
        return with("replace", "/metadata/resourceVersion", object.getMetadata().getResourceVersion());
    }

    /** Adds a field, or replaces it as a whole. */
    ObjectPatch set(String path, Object value) {
        return with("add", path, value);
    }

    private ObjectPatch with(String operation, String path, Object value) {
        operations.add(Map.of("op", operation, "path", path, "value", value));
        return this;
    }

    /** The object after the patch; empty if the patch completes its deletion. */
    <T> Optional<T> send(EditReplacePatchable<T> there) {
        return Optional.ofNullable(there.patch(PatchContext.of(PatchType.JSON), Serialization.asJson(operations)));
    }

    /** Whether a patch was refused because the object was deleted, replaced or changed. */
    static boolean isStale(KubernetesClientException refusal) {
        return isGone(refusal)
                || refusal.getCode() == HttpURLConnection.HTTP_CONFLICT
                || refusal.getCode() == UNPROCESSABLE;
    }

    static boolean isGone(KubernetesClientException refusal) {
        return refusal.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
    }

    static boolean areTheSame(HasMetadata one, HasMetadata other) {
        return one.getMetadata().getUid().equals(other.getMetadata().getUid());
    }
}

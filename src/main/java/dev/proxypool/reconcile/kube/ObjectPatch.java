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
 * The one request that changes an object: a JSON patch that says nothing of what it does not change, and that the API server
 * refuses unless the object is the very one that was seen. An object that was created anew under the same name gets nothing.
 */
final class ObjectPatch {

    private static final int UNPROCESSABLE = 422;

    private final List<Map<String, Object>> operations = new ArrayList<>();

    private ObjectPatch() {}

    /** Nothing yet. */
    static ObjectPatch of(HasMetadata object) {
        return new ObjectPatch()
                .with("test", "/metadata/uid", object.getMetadata().getUid());
    }

    /** For this version of the object only: of any other, the API server refuses it with a conflict. */
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

    /** The object as it is then; empty if it is gone with that. */
    <T> Optional<T> send(EditReplacePatchable<T> there) {
        return Optional.ofNullable(there.patch(PatchContext.of(PatchType.JSON), Serialization.asJson(operations)));
    }

    /** Whether a patch was refused since the object is gone, or another one, or of another version. */
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

package dev.proxypool.reconcile;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two writes to a resource of ours: its finalizer and its status, each saying nothing else. */
final class StatusWriter {

    private static final Logger log = LoggerFactory.getLogger(StatusWriter.class);

    private static final int UNPROCESSABLE = 422;

    /** As in {@code OperatorRuntime}. */
    private static final String FIELD_MANAGER = "proxypool";

    private StatusWriter() {}

    /** One write, and only if it is missing. */
    static <R extends CustomResource<?, ?>> void addFinalizer(R resource, String finalizer, Context<R> context) {
        if (resource.hasFinalizer(finalizer)) {
            return;
        }
        if (usesServerSideApply(context)) {
            context.resourceOperations().addFinalizerWithSSA(finalizer);
        } else {
            context.resourceOperations().addFinalizer(finalizer);
        }
    }

    /**
     * Writes the status and nothing else, so that nothing else of the object can be overwritten. A resource that was deleted
     * meanwhile needs none.
     *
     * @param patch an empty instance
     */
    static <T, R extends CustomResource<?, T>> void write(R resource, R patch, T status, Context<R> context) {
        try {
            if (usesServerSideApply(context)) {
                apply(resource, patch, status, context);
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

    private static <T, R extends CustomResource<?, T>> void apply(R resource, R patch, T status, Context<R> context) {
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(resource.getMetadata().getName())
                .withNamespace(resource.getMetadata().getNamespace())
                .build());
        patch.setStatus(status);
        try {
            context.resourceOperations().serverSideApplyPrimaryStatus(patch);
        } catch (KubernetesClientException e) {
            if (e.getCode() != UNPROCESSABLE) {
                throw e;
            }
            replace(resource, status, context);
        }
    }

    /**
     * Writes the status as a whole. Before 1.22, an API server counts whoever created the object as an owner of conditions
     * that were applied twice; one that is applied no more then stays behind in pieces, and the apply is refused.
     */
    private static void replace(CustomResource<?, ?> resource, Object status, Context<?> context) {
        String patch = Serialization.asJson(List.of(Map.of("op", "add", "path", "/status", "value", status)));
        context.getClient()
                .resource(resource)
                .subresource("status")
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON)
                                .withFieldManager(FIELD_MANAGER)
                                .build(),
                        patch);
    }

    private static boolean usesServerSideApply(Context<?> context) {
        return context.getControllerConfiguration().getConfigurationService().useSSAToPatchPrimaryResource();
    }
}

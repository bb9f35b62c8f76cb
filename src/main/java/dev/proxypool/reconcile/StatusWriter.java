package dev.proxypool.reconcile;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.net.HttpURLConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two writes to a resource of ours: its finalizer and its status, each saying nothing else. */
final class StatusWriter {

    private static final Logger log = LoggerFactory.getLogger(StatusWriter.class);

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

    private static boolean usesServerSideApply(Context<?> context) {
        return context.getControllerConfiguration().getConfigurationService().useSSAToPatchPrimaryResource();
    }
}

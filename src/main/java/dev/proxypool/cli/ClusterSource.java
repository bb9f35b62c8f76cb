package dev.proxypool.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.jspecify.annotations.Nullable;

/** The cluster of a command, found when it is needed, so that help can be had without one. */
@FunctionalInterface
public interface ClusterSource {
    /**
     * Throws with a message for the user if there is no such context. Sends nothing yet.
     *
     * @param context of the kubeconfig; null for the current one
     */
    KubernetesClient open(@Nullable String context);
}

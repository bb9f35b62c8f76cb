package dev.proxypool.app;

import dev.proxypool.api.ProxyAccount;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.ProxyShortCodePool;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;

/** Looks at the cluster before anything is started, so that what is missing is told in one line and at once. */
final class Cluster {

    private static final int PATIENCE_MILLIS = 5_000;

    private Cluster() {}

    /**
     * Throws with a message for the user.
     *
     * @param accounts whether ProxyAccounts are needed
     */
    static void check(boolean accounts) {
        Config config = new ConfigBuilder()
                .withRequestRetryBackoffLimit(0)
                .withConnectionTimeout(PATIENCE_MILLIS)
                .withRequestTimeout(PATIENCE_MILLIS)
                .build();
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            check(client, ProxyShortCode.class);
            check(client, ProxyShortCodePool.class);
            if (accounts) {
                check(client, ProxyAccount.class);
            }
        }
    }

    private static void check(KubernetesClient client, Class<? extends CustomResource<?, ?>> kind) {
        String at = "the Kubernetes API at " + client.getMasterUrl();
        try {
            if (!client.supports(kind)) {
                throw new InvalidConfig(List.of("%s does not know %s: install the definitions, kubectl apply -f crds/"
                        .formatted(at, CustomResource.getCRDName(kind))));
            }
        } catch (KubernetesClientException e) {
            throw new InvalidConfig(List.of(
                    "%s cannot be used: %s. Check KUBECONFIG, and that the server is up".formatted(at, Main.root(e))));
        }
    }
}

package dev.proxypool.app;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.proxypool.api.ProxyAccount;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.ProxyShortCodePool;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;

/** Looks at the cluster before anything is started, so that what is missing is told in one line and at once. */
final class Cluster {

    private static final int PATIENCE_MILLIS = 5_000;

    /** Status is how a watch tells that it cannot go on. */
    private static final List<Class<? extends KubernetesResource>> KINDS = List.of(
            ProxyShortCode.class,
            ProxyShortCodePool.class,
            ProxyAccount.class,
            Secret.class,
            Event.class,
            Lease.class,
            CustomResourceDefinition.class,
            Status.class);

    /** Who wrote which field: most of an object in memory, and nothing that is asked for here. */
    @JsonIgnoreProperties("managedFields")
    private interface WithoutManagedFields {}

    private Cluster() {}

    /** The client of the operator, of which the caches of all resources are filled. */
    static KubernetesClient client() {
        return new KubernetesClientBuilder()
                .withKubernetesSerialization(serialization())
                .build();
    }

    /**
     * Knows the few kinds that are met here. By default the client loads the classes of all kinds there are, more than a
     * thousand, which takes a third of the start.
     */
    private static KubernetesSerialization serialization() {
        ObjectMapper mapper = new ObjectMapper().addMixIn(ObjectMeta.class, WithoutManagedFields.class);
        KubernetesSerialization serialization = new KubernetesSerialization(mapper, false);
        KINDS.forEach(serialization::registerKubernetesResource);
        return serialization;
    }

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
        try (KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(config)
                .withKubernetesSerialization(serialization())
                .build()) {
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

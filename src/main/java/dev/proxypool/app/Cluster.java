package dev.proxypool.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.proxypool.api.ProxyAccount;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.ProxyShortCodePool;
import dev.proxypool.cli.ClusterError;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.api.model.Namespace;
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
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
            Namespace.class,
            CustomResourceDefinition.class,
            Status.class);

    private Cluster() {}

    /**
     * The client of the operator, of which the caches of all resources are filled.
     *
     * @param renewals to be told of those that it makes
     */
    static KubernetesClient client(Renewals renewals) {
        return new KubernetesClientBuilder()
                .withKubernetesSerialization(serialization(InstantSource.system()))
                .withHttpClientBuilderConsumer(renewals::listenTo)
                .build();
    }

    /**
     * A client for a command, which asks once and does not wait long. It sees who wrote which field.
     *
     * @param context of the kubeconfig; null for the current one
     * @throws InvalidConfig if there is no such context
     */
    static KubernetesClient ofContext(@Nullable String context) {
        Config config = impatient(Config.autoConfigure(context));
        List<String> contexts =
                config.getContexts().stream().map(NamedContext::getName).toList();
        if (context != null && !contexts.contains(context)) {
            throw new InvalidConfig(List.of("there is no context %s in the kubeconfig%s"
                    .formatted(context, contexts.isEmpty() ? "" : "; there are: " + String.join(", ", contexts))));
        }
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withKubernetesSerialization(serialization(new ObjectMapper()))
                .build();
    }

    private static Config impatient(Config config) {
        return new ConfigBuilder(config)
                .withRequestRetryBackoffLimit(0)
                .withConnectionTimeout(PATIENCE_MILLIS)
                .withRequestTimeout(PATIENCE_MILLIS)
                .build();
    }

    /**
     * What the operator reads: lean, and Leases as this replica saw them. Knows the few kinds that are met here. By default
     * the client loads the classes of all kinds there are, more than a thousand, which takes a third of the start.
     */
    static KubernetesSerialization serialization(InstantSource clock) {
        return serialization(new LeaseSightings(clock).on(LeanObjects.mapper()));
    }

    private static KubernetesSerialization serialization(ObjectMapper mapper) {
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
        try (KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(impatient(Config.autoConfigure(null)))
                .withKubernetesSerialization(serialization(new ObjectMapper()))
                .build()) {
            check(client, ProxyShortCode.class);
            check(client, ProxyShortCodePool.class);
            if (accounts) {
                check(client, ProxyAccount.class);
            }
        }
    }

    private static void check(KubernetesClient client, Class<? extends CustomResource<?, ?>> kind) {
        try {
            if (!client.supports(kind)) {
                throw new InvalidConfig(
                        List.of(ClusterError.unknown(client.getMasterUrl(), CustomResource.getCRDName(kind))));
            }
        } catch (KubernetesClientException e) {
            throw new InvalidConfig(List.of(ClusterError.unreachable(client.getMasterUrl(), e)));
        }
    }
}

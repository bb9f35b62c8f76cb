package dev.proxypool.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.proxypool.api.ResourceKind;
import dev.proxypool.cli.ClusterError;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Listable;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.net.HttpURLConnection;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the cluster before anything starts, so that a missing piece is reported at once and in one line. */
final class Cluster {

    private static final ListOptions ONE =
            new ListOptionsBuilder().withLimit(1L).build();

    private static final int PATIENCE_MILLIS = 5_000;

    /** A watch reports with a Status that it cannot continue. */
    private static final List<Class<? extends KubernetesResource>> OTHER_KINDS = List.of(
            Secret.class, Event.class, Lease.class, Namespace.class, CustomResourceDefinition.class, Status.class);

    private Cluster() {}

    /**
     * The operator's client, which fills the caches of all resources.
     *
     * @param renewals receives the renewals that the client makes
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
     * @throws InvalidConfig if the kubeconfig does not lead to a cluster
     */
    static KubernetesClient ofContext(@Nullable String context) {
        Kubeconfig.check(context);
        Config config = impatient(Config.autoConfigure(context));
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
        ResourceKind.types().forEach(serialization::registerKubernetesResource);
        OTHER_KINDS.forEach(serialization::registerKubernetesResource);
        return serialization;
    }

    /**
     * Throws with a message for the user.
     *
     * @param accounts whether ProxyAccounts are needed
     * @param namespaces that are watched; empty for all
     */
    static void check(boolean accounts, Set<String> namespaces) {
        Kubeconfig.check(null);
        try (KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(impatient(Config.autoConfigure(null)))
                .withKubernetesSerialization(serialization(new ObjectMapper()))
                .build()) {
            check(client, accounts, namespaces);
        }
    }

    /** Lists a single object of each kind, as the caches do of all: this reports what they may not read, and they do not. */
    static void check(KubernetesClient client, boolean accounts, Set<String> namespaces) {
        Set<String> forbidden = new LinkedHashSet<>();
        for (ResourceKind kind : ResourceKind.values()) {
            if (kind == ResourceKind.ACCOUNT && !accounts) {
                continue;
            }
            var all = client.resources(kind.type());
            if (namespaces.isEmpty()) {
                check(client, kind, all.inAnyNamespace(), forbidden);
            }
            namespaces.stream().sorted().forEach(name -> check(client, kind, all.inNamespace(name), forbidden));
        }
        if (!forbidden.isEmpty()) {
            throw new InvalidConfig(
                    List.of("the Kubernetes API at %s forbids what the operator needs: %s. The chart has roles"
                                    .formatted(client.getMasterUrl(), String.join("; ", forbidden))
                            + " with these rights"));
        }
    }

    private static void check(KubernetesClient client, ResourceKind kind, Listable<?> objects, Set<String> forbidden) {
        try {
            objects.list(ONE);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw new InvalidConfig(List.of(String.valueOf(
                        ClusterError.of(e, client.getMasterUrl(), kind).getMessage())));
            }
            forbidden.add(ClusterError.said(e));
        }
    }
}

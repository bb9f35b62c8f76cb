package dev.proxypool.reconcile.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a resource is being deleted because its CRD is: then the user did not ask for an empty pool. It is checked
 * only for resources that are being deleted, with one read of the API server.
 *
 * <p>An operator for single namespaces may not read CRDs. But every client may read the discovery document, and the API
 * server removes the verb {@code create} from it when it begins to delete a kind. It does so a moment after it deleted
 * the first resource, so {@code create} counts only after {@link #SETTLING}.
 *
 * <p>Source: {@code customresource_discovery_controller.go} of k8s.io/apiextensions-apiserver.
 */
public final class DefinitionDeletion {

    public static final Duration SETTLING = Duration.ofSeconds(3);

    private static final Logger log = LoggerFactory.getLogger(DefinitionDeletion.class);

    private final Class<? extends CustomResource<?, ?>> kind;
    private final InstantSource clock;

    /** When each resource was first checked, by UID. */
    private final Map<String, Instant> firstAsked = new ConcurrentHashMap<>();

    public enum State {
        STAYS,
        IS_BEING_DELETED,
        /** Check again after {@link #SETTLING}. */
        UNKNOWN
    }

    public DefinitionDeletion(Class<? extends CustomResource<?, ?>> kind, InstantSource clock) {
        this.kind = kind;
        this.clock = clock;
    }

    /** @throws KubernetesClientException if the API server does not answer */
    public State state(HasMetadata resource, KubernetesClient client) {
        String name = CustomResource.getCRDName(kind);
        try {
            var definition = client.apiextensions()
                    .v1()
                    .customResourceDefinitions()
                    .withName(name)
                    .get();
            return definition != null && definition.isMarkedForDeletion() ? State.IS_BEING_DELETED : State.STAYS;
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e;
            }
            log.atDebug()
                    .addKeyValue("definition", name)
                    .log("the operator may not read the definition, so it reads the discovery document");
            return discovered(resource, client);
        }
    }

    private State discovered(HasMetadata resource, KubernetesClient client) {
        if (!mayBeCreated(client)) {
            return State.IS_BEING_DELETED;
        }
        Instant now = clock.instant();
        Instant first = firstAsked.computeIfAbsent(resource.getMetadata().getUid(), _ -> now);
        return Duration.between(first, now).compareTo(SETTLING) < 0 ? State.UNKNOWN : State.STAYS;
    }

    private boolean mayBeCreated(KubernetesClient client) {
        var served = client.getApiResources(HasMetadata.getGroup(kind) + "/" + HasMetadata.getVersion(kind));
        return served != null
                && served.getResources().stream()
                        .filter(each -> each.getName().equals(HasMetadata.getPlural(kind)))
                        .anyMatch(each -> each.getVerbs().contains("create"));
    }

    public void forget(String uid) {
        firstAsked.remove(uid);
    }
}

package dev.proxypool.reconcile.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Listable;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All objects of a kind as the API server has them now, not as a cache has them: a list without a resourceVersion
 * (https://kubernetes.io/docs/reference/using-api/api-concepts/#semantics-for-get-and-list). Read page by page, so that
 * memory stays bounded.
 */
public final class ConsistentList<R extends HasMetadata> {

    /**
     * How many objects one request returns. It bounds memory, since an answer is held as a whole before its unused
     * parts are dropped: each object may have 250 KB of annotations. And with any limit fabric8's informers read
     * consistently, without {@code resourceVersion=0}: an API server whose cache lags behind may answer that with an
     * old state.
     */
    public static final long PAGE = 50;

    private final KubernetesClient client;
    private final Class<R> kind;
    private final Set<String> namespaces;

    /** @param namespaces the namespaces to list; empty means all */
    public ConsistentList(KubernetesClient client, Class<R> kind, Set<String> namespaces) {
        this.client = client;
        this.kind = kind;
        this.namespaces = namespaces;
    }

    /** Lists what the operator watches. */
    public static <R extends HasMetadata> ConsistentList<R> watchedBy(EventSourceContext<R> kind) {
        var informer = kind.getControllerConfiguration().getInformerConfig();
        return new ConsistentList<>(
                kind.getClient(),
                kind.getPrimaryResourceClass(),
                informer.watchAllNamespaces() ? Set.of() : informer.getNamespaces());
    }

    /** Reads pages until one object matches. */
    public boolean anyMatch(Predicate<R> wanted) {
        return anyMatch(null, wanted);
    }

    /** @param field a field selector in the API server's syntax; null selects all */
    public boolean anyMatch(@Nullable String field, Predicate<R> wanted) {
        var resources = client.resources(kind);
        return namespaces.isEmpty()
                ? anyMatch(resources.inAnyNamespace(), field, wanted)
                : namespaces.stream().anyMatch(namespace -> anyMatch(resources.inNamespace(namespace), field, wanted));
    }

    private boolean anyMatch(
            Listable<? extends KubernetesResourceList<R>> scope, @Nullable String field, Predicate<R> wanted) {
        String next = null;
        do {
            ListOptions options = new ListOptionsBuilder()
                    .withLimit(PAGE)
                    .withContinue(next)
                    .withFieldSelector(field)
                    .build();
            KubernetesResourceList<R> page = scope.list(options);
            if (page.getItems().stream().anyMatch(wanted)) {
                return true;
            }
            next = page.getMetadata().getContinue();
        } while (next != null && !next.isEmpty());
        return false;
    }
}

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
 * (https://kubernetes.io/docs/reference/using-api/api-concepts/#semantics-for-get-and-list). Read page by page, so that memory
 * stays bounded.
 */
public final class ConsistentList<R extends HasMetadata> {

    /**
     * How many objects a list asks for at a time. It bounds memory, since an answer is held as a whole before what is not used of it
     * is left out: each object may have 250 KB of annotations. And with any limit fabric8's informers ask for what is, and not
     * for {@code resourceVersion=0}: that may be answered by an API server whose cache lags behind, as things were some time ago.
     */
    public static final long PAGE = 50;

    private final KubernetesClient client;
    private final Class<R> kind;
    private final Set<String> namespaces;

    /** @param namespaces where to look; empty means everywhere */
    public ConsistentList(KubernetesClient client, Class<R> kind, Set<String> namespaces) {
        this.client = client;
        this.kind = kind;
        this.namespaces = namespaces;
    }

    /** Of what the operator watches. */
    public static <R extends HasMetadata> ConsistentList<R> watchedBy(EventSourceContext<R> kind) {
        var informer = kind.getControllerConfiguration().getInformerConfig();
        return new ConsistentList<>(
                kind.getClient(),
                kind.getPrimaryResourceClass(),
                informer.watchAllNamespaces() ? Set.of() : informer.getNamespaces());
    }

    /** Reads on until there is one. */
    public boolean anyMatch(Predicate<R> wanted) {
        return anyMatch(null, wanted);
    }

    /** @param field a field selector, as the API server takes it; null selects all */
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

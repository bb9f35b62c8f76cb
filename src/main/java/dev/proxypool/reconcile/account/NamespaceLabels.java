package dev.proxypool.reconcile.account;

import dev.proxypool.reconcile.kube.ConsistentList;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The labels of Namespaces. The operator watches them from the first call on, since most installations have no selector
 * and then need no right to Namespaces. While they cannot be read, a Namespace has no labels: a selector then admits no
 * namespace.
 */
final class NamespaceLabels implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(NamespaceLabels.class);
    private static final long PATIENCE_SECONDS = 10;

    private final KubernetesClient client;
    private final boolean allowed;
    private final Consumer<String> changed;
    private volatile @Nullable SharedIndexInformer<Namespace> informer;

    /**
     * @param allowed false if Namespaces must not be read
     * @param changed receives the name of a Namespace whose labels changed, or that was deleted
     */
    NamespaceLabels(KubernetesClient client, boolean allowed, Consumer<String> changed) {
        this.client = client;
        this.allowed = allowed;
        this.changed = changed;
    }

    Map<String, String> of(String namespace) {
        if (!allowed) {
            return Map.of();
        }
        return Optional.ofNullable(watched().getStore().getByKey(namespace))
                .map(NamespaceLabels::labels)
                .orElse(Map.of());
    }

    private SharedIndexInformer<Namespace> watched() {
        SharedIndexInformer<Namespace> running = informer;
        return running == null ? watch() : running;
    }

    /** A missing right must not stop the operator: the informer retries until the right is granted. */
    private synchronized SharedIndexInformer<Namespace> watch() {
        SharedIndexInformer<Namespace> running = informer;
        if (running != null) {
            return running;
        }
        SharedIndexInformer<Namespace> made = client.namespaces()
                .withLimit(ConsistentList.PAGE)
                .runnableInformer(0)
                .exceptionHandler((_, problem) -> true)
                .addEventHandler(new Handler());
        try {
            made.start().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.atWarn()
                    .setCause(e)
                    .log("the operator cannot read the labels of Namespaces, so selectors allow no namespace");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        informer = made;
        return made;
    }

    @Override
    public void close() {
        SharedIndexInformer<Namespace> running = informer;
        if (running != null) {
            running.close();
        }
    }

    private static Map<String, String> labels(Namespace namespace) {
        return Objects.requireNonNullElse(namespace.getMetadata().getLabels(), Map.of());
    }

    private final class Handler implements ResourceEventHandler<Namespace> {
        @Override
        public void onAdd(Namespace namespace) {
            changed.accept(namespace.getMetadata().getName());
        }

        @Override
        public void onUpdate(Namespace old, Namespace namespace) {
            if (!labels(old).equals(labels(namespace))) {
                changed.accept(namespace.getMetadata().getName());
            }
        }

        @Override
        public void onDelete(Namespace namespace, boolean finalStateUnknown) {
            changed.accept(namespace.getMetadata().getName());
        }
    }
}

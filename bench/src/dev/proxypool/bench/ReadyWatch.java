package dev.proxypool.bench;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When each resource became Ready, as somebody sees it who watches. */
final class ReadyWatch implements AutoCloseable {
    private final Map<String, Instant> ready = new ConcurrentHashMap<>();
    private final Watch watch;

    ReadyWatch(ApiServer cluster) {
        var resources = cluster.client()
                .genericKubernetesResources(ApiServer.SHORT_CODES)
                .inNamespace(cluster.namespace());
        String now = resources
                .list(new ListOptionsBuilder().withLimit(1L).build())
                .getMetadata()
                .getResourceVersion();
        watch = resources.watch(
                new ListOptionsBuilder().withResourceVersion(now).build(), new Watcher<>() {
                    @Override
                    public void eventReceived(Action action, GenericKubernetesResource resource) {
                        if (isReady(resource)) {
                            ready.putIfAbsent(resource.getMetadata().getName(), Instant.now());
                        }
                    }

                    @Override
                    public void onClose(WatcherException cause) {
                        System.err.println("bench: the watch ended: " + cause);
                    }
                });
    }

    private static boolean isReady(GenericKubernetesResource resource) {
        return resource.get("status") instanceof Map<?, ?> status
                && status.get("conditions") instanceof List<?> conditions
                && conditions.stream().anyMatch(ReadyWatch::saysReady);
    }

    private static boolean saysReady(Object condition) {
        return condition instanceof Map<?, ?> entries
                && "Ready".equals(entries.get("type"))
                && "True".equals(entries.get("status"));
    }

    Instant await(String name) {
        return Await.value(name + " is Ready", Duration.ofMinutes(2), Duration.ofMillis(5), () -> ready.get(name));
    }

    @Override
    public void close() {
        watch.close();
    }
}

package dev.proxypool.reconcile;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Watches Secrets one by one, by name: the other Secrets of a cluster are none of our business, and there may be tens of
 * thousands of them.
 */
final class SecretWatch implements AutoCloseable {

    private final KubernetesClient client;
    private final BiConsumer<String, String> changed;
    private final Map<Place, SharedIndexInformer<Secret>> informers = new ConcurrentHashMap<>();

    private record Place(String namespace, String name) {}

    /**
     * @param changed is told namespace and name
     */
    SecretWatch(KubernetesClient client, BiConsumer<String, String> changed) {
        this.client = client;
        this.changed = changed;
    }

    /** The Secret as it is now; it is watched from then on. */
    Optional<Secret> get(String namespace, String name) {
        Place place = new Place(namespace, name);
        SharedIndexInformer<Secret> informer = informers.get(place);
        if (informer == null) {
            informer = client.secrets()
                    .inNamespace(namespace)
                    .withField("metadata.name", name)
                    .withLimit(Accounts.PAGE)
                    .inform(new Handler(place));
            informers.put(place, informer);
        }
        return informer.getStore().list().stream()
                .filter(secret -> secret.getMetadata().getName().equals(name))
                .findAny();
    }

    @Override
    public void close() {
        informers.values().forEach(SharedIndexInformer::close);
    }

    private final class Handler implements ResourceEventHandler<Secret> {
        private final Place place;

        Handler(Place place) {
            this.place = place;
        }

        @Override
        public void onAdd(Secret secret) {
            changed.accept(place.namespace(), place.name());
        }

        @Override
        public void onUpdate(Secret old, Secret secret) {
            changed.accept(place.namespace(), place.name());
        }

        @Override
        public void onDelete(Secret secret, boolean finalStateUnknown) {
            changed.accept(place.namespace(), place.name());
        }
    }
}

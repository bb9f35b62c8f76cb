package dev.proxypool.reconcile.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.Claimant;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.WrittenSpec;
import dev.proxypool.embedded.EmbeddedKubernetes;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.IndexedResourceCache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pass works on what the passes before it wrote, whatever the watch shows, and whenever. */
class ObjectWriterTest {

    private static final String FINALIZER = "proxypool.dev/membership";

    private final EmbeddedKubernetes kubernetes = EmbeddedKubernetes.start();
    private final KubernetesClient client = kubernetes.client();
    private final ObjectWriter<ProxyShortCode> writer =
            new ObjectWriter<>(ProxyShortCode.class, Claimant::needsPassAfter);

    /** What the informer shows. */
    private final AtomicReference<ProxyShortCode> cache = new AtomicReference<>();

    private ProxyShortCode created;

    @BeforeEach
    void create() {
        ProxyShortCode resource = new ProxyShortCode();
        resource.getMetadata().setNamespace("messaging");
        resource.getMetadata().setName("promo");
        resource.setSpec(new WrittenSpec(Serialization.jsonMapper().valueToTree(Map.of())));
        created = client.resource(resource).create();
        cache.set(created);
    }

    @AfterEach
    void stop() {
        kubernetes.close();
    }

    @Test
    void aPassSeesWhatWasWrittenBeforeTheWatchShowsIt() {
        writer.hold(created, FINALIZER, context());

        assertThat(writer.newest(created, context()).getFinalizers()).containsExactly(FINALIZER);
    }

    /** The framework reads the cache, and copies what it read; meanwhile the watch may show the write. */
    @Test
    void aPassSeesWhatWasWrittenThoughTheWatchShowedItAfterTheFrameworkHadReadTheCache() {
        ProxyShortCode readByTheFramework = created;
        writer.hold(created, FINALIZER, context());
        ProxyShortCode shown = there();
        cache.set(shown);
        writer.onResourceUpdated(shown, created);

        assertThat(writer.newest(readByTheFramework, context()).getFinalizers()).containsExactly(FINALIZER);
    }

    /** Whoever wrote it. */
    @Test
    void aPassSeesNothingOlderThanTheCacheDoes() {
        ProxyShortCode readByTheFramework = created;
        client.resource(created).edit(now -> {
            now.getMetadata().setAnnotations(Map.of("note", "edited"));
            return now;
        });
        cache.set(there());

        assertThat(writer.newest(readByTheFramework, context()).getMetadata().getAnnotations())
                .containsEntry("note", "edited");
    }

    /** The pass may change its copy. */
    @Test
    void theCachesOwnObjectIsNotHandedOut() {
        cache.set(client.resource(created).edit(now -> {
            now.getMetadata().setAnnotations(Map.of("note", "edited"));
            return now;
        }));

        assertThat(writer.newest(created, context())).isNotSameAs(cache.get());
    }

    /** A namesake's version says nothing about this object. */
    @Test
    void aNewObjectWithTheSameNameIsAnotherOne() {
        client.resource(created).delete();
        ProxyShortCode namesake = Serialization.clone(created);
        namesake.getMetadata().setUid(null);
        namesake.getMetadata().setResourceVersion(null);
        cache.set(client.resource(namesake).create());

        assertThat(writer.newest(created, context())).isSameAs(created);
    }

    private ProxyShortCode there() {
        return client.resource(created).get();
    }

    @SuppressWarnings("unchecked")
    private Context<ProxyShortCode> context() {
        IndexedResourceCache<ProxyShortCode> shown =
                proxy(IndexedResourceCache.class, Map.of("get", _ -> Optional.ofNullable(cache.get())));
        return proxy(
                Context.class,
                Map.of(
                        "getClient",
                        _ -> client,
                        "getPrimaryCache",
                        _ -> shown,
                        "isPrimaryResourceDeleted",
                        _ -> false));
    }

    private interface Answer {
        Object of(@Nullable ResourceID id);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <T> T proxy(Class type, Map<String, Answer> answers) {
        return (T) Proxy.newProxyInstance(
                ObjectWriterTest.class.getClassLoader(), new Class<?>[] {type}, (_, method, args) -> {
                    Answer answer = answers.get(method.getName());
                    if (answer == null) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return answer.of(args == null ? null : (ResourceID) args[0]);
                });
    }
}

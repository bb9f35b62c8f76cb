package dev.proxypool.scenarios;

import static org.awaitility.Awaitility.await;

import dev.proxypool.api.Condition;
import dev.proxypool.api.PoolResource;
import dev.proxypool.api.WrittenSpec;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What the stories about a pool named messaging have in common. */
abstract class PoolStories extends Scenarios {

    @SafeVarargs
    final void apply(Map<String, Object> fields, Map<String, Object>... codes) {
        create(fields, List.of(codes));
    }

    @SafeVarargs
    final void edit(Map<String, Object> fields, Map<String, Object>... codes) {
        change(fields, List.of(codes));
    }

    final void annotate(String annotation, String value) {
        change(there -> there.getMetadata().getAnnotations().put(annotation, value));
    }

    final void create(Map<String, Object> fields, List<Map<String, Object>> codes) {
        PoolResource<?> pool = telling.newPool();
        pool.getMetadata().setName("messaging");
        pool.getMetadata().setNamespace(environment.namespace());
        pool.setSpec(spec(fields, codes));
        environment.client().resource(pool).create();
    }

    final void change(Map<String, Object> fields, List<Map<String, Object>> codes) {
        change(there -> there.setSpec(spec(fields, codes)));
    }

    private void change(Consumer<PoolResource<?>> change) {
        TestEnvironment.change(pool(), change::accept);
    }

    final WrittenSpec spec(Map<String, Object> fields, List<Map<String, Object>> codes) {
        Map<String, Object> spec = new HashMap<>(fields);
        spec.put("serviceSid", KS1);
        spec.put(telling.list(), codes);
        return new WrittenSpec(Serialization.jsonMapper().valueToTree(spec));
    }

    /** An entry of the pool's list. */
    final Map<String, Object> code(String sid, boolean reserved) {
        return telling.entry(sid, reserved);
    }

    static String hashIn(PoolResource<?> held) {
        return Objects.requireNonNull(held.getStatus().held()).hash();
    }

    final PoolResource<?> awaitReady() {
        return awaitPool(PoolStories::isReady);
    }

    static boolean isReady(PoolResource<?> pool) {
        Condition ready = ready(pool);
        return ready.isTrue() && pool.getMetadata().getGeneration().equals(ready.observedGeneration());
    }

    final PoolResource<?> awaitPool(Predicate<PoolResource<?>> condition) {
        return awaitPool(Duration.ofSeconds(30), condition);
    }

    final PoolResource<?> awaitPool(Duration atMost, Predicate<PoolResource<?>> condition) {
        return await("the pool")
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> pool().get(), there -> there != null && condition.test(there));
    }

    static boolean isReason(PoolResource<?> pool, String reason) {
        return ready(pool).reason().equals(reason);
    }

    static Condition ready(PoolResource<?> pool) {
        return pool.statusOrNone().conditions().stream()
                .filter(c -> c.type().equals("Ready"))
                .findFirst()
                .orElse(new Condition("Ready", "Unknown", null, null, "", ""));
    }

    final Resource<? extends PoolResource<?>> pool() {
        return environment
                .client()
                .resources(telling.pool())
                .inNamespace(environment.namespace())
                .withName("messaging");
    }
}

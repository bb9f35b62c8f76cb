package dev.proxypool.app;

import dev.proxypool.api.Condition;
import dev.proxypool.telemetry.Metrics;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.processing.Controller;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The resources of the controllers' own caches, so that neither a scrape nor a view of the status page calls the API
 * server.
 */
final class ConditionCounts {

    /** A resource of any kind, with the conditions of its status. */
    record Conditioned(CustomResource<?, ?> resource, List<Condition> conditions) {}

    private final List<Supplier<Stream<Conditioned>>> kinds = new CopyOnWriteArrayList<>();

    /** Counts those of one more kind. */
    <R extends CustomResource<?, ?>> void of(
            RegisteredController<R> registered, Function<R, List<Condition>> conditions) {
        var cache = ((Controller<R>) registered).getEventSourceManager().getControllerEventSource();
        kinds.add(() -> cache.list().map(resource -> new Conditioned(resource, conditions.apply(resource))));
    }

    /** All of all kinds. */
    Stream<Conditioned> resources() {
        return kinds.stream().flatMap(Supplier::get);
    }

    Map<Metrics.ConditionLabels, Long> counted() {
        return resources()
                .map(one -> ready(one.resource().getKind(), one.conditions()))
                .collect(Collectors.groupingBy(condition -> condition, Collectors.counting()));
    }

    private static Metrics.ConditionLabels ready(String kind, List<Condition> conditions) {
        return conditions.stream()
                .filter(condition -> condition.type().equals(Condition.READY))
                .findFirst()
                .map(ready -> new Metrics.ConditionLabels(kind, ready.status(), ready.reason()))
                .orElseGet(() -> new Metrics.ConditionLabels(kind, "Unknown", "Unknown"));
    }
}

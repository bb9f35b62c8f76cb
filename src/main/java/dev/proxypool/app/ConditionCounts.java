package dev.proxypool.app;

import dev.proxypool.api.Condition;
import dev.proxypool.telemetry.Metrics;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.processing.Controller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts the resources of the controllers' own caches, so that a scrape costs the API server nothing. */
final class ConditionCounts {

    private final List<Supplier<Stream<Metrics.ConditionLabels>>> kinds = new ArrayList<>();

    /** Counts those of one more kind. */
    <R extends HasMetadata> void of(RegisteredController<R> registered, Function<R, List<Condition>> conditions) {
        var cache = ((Controller<R>) registered).getEventSourceManager().getControllerEventSource();
        kinds.add(() -> cache.list().map(resource -> ready(resource.getKind(), conditions.apply(resource))));
    }

    Map<Metrics.ConditionLabels, Long> counted() {
        return kinds.stream()
                .flatMap(Supplier::get)
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

package dev.proxypool.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The configuration of kube-state-metrics in the chart, and the series that it makes of a resource. */
final class KubeStateMetrics {

    static final Pattern METRIC = Pattern.compile("\\bkube_\\w+");

    private static final JsonNode CONFIGURATION = Chart.tree("files/kube-state-metrics.yaml");

    private KubeStateMetrics() {}

    /** A series of the metric: the labels come from the resource, by their paths. */
    record Series(JsonNode resource, JsonNode metric) {

        String name() {
            return resource.path("metricNamePrefix").asText() + "_"
                    + metric.path("name").asText();
        }

        String kind() {
            return resource.at("/groupVersionKind/kind").asText();
        }

        /** By label; the paths are from the root of a resource. */
        Map<String, List<String>> paths() {
            Map<String, List<String>> paths = new LinkedHashMap<>();
            Stream.of(metric.path("labelsFromPath"), metric.at("/each/info/labelsFromPath"))
                    .flatMap(labels -> labels.properties().stream())
                    .forEach(label -> paths.put(label.getKey(), steps(label.getValue())));
            return paths;
        }

        Set<String> labels() {
            Set<String> labels = new TreeSet<>(paths().keySet());
            resource.path("commonLabels").fieldNames().forEachRemaining(labels::add);
            return labels;
        }

        /** As kube-state-metrics resolves them: a path that leads nowhere gives no label. */
        Map<String, String> of(JsonNode manifest) {
            Map<String, String> labels = new LinkedHashMap<>();
            resource.path("commonLabels")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            paths().forEach((label, path) -> {
                JsonNode value = at(manifest, path);
                if (value.isValueNode() && !value.isNull()) {
                    labels.put(label, value.asText());
                }
            });
            return labels;
        }
    }

    static List<Series> series() {
        return StreamSupport.stream(CONFIGURATION.at("/spec/resources").spliterator(), false)
                .flatMap(resource -> StreamSupport.stream(
                                resource.path("metrics").spliterator(), false)
                        .map(metric -> new Series(resource, metric)))
                .toList();
    }

    static Set<String> metrics() {
        Set<String> names = new TreeSet<>();
        series().forEach(series -> names.add(series.name()));
        return names;
    }

    static Set<String> labels() {
        Set<String> labels = new TreeSet<>();
        series().forEach(series -> labels.addAll(series.labels()));
        return labels;
    }

    private static JsonNode at(JsonNode node, List<String> path) {
        JsonNode found = node;
        for (String step : path) {
            found = isLookup(step) ? element(found, step) : found.path(step);
        }
        return found;
    }

    /** A step such as {@code [type=Ready]}: the element of a list that has the value. */
    static boolean isLookup(String step) {
        return step.startsWith("[");
    }

    private static JsonNode element(JsonNode list, String step) {
        String[] pair = step.substring(1, step.length() - 1).split("=", 2);
        return StreamSupport.stream(list.spliterator(), false)
                .filter(one -> one.path(pair[0]).asText().equals(pair[1]))
                .findFirst()
                .orElse(list.path("absent"));
    }

    private static List<String> steps(JsonNode path) {
        List<String> steps = new ArrayList<>();
        path.forEach(step -> steps.add(step.asText()));
        return steps;
    }
}

package dev.proxypool.helm;

import dev.proxypool.telemetry.Metric;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A query of an alert or of a panel, and the names in it. Whether it is one at all is for promtool to say. */
record Query(String expression) {

    private static final Pattern OURS = Pattern.compile("\\bproxypool_\\w+");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without|on|ignoring) *\\(([^)]*)\\)");
    private static final Pattern MATCHER = Pattern.compile("(\\w+) *(?:=~|!~|!=|=) *\"");

    /** By their declared names; a name that is not declared as it stands. */
    Set<String> metrics() {
        return OURS.matcher(expression)
                .results()
                .map(found -> declared(found.group()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** That it groups and selects by. */
    Set<String> labels() {
        Stream<String> grouped = GROUPING.matcher(expression)
                .results()
                .flatMap(found -> Arrays.stream(found.group(1).split(" *, *")));
        Stream<String> matched = MATCHER.matcher(expression).results().map(found -> found.group(1));
        return Stream.concat(grouped, matched).collect(Collectors.toCollection(TreeSet::new));
    }

    static Set<String> declaredMetrics() {
        return declared(metric -> Stream.of(metric.fullName()));
    }

    /** Besides those of the target that was scraped. */
    static Set<String> declaredLabels() {
        return declared(metric -> metric.labels().stream());
    }

    private static Set<String> declared(Function<Metric, Stream<String>> names) {
        return Arrays.stream(Metric.values()).flatMap(names).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Prometheus has several series for what is one metric of ours. */
    private static String declared(String series) {
        return declaredMetrics().contains(series) ? series : series.replaceFirst("_(bucket|sum|count|max)$", "");
    }
}

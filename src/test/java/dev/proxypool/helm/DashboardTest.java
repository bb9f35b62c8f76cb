package dev.proxypool.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.proxypool.telemetry.Metrics;
import dev.proxypool.telemetry.Promtool;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dashboard: Grafana can show it, and Prometheus has what it asks for. */
final class DashboardTest {

    private static final ObjectMapper STRICT = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)}?");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Pattern METRIC = Pattern.compile("\\b(\\w+)\\{");
    private static final int GRID = 24;

    /** Of the target that was scraped: every series has them. */
    private static final Set<String> OF_THE_TARGET = Set.of("namespace", "pod");

    /** Of histograms, and of what the runtime tells of its memory. */
    private static final Set<String> OF_THE_RUNTIME = Set.of("le", "area");

    static Stream<JsonNode> panels() {
        return all(dashboard().path("panels"));
    }

    /** A query with what its legend says. */
    record Asked(String panel, Query query, String legend) {}

    static Stream<Asked> queries() {
        return panels().flatMap(panel -> all(panel.path("targets"))
                .map(target -> new Asked(
                        panel.path("title").asText(),
                        new Query(target.path("expr").asText()),
                        target.path("legendFormat").asText())));
    }

    static Stream<JsonNode> variables() {
        return all(dashboard().at("/templating/list"));
    }

    @Test
    void everyPanelHasAnIdAndAPlaceOfItsOwn() {
        assertThat(panels().map(panel -> panel.path("id").asInt()))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(20);
        Set<String> taken = new HashSet<>();
        assertThat(panels().flatMap(DashboardTest::cells))
                .allSatisfy(cell ->
                        assertThat(taken.add(cell)).as("taken once: %s", cell).isTrue());
    }

    @ParameterizedTest
    @MethodSource("panels")
    void aPanelSaysWhatItShows(JsonNode panel) {
        assertThat(panel.path("title").asText()).isNotBlank();
        assertThat(panel.at("/gridPos/x").asInt() + panel.at("/gridPos/w").asInt())
                .isBetween(1, GRID);
        if (!panel.path("type").asText().equals("row")) {
            assertThat(panel.path("description").asText()).endsWith(".");
            assertThat(panel.path("targets")).isNotEmpty();
            assertThat(panel.findValuesAsText("uid")).isNotEmpty().containsOnly("${datasource}");
        }
    }

    @Test
    void everyVariableIsDefinedAndUsed() throws IOException {
        Set<String> defined = variables().map(it -> it.path("name").asText()).collect(Collectors.toSet());
        Set<String> used = VARIABLE.matcher(STRICT.writeValueAsString(dashboard()))
                .results()
                .map(found -> found.group(1))
                .filter(name -> !name.startsWith("__"))
                .collect(Collectors.toSet());

        assertThat(defined).containsExactlyInAnyOrderElementsOf(used).contains("datasource", "account", "service");
    }

    @ParameterizedTest
    @MethodSource("queries")
    void aQueryUsesMetricsAndLabelsThatAreThere(Asked asked) {
        Set<String> there = new TreeSet<>(Query.declaredLabels());
        there.addAll(KubeStateMetrics.labels());
        there.addAll(OF_THE_TARGET);
        there.addAll(OF_THE_RUNTIME);

        assertThat(asked.query().metrics()).isSubsetOf(Query.declaredMetrics());
        assertThat(asked.query().labels()).isSubsetOf(there);
        assertThat(METRIC.matcher(asked.query().expression()).results().map(found -> found.group(1)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(name.startsWith("proxypool_")
                                || ofTheRuntime().contains(name)
                                || KubeStateMetrics.metrics().contains(name))
                        .as("%s comes from the operator, or from kube-state-metrics", name)
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("queries")
    void aLegendNamesOnlyLabelsThatAreLeft(Asked asked) {
        assertThat(LEGEND.matcher(asked.legend()).results().map(found -> found.group(1)))
                .isSubsetOf(asked.query().labels());
    }

    @ParameterizedTest
    @MethodSource("variables")
    void aVariableAsksForALabelOfItsMetric(JsonNode variable) {
        String query = variable.at("/query/query").asText();

        if (!variable.path("type").asText().equals("datasource")) {
            assertThat(query)
                    .startsWith("label_values(proxypool_")
                    .endsWith(", " + variable.path("name").asText() + ")");
            assertThat(new Query(query).metrics()).isSubsetOf(Query.declaredMetrics());
        }
    }

    /** As recording rules, since promtool judges those whatever its version. */
    @Test
    void promtoolCanReadEveryQuery(@TempDir Path folder) throws IOException {
        Promtool.orSkip();
        List<Map<String, String>> rules = queries()
                .map(asked -> asked.query().expression().replace("$__rate_interval", "5m"))
                .map(query -> VARIABLE.matcher(query).replaceAll("x"))
                .distinct()
                .map(query -> Map.of("record", "panel:query", "expr", query))
                .toList();
        Path file = Files.writeString(
                folder.resolve("queries.yaml"),
                Chart.YAML.writeValueAsString(Map.of("groups", List.of(Map.of("name", "dashboard", "rules", rules)))));

        Promtool.approves(Redirect.PIPE, "check", "rules", "--lint=none", file.toString());
    }

    @Test
    void theChartCarriesItToTheByteWhereItIsAskedFor() throws IOException {
        assertThat(Chart.objects(Chart.template(), ConfigMap.class)).isEmpty();

        ConfigMap map = Chart.objects(Chart.template().set("metrics.dashboard.enabled", "true"), ConfigMap.class)
                .getFirst();

        assertThat(map.getMetadata().getNamespace()).isEqualTo(Chart.NAMESPACE);
        assertThat(map.getMetadata().getLabels()).containsEntry("grafana_dashboard", "1");
        assertThat(map.getData()).containsExactly(Map.entry("proxypool.json", text().trim()));
    }

    @Test
    void theSidecarMaySelectByAnotherLabel() {
        var values = Chart.template().withValuesFile(Chart.file("ci/replicas-values.yaml"));

        assertThat(Chart.objects(values.set("metrics.kubeStateMetrics.enabled", "false"), ConfigMap.class))
                .singleElement()
                .satisfies(map -> {
                    assertThat(map.getMetadata().getNamespace()).isEqualTo("monitoring");
                    assertThat(map.getMetadata().getLabels()).containsEntry("grafana_dashboard", "yes");
                    assertThat(map.getMetadata().getAnnotations()).containsEntry("grafana_folder", "Messaging");
                });
    }

    private static Stream<String> cells(JsonNode panel) {
        JsonNode place = panel.path("gridPos");
        int x = place.path("x").asInt();
        int y = place.path("y").asInt();
        return IntStream.range(x, x + place.path("w").asInt())
                .boxed()
                .flatMap(column ->
                        IntStream.range(y, y + place.path("h").asInt()).mapToObj(line -> column + " " + line + " "));
    }

    /** The names that are not ours, as a scrape has them. */
    private static Set<String> ofTheRuntime() {
        try (var metrics = new Metrics(InstantSource.system(), "test")) {
            return metrics.scrape()
                    .lines()
                    .filter(line -> line.startsWith("# TYPE "))
                    .map(line -> line.split(" ")[2])
                    .filter(name -> !name.startsWith("proxypool_"))
                    .collect(Collectors.toSet());
        }
    }

    private static JsonNode dashboard() {
        try {
            return STRICT.readTree(text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text() throws IOException {
        return Files.readString(Chart.file("files/dashboard.json"));
    }

    private static Stream<JsonNode> all(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}

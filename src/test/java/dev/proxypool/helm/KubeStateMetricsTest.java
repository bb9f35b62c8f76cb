package dev.proxypool.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proxypool.helm.KubeStateMetrics.Series;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The configuration of kube-state-metrics: every path leads to a field of the definition, and the series say the status. */
final class KubeStateMetricsTest {

    private static final Path FILE = Chart.file("files/kube-state-metrics.yaml");
    private static final Path MANIFESTS = Path.of("src", "test", "resources", "crds");

    static Stream<Series> series() {
        return KubeStateMetrics.series().stream();
    }

    @Test
    void everyKindHasItsSeriesInItsVersion() {
        assertThat(series().map(one -> one.resource().path("groupVersionKind")))
                .extracting(kind -> List.of(
                        kind.path("group").asText(),
                        kind.path("version").asText(),
                        kind.path("kind").asText()))
                .containsExactlyInAnyOrderElementsOf(
                        Chart.objects(Chart.template(), CustomResourceDefinition.class).stream()
                                .map(CustomResourceDefinition::getSpec)
                                .map(spec -> List.of(
                                        spec.getGroup(),
                                        spec.getVersions().getFirst().getName(),
                                        spec.getNames().getKind()))
                                .toList());
    }

    /** A key that is not in this list would have no effect, and kube-state-metrics would not say so. */
    @Test
    void itHasOnlyKeysThatKubeStateMetricsReads() throws IOException {
        JsonNode configuration = Chart.YAML.readTree(FILE.toFile());
        Set<String> keys = new TreeSet<>();
        configuration.at("/spec/resources").forEach(resource -> {
            resource.fieldNames().forEachRemaining(keys::add);
            resource.path("metrics").forEach(metric -> metric.fieldNames().forEachRemaining(keys::add));
        });

        assertThat(configuration.path("kind").asText()).isEqualTo("CustomResourceStateMetrics");
        assertThat(keys)
                .isSubsetOf(
                        "groupVersionKind",
                        "metricNamePrefix",
                        "commonLabels",
                        "labelsFromPath",
                        "metrics",
                        "name",
                        "help",
                        "each");
    }

    @ParameterizedTest
    @MethodSource("series")
    void itIsAnInfoOfOneNameForAllKinds(Series series) {
        assertThat(series.name()).isEqualTo("kube_proxypool_resource_info");
        assertThat(series.metric().path("help").asText()).isNotBlank();
        assertThat(series.metric().at("/each/type").asText()).isEqualTo("Info");
        assertThat(series.resource().at("/commonLabels/kind").asText()).isEqualTo(series.kind());
        assertThat(series.labels()).contains("kind", "resource_namespace", "name", "ready", "reason", "account");
    }

    @ParameterizedTest
    @MethodSource("series")
    void everyPathLeadsToAField(Series series) {
        JsonNode schema = definition(series.kind()).at("/spec/versions/0/schema/openAPIV3Schema");

        series.paths().forEach((label, path) -> {
            if (!path.getFirst().equals("metadata")) {
                assertThat(leadsToAValue(schema, path))
                        .as("%s: %s", label, path)
                        .isTrue();
            }
        });
    }

    @Test
    void aPathThatLeadsNowhereIsSeen() {
        JsonNode schema = definition("ProxyShortCode").at("/spec/versions/0/schema/openAPIV3Schema");

        assertThat(leadsToAValue(schema, List.of("status", "accountSids"))).isFalse();
        assertThat(leadsToAValue(schema, List.of("status", "conditions", "[kind=Ready]", "status")))
                .isFalse();
        assertThat(leadsToAValue(schema, List.of("status"))).isFalse();
    }

    @Test
    void aSeriesSaysTheStatusOfItsResource() throws IOException {
        assertThat(seriesOf("valid-status-of-a-reported-drift"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "kind", "ProxyShortCode",
                        "name", "promo",
                        "ready", "True",
                        "reason", "InSync",
                        "account", "AC00000000000000000000000000000001",
                        "service", "KS00000000000000000000000000000001"));
    }

    @ParameterizedTest
    @CsvSource({
        "valid-pool-with-a-status, ProxyShortCodePool",
        "valid-phone-number-with-a-status, ProxyPhoneNumber",
        "valid-phone-number-pool-with-a-status, ProxyPhoneNumberPool",
        "valid-account-with-a-status, ProxyAccount"
    })
    void theOtherKindsSayTheirStatusToo(String manifest, String kind) throws IOException {
        assertThat(seriesOf(manifest)).containsEntry("kind", kind).containsKeys("name", "ready", "reason", "account");
    }

    @Test
    void aResourceThatTheOperatorHasNotSeenHasASeriesWithoutAReason() throws IOException {
        assertThat(seriesOf("valid-status-not-seen-yet"))
                .containsKeys("name", "kind")
                .doesNotContainKeys("ready", "reason");
    }

    @Test
    void theChartCarriesItToTheByteWhereItIsAskedFor() throws IOException {
        assertThat(Chart.objects(Chart.template(), ConfigMap.class)).isEmpty();

        var command = Chart.template()
                .set("metrics.kubeStateMetrics.enabled", "true")
                .set("metrics.kubeStateMetrics.namespace", "monitoring")
                .set("metrics.kubeStateMetrics.labels.release", "prometheus");

        assertThat(Chart.objects(command, ConfigMap.class)).singleElement().satisfies(map -> {
            assertThat(map.getMetadata().getName()).isEqualTo("pools-proxypool-kube-state-metrics");
            assertThat(map.getMetadata().getNamespace()).isEqualTo("monitoring");
            assertThat(map.getMetadata().getLabels()).containsEntry("release", "prometheus");
            assertThat(map.getData())
                    .containsExactly(
                            Map.entry("config.yaml", Files.readString(FILE).trim()));
        });
    }

    /** The page says which ClusterRole it needs. */
    @Test
    void theRoleOnThePageReadsOurKindsAndTheDefinitions() throws IOException {
        String page = Files.readString(Path.of("docs", "alerts.md"));
        int begin = page.indexOf("```yaml\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\n");
        String text = page.substring(begin + "```yaml\n".length(), page.indexOf("```\n", begin + 3));
        ClusterRole role = Chart.YAML.readValue(text, ClusterRole.class);

        assertThat(role.getRules())
                .allSatisfy(rule -> assertThat(rule.getVerbs()).containsExactly("list", "watch"));
        assertThat(role.getRules().stream().flatMap(rule -> rule.getResources().stream()))
                .containsExactlyInAnyOrder(
                        "customresourcedefinitions",
                        "proxyshortcodes",
                        "proxyshortcodepools",
                        "proxyphonenumbers",
                        "proxyphonenumberpools",
                        "proxyaccounts");
    }

    private static Map<String, String> seriesOf(String name) throws IOException {
        JsonNode manifest =
                Chart.YAML.readTree(MANIFESTS.resolve(name + ".yaml").toFile());
        return series().filter(one -> one.kind().equals(manifest.path("kind").asText()))
                .findFirst()
                .orElseThrow()
                .of(manifest);
    }

    private static JsonNode definition(String kind) {
        return Chart.documents(Chart.template().call()).stream()
                .filter(document -> document.at("/spec/names/kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static boolean leadsToAValue(JsonNode schema, List<String> path) {
        JsonNode found = schema;
        for (String step : path) {
            if (KubeStateMetrics.isLookup(step)) {
                String key = step.substring(1, step.indexOf('='));
                found = found.path("items").at("/properties").has(key) ? found.path("items") : found.path("absent");
            } else {
                found = found.path("properties").path(step);
            }
        }
        return Set.of("string", "boolean", "integer")
                .contains(found.path("type").asText());
    }
}

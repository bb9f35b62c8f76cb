package dev.proxypool.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.TemplateCommand;
import dev.proxypool.status.Reason;
import dev.proxypool.telemetry.Promtool;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The alerts: each says what a person has to know, uses what there is to use, and was seen to fire and to be silent. */
final class AlertsTest {

    private static final Path TESTS = Path.of("src", "test", "resources", "alerts");
    private static final Path PAGES = Path.of("docs", "runbooks");
    private static final Pattern REASONS = Pattern.compile("reason=~?\"([^\"]+)\"");
    private static final Pattern LABEL = Pattern.compile("\\$labels\\.(\\w+)");

    static Stream<JsonNode> alerts() {
        return alerts(rules());
    }

    static Stream<String> names() {
        return alerts().map(AlertsTest::name);
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void eachSaysWhatAPersonHasToKnow(JsonNode alert) {
        assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning");
        assertThat(alert.at("/annotations/summary").asText()).endsWith(".").hasSizeLessThan(60);
        assertThat(alert.at("/annotations/description").asText()).endsWith(".");
        assertThat(alert.at("/annotations/runbook_url").asText()).isEqualTo("docs/runbooks/" + name(alert) + ".md");
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void eachUsesDeclaredMetricsOfThisReleaseOnly(JsonNode alert) {
        Query query = new Query(alert.at("/expr").asText());

        assertThat(query.metrics()).isNotEmpty().isSubsetOf(Query.declaredMetrics());
        assertThat(query.labels())
                .filteredOn(label -> !label.equals("namespace"))
                .isSubsetOf(labels());
        assertThat(KubeStateMetrics.METRIC.matcher(query.expression()).results().map(MatchResult::group))
                .isSubsetOf(KubeStateMetrics.metrics());
        assertThat(query.expression().replaceAll("kube_\\w+\\{[^}]*}", "").split("\\bproxypool_\\w+"))
                .filteredOn(after -> after.contains("{") || after.startsWith("["))
                .as("every selector of %s", query.expression())
                .allMatch(after -> after.startsWith("{namespace=\"operators\""));
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void itsWordsNameOnlyLabelsThatItHas(JsonNode alert) {
        Set<String> grouped = new Query(alert.at("/expr").asText()).labels();

        assertThat(LABEL.matcher(alert.at("/annotations/description").asText()).results())
                .extracting(found -> found.group(1))
                .isSubsetOf(grouped);
    }

    /** Another release watches others, and has alerts of its own. */
    @Test
    void theNamespacesAreThoseThatTheOperatorWatches() {
        String some = rules(template().set("watchNamespaces[0]", "one").set("watchNamespaces[1]", "two"))
                .toString();

        assertThat(some).contains("resource_namespace=~\\\"one|two\\\"").doesNotContain("WATCHED");
        assertThat(rules().toString())
                .contains("resource_namespace=~\\\".+\\\"")
                .doesNotContain("WATCHED");
    }

    /** A series a resource would be an alert a resource. */
    @Test
    void noAlertIsAboutOneResource() {
        assertThat(alerts().map(alert -> alert.at("/expr").asText().split("max by", 2)[0]))
                .allSatisfy(grouping -> assertThat(new Query(grouping).labels()).doesNotContain("name"));
    }

    @Test
    void everyReasonThatOnlyAPersonMendsIsToldByOneAlert() {
        List<String> told = alerts().flatMap(
                        alert -> REASONS.matcher(alert.at("/expr").asText())
                                .results()
                                .map((MatchResult found) -> found.group(1))
                                .distinct())
                .flatMap(reasons -> Arrays.stream(reasons.split("\\|")))
                .toList();

        assertThat(told).doesNotHaveDuplicates();
        assertThat(told)
                .isSubsetOf(Arrays.stream(Reason.values()).map(Reason::word).toList())
                .containsAll(Arrays.stream(Reason.values())
                        .filter(reason -> reason.remedy() == Reason.Remedy.USER)
                        .map(Reason::word)
                        .toList());
    }

    @Test
    void eachHasItsPageAndItsTestAndCanBeLeftOutByName() {
        Set<String> alerts = names().collect(Collectors.toCollection(TreeSet::new));
        JsonNode disabled = Chart.tree("values.schema.json")
                .at("/properties/metrics/properties/prometheusRule/properties/disabled/items/enum");

        assertThat(files(PAGES, ".md")).isEqualTo(alerts);
        assertThat(files(TESTS, ".yaml")).isEqualTo(alerts);
        assertThat(StreamSupport.stream(disabled.spliterator(), false).map(JsonNode::asText))
                .containsExactlyInAnyOrderElementsOf(alerts);
    }

    @ParameterizedTest
    @MethodSource("names")
    void itsPageHelpsFromTheMeaningToTheSilence(String name) throws IOException {
        assertThat(Files.readString(PAGES.resolve(name + ".md")))
                .startsWith("# " + name + "\n")
                .containsSubsequence(
                        "\n## What it means\n",
                        "\n## What is at risk\n",
                        "\n## How to diagnose\n",
                        "```sh",
                        "\nkubectl ",
                        "\n## How to fix it\n",
                        "\n## How to silence it\n");
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void theTableOfAlertsHasItWithItsSeverity(JsonNode alert) throws IOException {
        assertThat(Files.readString(Path.of("docs", "alerts.md")))
                .contains("| [%1$s](runbooks/%1$s.md) | %2$s | "
                        .formatted(name(alert), alert.at("/labels/severity").asText()));
    }

    @ParameterizedTest
    @MethodSource("names")
    void itsTestSeesItFireAndSeesItSilent(String name) throws IOException {
        JsonNode test = Chart.YAML.readTree(Files.readString(TESTS.resolve(name + ".yaml")));
        List<JsonNode> seen = StreamSupport.stream(test.path("tests").spliterator(), false)
                .flatMap(story ->
                        StreamSupport.stream(story.path("alert_rule_test").spliterator(), false))
                .toList();

        assertThat(seen)
                .allMatch(one -> one.path("alertname").asText().equals(name))
                .anyMatch(one -> !one.path("exp_alerts").isEmpty())
                .anyMatch(one -> one.path("exp_alerts").isEmpty());
    }

    @ParameterizedTest
    @MethodSource("names")
    void itsTestPasses(String name, @TempDir Path folder) throws IOException {
        Promtool.orSkip();
        write(folder);
        Path test = Files.copy(TESTS.resolve(name + ".yaml"), folder.resolve("test.yaml"));

        Promtool.approves(Redirect.PIPE, "test", "rules", test.toString());
    }

    @Test
    void promtoolFindsNothingToComplainOf(@TempDir Path folder) throws IOException {
        Promtool.orSkip();
        Promtool.approves(
                Redirect.PIPE,
                "check",
                "rules",
                "--lint=all",
                "--lint-fatal",
                write(folder).toString());
    }

    @Test
    void thereAreNoneUnlessAsked() {
        assertThat(Chart.template().call()).doesNotContain("PrometheusRule");
    }

    @Test
    void whoeverIsLeftOutIsNotThereAndTheOthersAre() {
        JsonNode rules = rules(template().set("metrics.prometheusRule.disabled[0]", "ProxypoolDown"));

        assertThat(alerts(rules).map(AlertsTest::name))
                .doesNotContain("ProxypoolDown")
                .hasSize((int) names().count() - 1);
    }

    @Test
    void thePagesAreLinkedWhereTheTeamReadsThem() {
        JsonNode rules = rules(template().set("metrics.prometheusRule.runbookUrl", "https://git.example.com/pages/"));

        assertThat(alerts(rules)
                        .map(alert -> alert.at("/annotations/runbook_url").asText()))
                .contains("https://git.example.com/pages/ProxypoolDown.md");
    }

    @Test
    void aLookIsNeverTooOldBeforeThreeIntervals() {
        assertThat(lookAge(template())).endsWith(" > 1200");
        assertThat(lookAge(template().set("metrics.prometheusRule.lookAge", "5000")))
                .endsWith(" > 5000");
        assertThat(lookAge(template().set("observeInterval", "1h"))).endsWith(" > 10800");
        assertThat(lookAge(template().set("observeInterval", "900ms"))).endsWith(" > 1200");
    }

    private static Set<String> labels() {
        Set<String> labels = new TreeSet<>(Query.declaredLabels());
        labels.addAll(KubeStateMetrics.labels());
        return labels;
    }

    private static String lookAge(TemplateCommand command) {
        return alerts(rules(command))
                .filter(alert -> name(alert).equals("ProxypoolLookTooOld"))
                .findFirst()
                .orElseThrow()
                .at("/expr")
                .asText();
    }

    private static TemplateCommand template() {
        return Chart.template().set("metrics.prometheusRule.enabled", "true");
    }

    private static JsonNode rules() {
        return rules(template());
    }

    private static JsonNode rules(TemplateCommand command) {
        return Chart.documents(command.call()).stream()
                .filter(document -> document.path("kind").asText().equals("PrometheusRule"))
                .findFirst()
                .orElseThrow()
                .path("spec");
    }

    private static Stream<JsonNode> alerts(JsonNode rules) {
        return StreamSupport.stream(rules.at("/groups/0/rules").spliterator(), false);
    }

    private static String name(JsonNode alert) {
        return alert.path("alert").asText();
    }

    /** As promtool reads them. */
    private static Path write(Path folder) throws IOException {
        return Files.writeString(folder.resolve("rules.yaml"), Chart.YAML.writeValueAsString(rules()));
    }

    private static Set<String> files(Path folder, String suffix) {
        return Chart.entries(folder).stream()
                .map(file -> file.getFileName().toString())
                .map(name -> name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

package dev.proxypool.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.telemetry.Metrics.Places;
import dev.proxypool.telemetry.Metrics.PoolLabels;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricsTest {

    private static final String AC = "AC00000000000000000000000000000001";
    private static final String KS = "KS00000000000000000000000000000001";
    private static final PoolLabels POOL = new PoolLabels(AC, KS, "ShortCode");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    private Instant now = Instant.parse("2026-11-01T00:00:00Z");
    private final Metrics metrics = new Metrics(() -> now, "1.2.3");

    @AfterEach
    void close() {
        metrics.close();
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void everyMetricIsThereAsItIsDeclared(Metric metric) {
        String scrape = everything();

        assertThat(scrape)
                .contains("# HELP %s %s\n".formatted(metric.fullName(), metric.help()))
                .contains("# TYPE %s %s\n"
                        .formatted(metric.fullName(), metric.type().word()));
        assertThat(labels(scrape, metric)).containsExactlyInAnyOrderElementsOf(metric.labels());
    }

    @Test
    void nothingOfOursIsThereThatIsNotDeclared() {
        Set<String> declared =
                Arrays.stream(Metric.values()).map(Metric::fullName).collect(Collectors.toSet());

        assertThat(families(everything()))
                .filteredOn(name -> name.startsWith("proxypool_") && !name.startsWith("proxypool_framework_"))
                // Micrometer adds the longest of late to each timer.
                .filteredOn(name -> !name.endsWith("_seconds_max"))
                .containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    void aPoolIsToldWithItsRoom() {
        metrics.looked(POOL, new Places(499, 500), new Places(10, 5_000));

        assertThat(metrics.scrape())
                .contains(line("proxypool_pool_members", "reserved=\"false\"", "499.0"))
                .contains(line("proxypool_pool_members", "reserved=\"true\"", "10.0"))
                .contains(line("proxypool_pool_headroom", "reserved=\"false\"", "1.0"))
                .contains(line("proxypool_pool_headroom", "reserved=\"true\"", "4990.0"));
    }

    @Test
    void theTwoPoolsOfAServiceAreTwoSeries() {
        metrics.looked(POOL, new Places(1, 500), new Places(0, 5_000));
        metrics.looked(new PoolLabels(AC, KS, "PhoneNumber"), new Places(2, 500), new Places(0, 5_000));

        assertThat(metrics.scrape())
                .contains(line("proxypool_pool_members", "reserved=\"false\"", "1.0"))
                .contains(line("proxypool_pool_members", "reserved=\"false\"", "2.0")
                        .replace("ShortCode", "PhoneNumber"));
    }

    @Test
    void theCallsOfAllWhoSpeakForAnAccountAreOneNumber() {
        metrics.inFlight(AC, () -> 2);
        metrics.inFlight(AC, () -> 1);

        assertThat(metrics.scrape()).contains("proxypool_remote_calls_in_flight{account=\"%s\"} 3.0\n".formatted(AC));
    }

    @Test
    void aLookInVainLeavesWhatIsKnownToGrowOld() {
        metrics.looked(POOL, new Places(1, 500), new Places(0, 5_000));
        now = now.plusSeconds(90);
        metrics.lookFailed(POOL);

        assertThat(metrics.scrape())
                .contains("proxypool_look_age_seconds{account=\"%s\",kind=\"ShortCode\",service=\"%s\"} 90.0\n"
                        .formatted(AC, KS))
                .contains(line("proxypool_pool_members", "reserved=\"false\"", "1.0"));
    }

    @Test
    void aPoolThatNobodyUsesIsNotToldAnyMore() {
        metrics.looked(POOL, new Places(1, 500), new Places(0, 5_000));
        assertThat(metrics.scrape()).contains("proxypool_look_age_seconds{");

        metrics.forgot(POOL);

        assertThat(metrics.scrape())
                .doesNotContain("proxypool_look_age_seconds{")
                .doesNotContain("proxypool_pool_members{");
    }

    @Test
    void aServiceThatIsGoneOrUnusedLeavesNoSeries() {
        for (int i = 1; i <= 100; i++) {
            String service = "KS%032d".formatted(i);
            PoolLabels pool = new PoolLabels(AC, service, "ShortCode");
            metrics.lookFailed(pool);
            metrics.looked(pool, new Places(1, 500), new Places(0, 5_000));
            assertThat(metrics.scrape()).contains(service);
            if (i % 2 == 0) {
                metrics.foundGone(pool);
            } else {
                metrics.forgot(pool);
            }
        }

        assertThat(metrics.scrape())
                .doesNotContain("service=\"KS")
                .contains(
                        "proxypool_looks_total{account=\"%s\",kind=\"ShortCode\",outcome=\"service_gone\",service=\"\"} 50.0"
                                .formatted(AC));
    }

    @Test
    void ofAPoolThatWasNeverReadNoMembersAreTold() {
        metrics.lookFailed(POOL);

        assertThat(metrics.scrape()).contains("proxypool_look_age_seconds{").doesNotContain("proxypool_pool_members{");
    }

    @Test
    void aClosureEndsWhenItsTimeIsOver() {
        String closed = "proxypool_governor_closed{account=\"%s\",obstacle=\"breaker_open\"} ".formatted(AC);
        metrics.closed(AC, "breaker_open", Duration.ofSeconds(5));
        assertThat(metrics.scrape()).contains(closed + "1.0");

        now = now.plusSeconds(6);

        assertThat(metrics.scrape()).contains(closed + "0.0");
    }

    @Test
    void aReasonThatNoResourceHasAnyMoreIsNotTold() {
        metrics.resources(() -> Map.of(new Metrics.ConditionLabels("ProxyShortCode", "False", "Conflict"), 2L));
        assertThat(metrics.scrape()).contains("reason=\"Conflict\"} 2.0");

        metrics.resources(() -> Map.of(new Metrics.ConditionLabels("ProxyShortCode", "True", "InSync"), 2L));

        assertThat(metrics.scrape()).doesNotContain("Conflict");
    }

    @Test
    void promtoolFindsNothingToComplainOf(@TempDir Path folder) throws IOException {
        Path scrape = Files.writeString(folder.resolve("scrape.txt"), everything());

        Promtool.approves(Redirect.from(scrape.toFile()), "check", "metrics");
    }

    private String everything() {
        metrics.called(AC, "CreateShortCode", 400, 80105, Duration.ofMillis(40));
        metrics.waited(AC, "CreateShortCode", Duration.ofMillis(300));
        metrics.heldBack(AC, "rate");
        metrics.closed(AC, "breaker_open", Duration.ofSeconds(5));
        metrics.looked(POOL, new Places(3, 500), new Places(4, 5_000));
        metrics.inFlight(AC, () -> 2);
        metrics.inFlight(AC, () -> 1);
        metrics.reserved(AC, Duration.ofMillis(30));
        metrics.becameReady("ProxyShortCode", Duration.ofSeconds(2));
        metrics.told("WARNING", "Conflict");
        metrics.leads(true);
        metrics.resources(() -> Map.of(new Metrics.ConditionLabels("ProxyShortCode", "True", "InSync"), 2L));
        return metrics.scrape();
    }

    private static String line(String name, String label, String value) {
        return "%s{account=\"%s\",kind=\"ShortCode\",%s,service=\"%s\"} %s\n".formatted(name, AC, label, KS, value);
    }

    private static Set<String> families(String scrape) {
        return scrape.lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ")[2])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> labels(String scrape, Metric metric) {
        String sample = scrape.lines()
                .filter(line -> line.matches(metric.fullName() + "(_bucket|_count)?[{ ].*"))
                .findFirst()
                .orElseThrow();
        Set<String> labels =
                LABEL.matcher(sample).results().map(found -> found.group(1)).collect(Collectors.toSet());
        labels.remove("le");
        return labels;
    }
}

package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.api.ProxyShortCodePool;
import dev.proxypool.api.WrittenSpec;
import dev.proxypool.simulator.Effect;
import dev.proxypool.simulator.Match;
import dev.proxypool.telemetry.Metric;
import dev.proxypool.telemetry.Promtool;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus sees of a story, from the running operator. */
class MetricsStoriesTest extends Scenarios {

    @Override
    TestEnvironment environment() {
        return TestEnvironment.embedded();
    }

    @Test
    void resourcesOfEveryKindAreCountedByTheirReason() {
        for (String code : List.of(SC2, SC3)) {
            environment.simulator().put(KS1, code, false, false);
        }
        environment.startOperator();
        environment.apply("promo", Map.of("serviceSid", KS2, "shortCodeSid", SC1));
        environment.apply("other", Map.of("serviceSid", KS2, "shortCodeSid", SC1));
        environment.account("others", "not-there");
        applyPool(Map.of("serviceSid", KS1, "shortCodes", List.of(), "unlisted", "Remove"));

        awaitSample("proxypool_resources{kind=\"ProxyShortCode\",ready=\"True\",reason=\"InSync\"} 1.0");
        awaitSample("proxypool_resources{kind=\"ProxyShortCode\",ready=\"False\",reason=\"Conflict\"} 1.0");
        awaitSample("proxypool_resources{kind=\"ProxyAccount\",ready=\"False\",reason=\"AccountNotReady\"} 1.0");
        awaitSample("proxypool_resources{kind=\"ProxyShortCodePool\",ready=\"False\",reason=\"RemovalsHeld\"} 1.0");
    }

    @Test
    void promtoolFindsNothingToComplainOfInARealScrape(@TempDir Path folder) throws IOException {
        Promtool.orSkip();
        environment.startOperator();
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "reserved", true));
        environment.awaitReady("promo");

        String scrape = environment.scrape();

        assertThat(scrape).contains("proxypool_remote_calls_total{", "proxypool_framework_", "jvm_memory_used_bytes{");
        Path file = Files.writeString(folder.resolve("scrape.txt"), scrape);
        Promtool.approves(Redirect.from(file.toFile()), "check", "metrics");
    }

    @Test
    void aCodeIsTimedFromItsManifestToReadyAndFromAddedToReserved() {
        environment.startOperator();
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        environment.awaitReady("promo");
        awaitSample(ready("ProxyShortCode", 1));
        assertThat(environment.scrape()).as("nothing was to be reserved").doesNotContain("proxypool_reservation_gap");

        environment.apply("support", Map.of("serviceSid", KS1, "shortCodeSid", SC2, "reserved", true));
        environment.awaitReady("support");
        environment.edit("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "reserved", true));
        applyPool(Map.of("serviceSid", KS2, "shortCodes", List.of(Map.of("sid", SC3, "reserved", true))));

        awaitSample(ready("ProxyShortCode", 3));
        awaitSample(ready("ProxyShortCodePool", 1));
        awaitSample("proxypool_reservation_gap_seconds_count{account=\"%s\"} 2".formatted(TestEnvironment.ACCOUNT));
    }

    @Test
    void aGapThatTakesSeveralPassesIsMeasuredToItsEnd() {
        environment
                .simulator()
                .addFault(Match.of("POST", "/v1/Services/*/ShortCodes/" + SC2)
                        .times(2)
                        .then(new Effect.Status(503, 20503)));
        environment.startOperator();
        environment.apply("support", Map.of("serviceSid", KS1, "shortCodeSid", SC2, "reserved", true));
        environment.awaitReady("support");

        assertThat(environment.writes()).hasSize(4);
        awaitSample("proxypool_reservation_gap_seconds_count{account=\"%s\"} 1".formatted(TestEnvironment.ACCOUNT));
    }

    @Test
    void whatIsDoneIsToldByItsReason() {
        environment.startOperator();
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        environment.apply(
                "alerts",
                Map.of("serviceSid", KS1, "shortCodeSid", SC2, "driftPolicy", "Report", "deletionPolicy", "Orphan"));
        environment.awaitReady("promo");
        environment.awaitReady("alerts");

        environment.simulator().remove(KS1, SC1);
        environment.simulator().remove(KS1, SC2);
        awaitSample("proxypool_events_total{reason=\"DriftCorrected\",type=\"normal\"} 1.0");
        awaitSample("proxypool_events_total{reason=\"Drifted\",type=\"warning\"} 1.0");
        environment.delete("alerts");
        awaitSample("proxypool_events_total{reason=\"Orphaned\",type=\"normal\"} 1.0");
    }

    @Test
    void callsUnderWayAndRefusedOnesAreSeen() {
        environment.startOperator();
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        environment.awaitReady("promo");
        environment
                .simulator()
                .addFault(Match.of("POST", "/v1/**").times(1).then(new Effect.Delay(Duration.ofMillis(1_500))));

        environment.apply("support", Map.of("serviceSid", KS1, "shortCodeSid", SC2));

        awaitSample("proxypool_remote_calls_in_flight{account=\"%s\"} 1.0".formatted(TestEnvironment.ACCOUNT));
        environment.awaitReady("support");
        awaitSample("proxypool_remote_calls_in_flight{account=\"%s\"} 0.0".formatted(TestEnvironment.ACCOUNT));

        environment.simulator().addFault(Match.of("POST", "/v1/**").times(1).then(new Effect.Status(429, 80621)));
        environment.apply("survey", Map.of("serviceSid", KS1, "shortCodeSid", SC3));
        String refused = "{account=\"%s\",obstacle=\"endpoint_closed\"} 1.0".formatted(TestEnvironment.ACCOUNT);
        awaitSample("proxypool_governor_closures_total" + refused);
        awaitSample("proxypool_governor_closed" + refused);
        awaitSample("proxypool_governor_held_back_total" + refused);
        environment.awaitReady("survey");
    }

    /** Told by TakeoverIT, where there is an election; and one that never changes while an operator runs. */
    private static final Set<Metric> ELSEWHERE = EnumSet.of(Metric.LEADER, Metric.VERSION);

    @Test
    void everyMetricMoves() {
        Map<Metric, Set<List<String>>> seen = new EnumMap<>(Metric.class);
        environment.startOperator();
        see(seen);
        // A slow call, which is seen under way; added and then reserved, with a time to Ready.
        environment
                .simulator()
                .addFault(Match.of("POST", "/v1/**").times(1).then(new Effect.Delay(Duration.ofMillis(700))));
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "reserved", true));
        await().until(() -> see(seen)
                .contains("proxypool_remote_calls_in_flight{account=\"%s\"} 1.0".formatted(TestEnvironment.ACCOUNT)));
        environment.awaitReady("promo");
        see(seen);
        // Twilio finds the rate too high, and then too much in flight: calls are put off, and others wait.
        environment.simulator().addFault(Match.of("POST", "/v1/**").times(1).then(new Effect.Status(429, 80621)));
        environment.apply("support", Map.of("serviceSid", KS1, "shortCodeSid", SC2));
        awaitSample("proxypool_governor_closed{account=\"%s\",obstacle=\"endpoint_closed\"} 1.0"
                .formatted(TestEnvironment.ACCOUNT));
        see(seen);
        environment.simulator().addFault(Match.of("POST", "/v1/**").times(1).then(new Effect.Status(429, 20429)));
        environment.apply("survey", Map.of("serviceSid", KS2, "shortCodeSid", SC3));
        environment.awaitReady("survey");
        environment.awaitReady("support");

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            see(seen);
            assertThat(EnumSet.allOf(Metric.class))
                    .filteredOn(metric -> !ELSEWHERE.contains(metric))
                    .as("each has had several values, none among them")
                    .allSatisfy(metric -> assertThat(seen.get(metric)).hasSizeGreaterThan(1));
        });
    }

    /** Remembers the present samples of each metric. */
    private String see(Map<Metric, Set<List<String>>> seen) {
        String scrape = environment.scrape();
        for (Metric metric : Metric.values()) {
            List<String> samples = scrape.lines()
                    .filter(line -> line.matches(metric.fullName() + "(_count)?[{ ].*"))
                    .toList();
            seen.computeIfAbsent(metric, _ -> new HashSet<>()).add(samples);
        }
        return scrape;
    }

    private static String ready(String kind, int count) {
        return "proxypool_time_to_ready_seconds_count{kind=\"%s\"} %d".formatted(kind, count);
    }

    private void awaitSample(String sample) {
        await(sample)
                .atMost(Duration.ofSeconds(20))
                .until(() -> environment.scrape().contains("\n" + sample + "\n"));
    }

    private void applyPool(Map<String, Object> spec) {
        ProxyShortCodePool pool = new ProxyShortCodePool();
        pool.getMetadata().setName("messaging");
        pool.getMetadata().setNamespace(environment.namespace());
        pool.setSpec(new WrittenSpec(Serialization.jsonMapper().valueToTree(spec)));
        environment.client().resource(pool).create();
    }
}

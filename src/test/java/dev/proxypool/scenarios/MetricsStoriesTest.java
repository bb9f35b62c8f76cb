package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.api.ProxyAccount;
import dev.proxypool.api.ResourceKind;
import dev.proxypool.simulator.Effect;
import dev.proxypool.simulator.Match;
import dev.proxypool.telemetry.Metric;
import dev.proxypool.telemetry.Promtool;
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
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What Prometheus sees of a story, from the running operator. */
@ParameterizedClass
@EnumSource(names = {"SHORT_CODES", "NUMBERS"})
class MetricsStoriesTest extends PoolStories {

    private static final String GAP = "proxypool_reservation_gap";

    @Override
    TestEnvironment environment() {
        return TestEnvironment.embedded();
    }

    @Test
    void resourcesOfEveryKindAreCountedByTheirReason() {
        environment.simulator().put(KS1, two, false, false);
        environment.simulator().put(KS1, three, false, false);
        environment.startOperator();
        environment.apply("promo", single(KS2, one));
        environment.apply("other", single(KS2, one));
        environment.account("others", "not-there");
        apply(Map.of("unlisted", "Remove"));

        awaitSample(counted(telling.single(), "ready=\"True\",reason=\"InSync\""));
        awaitSample(counted(telling.single(), "ready=\"False\",reason=\"Conflict\""));
        awaitSample(counted(ProxyAccount.class, "ready=\"False\",reason=\"AccountNotReady\""));
        awaitSample(counted(telling.pool(), "ready=\"False\",reason=\"RemovalsHeld\""));
    }

    @Test
    void promtoolFindsNothingToComplainOfInARealScrape(@TempDir Path folder) throws IOException {
        Promtool.orSkip();
        environment.startOperator();
        environment.apply("promo", single(KS1, one, "reserved", true));
        environment.awaitReady("promo");

        String scrape = environment.scrape();

        assertThat(scrape).contains("proxypool_remote_calls_total{", "proxypool_framework_", "jvm_memory_used_bytes{");
        Path file = Files.writeString(folder.resolve("scrape.txt"), scrape);
        Promtool.approves(Redirect.from(file.toFile()), "check", "metrics");
    }

    @Test
    void aMemberIsTimedFromItsManifestToReadyAndFromAddedToReserved() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.awaitReady("promo");
        awaitSample(ready(telling.single(), 1));
        assertThat(environment.scrape()).as("nothing was to be reserved").doesNotContain(GAP);

        environment.apply("support", single(KS1, two, "reserved", true));
        environment.awaitReady("support");
        environment.edit("promo", single(KS1, one, "reserved", true));
        apply(Map.of(), code(three, true));

        awaitSample(ready(telling.single(), 3));
        awaitSample(ready(telling.pool(), 1));
        if (telling.isOfCodes()) {
            awaitSample(gaps(2));
        } else {
            assertThat(environment.scrape()).as("one request adds and reserves").doesNotContain(GAP);
        }
    }

    @Test
    void aGapThatTakesSeveralPassesIsMeasuredToItsEnd() {
        addsUnreserved();
        environment
                .simulator()
                .addFault(Match.of("POST", "/v1/Services/*/" + telling.kind().path() + "/" + two)
                        .times(2)
                        .then(new Effect.Status(503, 20503)));
        environment.startOperator();
        environment.apply("support", single(KS1, two, "reserved", true));
        environment.awaitReady("support");

        assertThat(environment.writes()).hasSize(4);
        awaitSample(gaps(1));
    }

    @Test
    void whatIsDoneIsToldByItsReason() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.apply("alerts", single(KS1, two, "driftPolicy", "Report", "deletionPolicy", "Orphan"));
        environment.awaitReady("promo");
        environment.awaitReady("alerts");

        environment.simulator().remove(KS1, one);
        environment.simulator().remove(KS1, two);
        awaitSample("proxypool_events_total{reason=\"DriftCorrected\",type=\"normal\"} 1.0");
        awaitSample("proxypool_events_total{reason=\"Drifted\",type=\"warning\"} 1.0");
        environment.delete("alerts");
        awaitSample("proxypool_events_total{reason=\"Orphaned\",type=\"normal\"} 1.0");
    }

    /** Told by TakeoverIT, where there is an election; and one that never changes while an operator runs. */
    private static final Set<Metric> ELSEWHERE = EnumSet.of(Metric.LEADER, Metric.VERSION);

    @Test
    void everyMetricMoves() {
        Map<Metric, Set<List<String>>> seen = new EnumMap<>(Metric.class);
        addsUnreserved();
        environment.startOperator();
        see(seen);
        // A slow call, which is seen under way; added and then reserved, with a time to Ready.
        environment
                .simulator()
                .addFault(Match.of("POST", "/v1/**").times(1).then(new Effect.Delay(Duration.ofMillis(700))));
        environment.apply("promo", single(KS1, one, "reserved", true));
        await().until(() -> see(seen)
                .contains("proxypool_remote_calls_in_flight{account=\"%s\"} 1.0".formatted(TestEnvironment.ACCOUNT)));
        environment.awaitReady("promo");
        see(seen);
        // Twilio finds the rate too high, and then too much in flight: calls are put off, and others wait.
        environment.simulator().addFault(Match.of("POST", "/v1/**").times(1).then(new Effect.Status(429, 80621)));
        environment.apply("support", single(KS1, two));
        awaitSample("proxypool_governor_closed{account=\"%s\",obstacle=\"endpoint_closed\"} 1.0"
                .formatted(TestEnvironment.ACCOUNT));
        see(seen);
        environment.simulator().addFault(Match.of("POST", "/v1/**").times(1).then(new Effect.Status(429, 20429)));
        environment.apply("survey", single(KS2, three));
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

    /** So that there is a gap before the reservation, which a number has only where Twilio ignores a part of the add. */
    private void addsUnreserved() {
        if (telling.kind().addsReserved()) {
            environment.simulator().behave("reservesOnCreate: false");
        }
    }

    private static String counted(Class<?> type, String labels) {
        return "proxypool_resources{kind=\"%s\",%s} 1.0".formatted(ResourceKind.of(type), labels);
    }

    private static String ready(Class<?> type, int count) {
        return "proxypool_time_to_ready_seconds_count{kind=\"%s\"} %d".formatted(ResourceKind.of(type), count);
    }

    private static String gaps(int count) {
        return GAP + "_seconds_count{account=\"%s\"} %d".formatted(TestEnvironment.ACCOUNT, count);
    }
}

package dev.proxypool.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.telemetry.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/metrics.md} is the table of {@link Metric}. With {@code -Ddocs.write=true} it is written instead of judged. */
class MetricsDocTest {

    private static final Path PAGE = Path.of("docs", "metrics.md");
    private static final String REGENERATE = "mvn -q test -Dtest=MetricsDocTest -Ddocs.write=true";

    @Test
    void thePageTellsTheMetricsAsTheCodeHasThem() throws IOException {
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, page());
        }
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as("%s is not what the code says; write it anew with: %s", PAGE, REGENERATE)
                .isEqualTo(page());
    }

    private static String page() {
        return """
            <!-- Generated from src/main/java/dev/proxypool/telemetry/Metric.java. Write it anew with:
                 %s -->
            # Metrics

            At `/metrics` of the management port, in Prometheus' text format. Names and labels are part of the API. No label names a member or
            a resource. A standby replica reports resources, and sends nothing to Twilio; so sum over replicas, or join with `proxypool_leader == 1`.

            | Metric | Type | Labels | |
            |---|---|---|---|
            %s
            - `account` and `service` are SIDs; `operation` is Twilio's name, such as `CreateShortCode`.
            - `obstacle`: `rate` and `concurrency` are the operator's own limits; `endpoint_closed`, `account_closed` and `breaker_open` follow from Twilio's answers.
            - Summaries and histograms have `_sum` and `_count`, and a gauge `_max`: the longest of the last minutes.
            - Besides: `proxypool_framework_…` of java-operator-sdk (reconciliations, their queue, duration and retries; received events), and `jvm_…`,
              `process_…` and `system_…` of the runtime, such as `process_cpu_seconds_total`.

            | Question | Query |
            |---|---|
            | How much drift was corrected, how much reported? | `sum by (reason) (increase(proxypool_events_total{reason=~"DriftCorrected\\|Drifted"}[1d]))` |
            | How many members were left behind on purpose? | `increase(proxypool_events_total{reason="Orphaned"}[1d])` |
            | How many pools hold their removals? | `max(proxypool_resources{reason="RemovalsHeld"})` |
            | How long is a code unreserved, at worst? | `max(proxypool_reservation_gap_seconds_max)` |
            | How long from a manifest to Ready? | `histogram_quantile(0.95, sum by (le) (rate(proxypool_time_to_ready_seconds_bucket[1d])))` |

            - Alerts and a dashboard over them: [alerts.md](alerts.md).
            """.formatted(REGENERATE, table());
    }

    private static String table() {
        return Arrays.stream(Metric.values())
                .map(metric -> "| `%s` | %s | %s | %s |\n"
                        .formatted(
                                metric.fullName(),
                                metric.type().word(),
                                metric.labels().stream()
                                        .map(label -> "`" + label + "`")
                                        .collect(Collectors.joining(", ")),
                                metric.help()))
                .collect(Collectors.joining());
    }
}

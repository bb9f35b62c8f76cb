package dev.proxypool.bench;

import static dev.proxypool.bench.Measured.row;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proxypool.bench.Measured.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Many adds to one Service, where Twilio allows 30 in a second on average over any five. */
final class Bulk {
    /** As many unreserved codes as a Service takes. */
    private static final int ADDS = 500;

    private static final int IN_A_WINDOW = 150;
    private static final int WINDOW_SECONDS = 5;

    private Bulk() {}

    static Measured measure(Rig rig) {
        Codes codes = new Codes(1, 1, ADDS, 1);
        try (Twilio twilio = rig.twilio(List.of(codes.state(_ -> false)), true, ADDS)) {
            rig.cluster().each(codes.all(), code -> rig.cluster().declare(codes, code, Map.of()));
            try (OperatorProgram operator = rig.operator(rig.settings(twilio, codes, Duration.ofMinutes(1)))) {
                operator.awaitReady(ADDS, Duration.ofMinutes(5));
                List<Instant> adds = adds(twilio.after(0));
                double seconds =
                        Duration.between(adds.getFirst(), adds.getLast()).toMillis() / 1_000.0;
                // The fastest that the window lets through: a burst at its start, and the next one when it has passed.
                double fastest = (double) WINDOW_SECONDS * ((ADDS - 1) / IN_A_WINDOW);
                long refused = twilio.calls().ofStatus(429);
                double share = 100 * fastest / seconds;
                double rate = ADDS / seconds;
                return new Measured(
                        List.of(row(
                                "Adds", adds.size(),
                                "Seconds", seconds,
                                "Fastest that Twilio allows, s", fastest,
                                "Adds in a second", rate,
                                "Share of the fastest, %", share,
                                "429s", refused,
                                "Reads", twilio.calls().reads(),
                                "CPU s", operator.program().cpu().toMillis() / 1_000.0)),
                        List.of(
                                new Verdict(
                                        "500 adds to one Service, as many as it takes: at least 95 % of the 30 a"
                                                + " second that Twilio allows, and no 429",
                                        "%.1f a second, %d times 429".formatted(rate, refused),
                                        rate >= 0.95 * IN_A_WINDOW / WINDOW_SECONDS
                                                && refused == 0
                                                && adds.size() == ADDS),
                                new Verdict(
                                        "… and 95 % of the fastest that its windows let through, which begin with a"
                                                + " burst of 150",
                                        "%.1f %%".formatted(share), share >= 95)));
            }
        }
    }

    /** When each add arrived. */
    private static List<Instant> adds(JsonNode log) {
        return StreamSupport.stream(log.spliterator(), false)
                .filter(request -> request.path("method").asText().equals("POST"))
                .map(request -> Instant.parse(request.path("time").asText()))
                .sorted()
                .toList();
    }
}

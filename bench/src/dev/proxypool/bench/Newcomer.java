package dev.proxypool.bench;

import static dev.proxypool.bench.Measured.percentile;
import static dev.proxypool.bench.Measured.row;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proxypool.bench.Measured.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One new resource after the other, while 10,000 rest: how long it waits for its remote call, and until it is Ready. */
final class Newcomer {
    static final int NEW = 200;
    private static final Duration BETWEEN = Duration.ofMillis(150);
    private static final double SECOND = 1_000;

    private Newcomer() {}

    /** @param codes that are declared up to {@code atRest}, and free from there on */
    static Measured measure(Rig rig, Twilio twilio, Codes codes, int atRest) {
        try (ReadyWatch watch = new ReadyWatch(rig.cluster())) {
            List<Double> untilCalled = new ArrayList<>();
            List<Double> untilReady = new ArrayList<>();
            for (int code = atRest + 1; code <= atRest + NEW; code++) {
                Instant applied = Instant.now();
                rig.cluster().declare(codes, code, Map.of());
                untilReady.add(millis(applied, watch.await(ApiServer.name(code))));
                untilCalled.add(millis(applied, added(twilio, code)));
                Await.pass(BETWEEN);
            }
            double p99 = percentile(untilCalled, 99);
            return new Measured(
                    List.of(times("its call to Twilio", untilCalled), times("Ready", untilReady)),
                    List.of(new Verdict(
                            "one new resource while 10,000 rest: 99 of 100 reach Twilio in less than 1 s",
                            "%.0f ms".formatted(p99),
                            p99 < SECOND)));
        }
    }

    private static Map<String, Object> times(String until, List<Double> times) {
        return row(
                "From apply until", until,
                "Samples", times.size(),
                "p50 ms", percentile(times, 50),
                "p99 ms", percentile(times, 99),
                "Longest ms", percentile(times, 100));
    }

    private static Instant added(Twilio twilio, int code) {
        long last = twilio.calls().all();
        for (JsonNode request : twilio.after(Math.max(0, last - 200))) {
            if (request.path("form").path("Sid").asText().equals(Codes.codeSid(code))) {
                return Instant.parse(request.path("time").asText());
            }
        }
        throw new IllegalStateException("nobody added " + Codes.codeSid(code));
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e6;
    }
}

package dev.proxypool.bench;

import static dev.proxypool.bench.Measured.row;

import dev.proxypool.bench.Measured.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The same 1,000 codes in the same simulated Twilio, kept by a {@link Peer} and then by the operator. */
final class AgainstPeer {
    private static final int CODES = 1_000;
    private static final int SERVICES = 20;
    /** Of operator looks, so that one is not measured alone. */
    private static final int LOOKS_EACH = 10;

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private AgainstPeer() {}

    private record Cost(long calls, long refused, double seconds) {}

    static Measured measure(Rig rig) {
        Codes codes = new Codes(1, 1, CODES, SERVICES);
        Codes ours = new Codes(2, 10_001, CODES, SERVICES);
        List<Map<String, Object>> rows = new ArrayList<>();
        try (Twilio twilio =
                rig.twilio(List.of(codes.state(_ -> false), ours.state(_ -> false)), true, Rig.LARGEST_POOL)) {
            Peer peer = new Peer(codes, twilio.uri());
            Cost peerFirst = cost(twilio, () -> peer.loop(false));
            Cost peerAgain = cost(twilio, () -> peer.loop(false));
            rig.cluster().each(ours.all(), code -> rig.cluster().declare(ours, code, Map.of()));
            Cost oursFirst;
            Cost oursAgain;
            // It begins before anybody can see that it runs.
            Twilio.Calls before = twilio.calls();
            long begun = System.nanoTime();
            try (OperatorProgram operator = rig.operator(rig.settings(twilio, ours, INTERVAL))) {
                operator.awaitReady(CODES, Duration.ofMinutes(3));
                oursFirst = since(before, begun, twilio);
                Await.pass(INTERVAL);
                oursAgain = looks(twilio, operator);
            }
            rows.add(line("all to be added", "loop with Twilio's SDK", peerFirst));
            rows.add(line("all to be added", "operator, its start and 2,000 writes to Kubernetes included", oursFirst));
            rows.add(line("nothing changed", "loop with Twilio's SDK", peerAgain));
            rows.add(line("nothing changed", "operator, one look at each Service", oursAgain));
            double ratio = (double) peerAgain.calls() / oursAgain.calls();
            return new Measured(
                    rows,
                    List.of(new Verdict(
                            "1,000 codes at rest: a tenth of the calls of a loop with Twilio's SDK, or fewer",
                            "%d calls against %d, 1 to %.0f; in time 1 to %.1f"
                                    .formatted(
                                            oursAgain.calls(),
                                            peerAgain.calls(),
                                            ratio,
                                            peerAgain.seconds() / oursAgain.seconds()),
                            ratio >= 10)));
        }
    }

    private static Map<String, Object> line(String when, String who, Cost cost) {
        return row(
                "When", when,
                "Who", who,
                "Calls to Twilio", cost.calls(),
                "429s", cost.refused(),
                "Seconds", cost.seconds());
    }

    private static Cost cost(Twilio twilio, Runnable action) {
        Twilio.Calls before = twilio.calls();
        long begun = System.nanoTime();
        action.run();
        return since(before, begun, twilio);
    }

    private static Cost since(Twilio.Calls before, long begun, Twilio twilio) {
        double seconds = (System.nanoTime() - begun) / 1e9;
        Twilio.Calls after = twilio.calls();
        return new Cost(after.all() - before.all(), after.ofStatus(429) - before.ofStatus(429), seconds);
    }

    /** What one look at every Service costs, from many; its time is that of its calls, one after the other. */
    private static Cost looks(Twilio twilio, OperatorProgram operator) {
        Twilio.Calls before = twilio.calls();
        long looksBefore = operator.looks();
        double secondsBefore = listing(operator);
        Await.pass(INTERVAL.multipliedBy(LOOKS_EACH));
        double rounds = (double) (operator.looks() - looksBefore) / SERVICES;
        Twilio.Calls after = twilio.calls();
        return new Cost(
                Math.round((after.all() - before.all()) / rounds),
                after.ofStatus(429) - before.ofStatus(429),
                (listing(operator) - secondsBefore) / rounds);
    }

    private static double listing(OperatorProgram operator) {
        return operator.metric("proxypool_remote_call_duration_seconds_sum", "operation=\"ListShortCode\"");
    }
}

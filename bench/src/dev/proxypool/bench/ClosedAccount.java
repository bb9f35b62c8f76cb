package dev.proxypool.bench;

import static dev.proxypool.bench.Measured.row;

import dev.proxypool.bench.Measured.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Twilio refuses everything of one account for a minute, while 1,000 of its resources want to be added. */
final class ClosedAccount {
    private static final int WAITING = 1_000;
    private static final int SERVICES = 20;
    private static final Duration CLOSED = Duration.ofSeconds(60);
    /** Short, so that looks are due all the time, too. */
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private ClosedAccount() {}

    private record Refusal(String what, int status, int code) {}

    private static final List<Refusal> REFUSALS = List.of(
            new Refusal("429/20429, too many in flight", 429, 20429),
            new Refusal("429/80621, too fast", 429, 80621),
            new Refusal("401/20003, credentials refused", 401, 20003));

    static Measured measure(Rig rig) {
        Codes closed = new Codes(1, 1, WAITING * REFUSALS.size(), SERVICES);
        Codes open = new Codes(2, 50_001, REFUSALS.size(), 1);
        List<Map<String, Object>> rows = new ArrayList<>();
        List<Verdict> verdicts = new ArrayList<>();
        try (Twilio twilio =
                        rig.twilio(List.of(closed.state(_ -> false), open.state(_ -> false)), true, Rig.LARGEST_POOL);
                OperatorProgram operator = rig.operator(rig.settings(twilio, closed, INTERVAL));
                ReadyWatch watch = new ReadyWatch(rig.cluster())) {
            rig.cluster().declareAccount("other", open, twilio);
            for (int i = 0; i < REFUSALS.size(); i++) {
                Refusal refusal = REFUSALS.get(i);
                // Of every Service of this account: their numbers are 1,000 to 1,019.
                twilio.fault(Map.of(
                        "path",
                        "/v1/Services/KS" + "0".repeat(28) + "10*/**",
                        "action",
                        "status",
                        "status",
                        refusal.status(),
                        "code",
                        refusal.code()));
                Twilio.Calls before = twilio.calls();
                long shut = System.nanoTime();
                IntStream waiting = closed.all().skip((long) i * WAITING).limit(WAITING);
                rig.cluster().each(waiting, code -> rig.cluster().declare(closed, code, Map.of()));
                Instant applied = Instant.now();
                int other = open.first() + i;
                rig.cluster().declare(open, other, Map.of("accountRef", Map.of("name", "other")));
                double otherReady = Duration.between(applied, watch.await(ApiServer.name(other)))
                                .toMillis()
                        / 1_000.0;
                Await.pass(CLOSED.minusNanos(System.nanoTime() - shut));
                Twilio.Calls after = twilio.calls();
                twilio.clearFaults();
                Instant opened = Instant.now();
                operator.awaitReady(WAITING * (i + 1) + i + 1, Duration.ofMinutes(8));
                double recovery = Duration.between(opened, Instant.now()).toMillis() / 1_000.0;
                long calls = after.ofStatus(refusal.status()) - before.ofStatus(refusal.status());
                rows.add(row(
                        "Twilio answers", refusal.what(),
                        "Waiting resources", WAITING,
                        "Refused calls in 60 s", calls,
                        "One for each window of 5 s, Service and endpoint would be", 12 * SERVICES * 2,
                        "New resource of another account Ready after, s", otherReady,
                        "All Ready after it opens, s", recovery));
                verdicts.add(new Verdict(
                        "60 s of %s: fewer calls than a probe for each window and Service".formatted(refusal.what()),
                        "%d calls".formatted(calls),
                        calls <= 12L * SERVICES));
            }
        }
        return new Measured(rows, verdicts);
    }
}

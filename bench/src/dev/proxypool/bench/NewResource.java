package dev.proxypool.bench;

import static dev.proxypool.bench.Measured.row;

import dev.proxypool.bench.Measured.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts everything that one new resource makes the operator do, from apply to Ready. */
final class NewResource {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private NewResource() {}

    static Measured measure(Rig rig) {
        Codes codes = new Codes(1, 1, 3, 1);
        List<Map<String, Object>> rows = new ArrayList<>();
        List<Verdict> verdicts = new ArrayList<>();
        Map<String, Map<String, Object>> kinds = new LinkedHashMap<>();
        kinds.put("plain", Map.of());
        kinds.put("reserved", Map.of("reserved", true));
        try (Twilio twilio = rig.twilio(codes, code -> code == 1);
                OperatorProgram operator = rig.operator(rig.settings(twilio, codes, Duration.ofMinutes(10)))) {
            rig.cluster().declare(codes, 1, Map.of());
            operator.awaitReady(1, LIMIT);
            int ready = 1;
            for (var kind : kinds.entrySet()) {
                quiet(rig);
                Map<String, Long> written = rig.cluster().operatorWrites();
                Twilio.Calls before = twilio.calls();
                ready++;
                rig.cluster().declare(codes, ready, kind.getValue());
                operator.awaitReady(ready, LIMIT);
                quiet(rig);
                Map<String, Long> writes = rig.cluster().operatorWritesSince(written);
                Twilio.Calls after = twilio.calls();
                long events = sum(writes, "events");
                long resource = sum(writes, "proxyshortcodes");
                long remote = after.writes() - before.writes();
                rows.add(row(
                        "New resource",
                        kind.getKey(),
                        "Writes to the resource",
                        resource,
                        "namely",
                        String.join(
                                ", ",
                                writes.keySet().stream()
                                        .filter(w -> !w.contains("events"))
                                        .toList()),
                        "Events",
                        events,
                        "Writes to Twilio",
                        remote,
                        "Reads from Twilio",
                        after.reads() - before.reads()));
                long allowed = kind.getKey().equals("plain") ? 1 : 2;
                verdicts.add(new Verdict(
                        "a new %s resource: 2 writes to the API server, %d to Twilio".formatted(kind.getKey(), allowed),
                        "%d and %d (and %d event)".formatted(resource, remote, events),
                        resource == 2 && remote == allowed));
            }
        }
        return new Measured(rows, verdicts);
    }

    private static long sum(Map<String, Long> writes, String resource) {
        return writes.entrySet().stream()
                .filter(write -> write.getKey().contains(" " + resource))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Until two seconds pass without a write. */
    private static void quiet(Rig rig) {
        Map<String, Long> last = rig.cluster().operatorWrites();
        while (true) {
            Await.pass(Duration.ofSeconds(2));
            Map<String, Long> now = rig.cluster().operatorWrites();
            if (now.equals(last)) {
                return;
            }
            last = now;
        }
    }
}

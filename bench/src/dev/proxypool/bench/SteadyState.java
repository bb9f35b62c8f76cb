package dev.proxypool.bench;

import static dev.proxypool.bench.Measured.row;

import dev.proxypool.bench.Measured.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Ever more resources, always at rest: what a look costs, and that it writes nothing. */
final class SteadyState {
    private static final List<Integer> RESOURCES = List.of(1, 100, 1_000);
    private static final int SERVICES = 20;
    private static final int PAGE = 100;
    /** A hundred, and some for what the jitter and the machine take away. */
    private static final int LOOKS = 106;

    private SteadyState() {}

    /**
     * Declares ever more of the codes, and measures each time. They are reserved: so the pools have room for the unreserved
     * newcomers that are measured later.
     */
    static void measureUpTo(
            int most, Rig rig, Twilio twilio, Codes codes, List<Map<String, Object>> rows, List<Verdict> verdicts) {
        int declared = 0;
        for (int resources : RESOURCES.stream().filter(n -> n <= most).toList()) {
            rig.cluster()
                    .each(
                            IntStream.range(codes.first() + declared, codes.first() + resources),
                            code -> rig.cluster().declare(codes, code, Map.of("reserved", true)));
            declared = resources;
            measureAt(rig, twilio, codes, resources, rows, verdicts);
        }
    }

    static void measureAt(
            Rig rig,
            Twilio twilio,
            Codes codes,
            int resources,
            List<Map<String, Object>> rows,
            List<Verdict> verdicts) {
        try (OperatorProgram operator = rig.operator(rig.settings(twilio, codes, intervalAt(resources)))) {
            operator.awaitReady(resources, Duration.ofMinutes(5));
            // The last statuses and events are on their way, and the compiler is at work.
            Await.pass(Duration.ofSeconds(15));
            Map<String, Long> written = rig.cluster().operatorWrites();
            Twilio.Calls before = twilio.calls();
            double looksBefore = operator.metric("proxypool_looks_total");
            Duration cpuBefore = operator.program().cpu();
            Await.pass(intervalAt(resources).multipliedBy(LOOKS));
            Duration cpu = operator.program().cpu().minus(cpuBefore);
            double looks = operator.metric("proxypool_looks_total") - looksBefore;
            Twilio.Calls after = twilio.calls();
            long writes = rig.cluster().operatorWritesSince(written).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            long reads = after.reads() - before.reads();
            long services = Math.min(SERVICES, resources);
            long pages = Math.max(1, resources / SERVICES / PAGE);
            rows.add(row(
                    "Resources",
                    resources,
                    "Services",
                    services,
                    "Looks",
                    Math.round(looks),
                    "Reads for a look",
                    reads / looks,
                    "Reads in an interval",
                    services * reads / looks,
                    "Writes to Twilio",
                    after.writes() - before.writes(),
                    "Writes to the API server",
                    writes,
                    "CPU ms for a look",
                    cpu.toMillis() / looks,
                    "CPU s in 60 s at the default interval",
                    services * cpu.toMillis() / looks / 1_000,
                    "Memory MiB",
                    operator.program().residentMiB()));
            verdicts.add(new Verdict(
                    "%,d resources at rest: a look is the pages of one list (%d), and no read for a resource"
                            .formatted(resources, pages),
                    "%.2f reads for a look".formatted(reads / looks),
                    Math.abs(reads / looks - pages) < 0.1));
            verdicts.add(new Verdict(
                    "%,d resources at rest: no write in 100 looks at each Service".formatted(resources),
                    "%d writes in %.0f looks at each".formatted(writes, looks / services),
                    writes == 0 && looks / services >= 100));
        }
    }

    /** Much shorter than the 60 s that are usual, so that a hundred looks fit into minutes. */
    private static Duration intervalAt(int resources) {
        return Duration.ofMillis(resources > 1_000 ? 1_000 : 500);
    }
}

package dev.proxypool.bench;

import static dev.proxypool.bench.Measured.row;

import dev.proxypool.bench.Measured.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** 10,000 resources in 20 Services: the first start, where all is to do, and the next ones, where all is to be looked at. */
final class ColdStart {
    private static final int RESOURCES = 10_000;
    private static final int SERVICES = 20;
    private static final int PAGES = RESOURCES / 100;
    private static final int RESTARTS = 3;
    /** Declared, and added, before the first start that is measured. */
    private static final int BEFORE = 1_000;

    /** As many as Twilio allows in a Service. */
    private static final int UNRESERVED = 500;

    private static final String AGAIN = "again, every code to be verified (%d)";
    private static final double SECONDS = 30;
    private static final double MEMORY = 256;

    private ColdStart() {}

    private record Start(String what, double seconds, Map<String, Object> row, double memory, long pages) {}

    static Measured measure(Rig rig) {
        Codes codes = new Codes(1, 1, RESOURCES + Newcomer.NEW, SERVICES);
        List<Start> starts = new ArrayList<>();
        List<Map<String, Object>> rows = new ArrayList<>();
        List<Verdict> verdicts = new ArrayList<>();
        Measured newcomers;
        try (Twilio twilio = rig.twilio(List.of(codes.state(_ -> false)), true, UNRESERVED)) {
            SteadyState.measureUpTo(BEFORE, rig, twilio, codes, rows, verdicts);
            rig.cluster()
                    .each(
                            IntStream.rangeClosed(BEFORE + 1, RESOURCES),
                            code -> rig.cluster().declare(codes, code, Map.of()));
            String first = "first, %,d codes to be added".formatted(RESOURCES - BEFORE);
            start(first, rig, twilio, codes, starts).close();
            SteadyState.measureAt(rig, twilio, codes, RESOURCES, rows, verdicts);
            for (int i = 1; i < RESTARTS; i++) {
                start(AGAIN.formatted(i), rig, twilio, codes, starts).close();
            }
            try (var _ = start(AGAIN.formatted(RESTARTS), rig, twilio, codes, starts)) {
                Await.pass(Duration.ofSeconds(10));
                newcomers = Newcomer.measure(rig, twilio, codes, RESOURCES);
            }
        }
        List<Start> restarts = starts.subList(1, starts.size());
        double median =
                Measured.percentile(restarts.stream().map(Start::seconds).toList(), 50);
        double memory = starts.stream().mapToDouble(Start::memory).max().orElseThrow();
        boolean pages = restarts.stream().allMatch(start -> start.pages() == PAGES);
        return new Measured(
                starts.stream().map(Start::row).toList(),
                List.of(
                        new Verdict(
                                "10,000 resources in 20 Services: all verified less than 30 s after the start",
                                "%.1f s, the median of %d".formatted(median, RESTARTS),
                                median < SECONDS),
                        new Verdict(
                                "… with as many list calls as there are pages",
                                "%d of %d".formatted(restarts.getFirst().pages(), PAGES),
                                pages),
                        new Verdict(
                                "… in less than 256 MiB, the first start included",
                                "%.0f MiB at most".formatted(memory),
                                memory < MEMORY)),
                Map.of("steady", new Measured(rows, verdicts), "newcomer", newcomers));
    }

    /** The operator that was started is still running. */
    private static OperatorProgram start(String what, Rig rig, Twilio twilio, Codes codes, List<Start> starts) {
        Map<String, Long> written = rig.cluster().operatorWrites();
        Twilio.Calls before = twilio.calls();
        OperatorProgram operator = rig.operator(rig.settings(twilio, codes, Duration.ofMinutes(1)));
        Await.until(
                "every resource is verified",
                Duration.ofMinutes(10),
                () -> operator.passes() >= RESOURCES && operator.looks() >= SERVICES && operator.ready() >= RESOURCES);
        Program program = operator.program();
        double seconds = Duration.between(program.started(), Instant.now()).toMillis() / 1_000.0;
        double cpu = program.cpu().toMillis() / 1_000.0;
        double memory = program.peakMiB();
        Twilio.Calls after = twilio.calls();
        long pages = after.pages() - before.pages();
        long writes = rig.cluster().operatorWritesSince(written).entrySet().stream()
                .filter(write -> !write.getKey().contains(" events"))
                .mapToLong(Map.Entry::getValue)
                .sum();
        starts.add(new Start(
                what,
                seconds,
                row(
                        "Start", what,
                        "Seconds until all are Ready and verified", seconds,
                        "List calls", pages,
                        "Writes to Twilio", after.writes() - before.writes(),
                        "Writes to resources", writes,
                        "CPU s", cpu,
                        "Memory at most, MiB", memory),
                memory,
                pages));
        return operator;
    }
}

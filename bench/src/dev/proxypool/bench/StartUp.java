package dev.proxypool.bench;

import static dev.proxypool.bench.Measured.percentile;
import static dev.proxypool.bench.Measured.row;

import dev.proxypool.bench.Measured.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long after the start of the process a resource that waited for it is Ready, which its first pass makes it. */
final class StartUp {
    private static final int STARTS = 7;
    private static final double TWO_SECONDS = 2;

    private StartUp() {}

    static Measured measure(Rig rig) {
        Map<String, Map<String, String>> ways = new LinkedHashMap<>();
        ways.put("as bin/proxypool does it", Map.of());
        ways.put(
                "without an archive of classes",
                Map.of("PROXYPOOL_JAVA_OPTS", OperatorProgram.HEAP + " -XX:AOTMode=off"));
        Codes codes = new Codes(1, 1, STARTS * ways.size(), 1);
        List<Map<String, Object>> rows = new ArrayList<>();
        List<Double> usual = new ArrayList<>();
        try (Twilio twilio = rig.twilio(codes, _ -> false);
                ReadyWatch watch = new ReadyWatch(rig.cluster())) {
            int code = codes.first();
            for (var way : ways.entrySet()) {
                List<Double> seconds = new ArrayList<>();
                List<Double> cpu = new ArrayList<>();
                List<Double> memory = new ArrayList<>();
                for (int i = 0; i < STARTS; i++) {
                    rig.cluster().declare(codes, code, Map.of());
                    OperatorProgram.Settings settings = rig.settings(twilio, codes, Duration.ofMinutes(1));
                    for (var setting : way.getValue().entrySet()) {
                        settings = settings.with(setting.getKey(), setting.getValue());
                    }
                    try (OperatorProgram operator = rig.startOperator(settings)) {
                        Program program = operator.program();
                        var ready = watch.await(ApiServer.name(code));
                        cpu.add(program.cpu().toMillis() / 1_000.0);
                        memory.add(program.residentMiB());
                        seconds.add(Duration.between(program.started(), ready).toMillis() / 1_000.0);
                    }
                    code++;
                }
                if (rows.isEmpty()) {
                    usual.addAll(seconds);
                }
                rows.add(row(
                        "Started", way.getKey(),
                        "Starts", STARTS,
                        "Shortest, s", percentile(seconds, 0),
                        "Median, s", percentile(seconds, 50),
                        "Longest, s", percentile(seconds, 100),
                        "CPU s, median", percentile(cpu, 50),
                        "Memory MiB, median", percentile(memory, 50)));
            }
        }
        double median = percentile(usual, 50);
        return new Measured(
                rows,
                List.of(new Verdict(
                        "start to the first resource made Ready: less than 2 s",
                        "%.2f s, the median of %d".formatted(median, STARTS),
                        median < TWO_SECONDS)));
    }
}

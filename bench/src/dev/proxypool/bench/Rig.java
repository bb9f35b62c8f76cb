package dev.proxypool.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** What a scenario is measured on: an API server, a Twilio and, when the scenario says so, an operator. */
final class Rig implements AutoCloseable {
    /** Twilio's. */
    static final int LARGEST_POOL = 500;

    private final Path work;
    private final ApiServer cluster;
    private final Deque<AutoCloseable> programs = new ArrayDeque<>();

    Rig(String scenario) {
        try {
            work = Files.createTempDirectory("bench-" + scenario);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cluster = new ApiServer(
                "bench-%s-%d".formatted(scenario, ProcessHandle.current().pid()));
    }

    ApiServer cluster() {
        return cluster;
    }

    /** A Twilio whose rates hold. */
    Twilio twilio(Codes codes, IntPredicate isMember) {
        return twilio(List.of(codes.state(isMember)), true, LARGEST_POOL);
    }

    Twilio twilio(List<Object> accounts, boolean limiter, int largestPool) {
        return keep(Twilio.start(work, accounts, limiter, largestPool));
    }

    /** Settings of an operator for the namespace of this rig. */
    OperatorProgram.Settings settings(Twilio twilio, Codes codes, Duration interval) {
        return new OperatorProgram.Settings(twilio.uri(), codes.accountSid(), cluster.namespace(), interval, Map.of());
    }

    OperatorProgram operator(OperatorProgram.Settings settings) {
        return keep(OperatorProgram.start(work, settings)).awaitRunning();
    }

    /** An operator that is not waited for. */
    OperatorProgram startOperator(OperatorProgram.Settings settings) {
        return keep(OperatorProgram.start(work, settings));
    }

    private <T extends AutoCloseable> T keep(T program) {
        programs.push(program);
        return program;
    }

    @Override
    public void close() {
        for (AutoCloseable program : programs) {
            try {
                program.close();
            } catch (Exception e) {
                System.err.println("bench: " + e);
            }
        }
        cluster.clear();
        cluster.close();
        if (System.getenv("BENCH_KEEP") != null) {
            System.err.println("bench: the logs are in " + work);
            return;
        }
        try (Stream<Path> files = Files.list(work)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(work);
        } catch (IOException e) {
            System.err.println("bench: " + e);
        }
    }
}

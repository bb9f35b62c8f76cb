package dev.proxypool.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** {@code bench/run SCENARIO}: measures, prints a table and writes the figures. */
public final class Bench {

    private Bench() {}

    public static void main(String[] args) {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        try {
            run(args);
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(2);
        }
    }

    private static void run(String[] args) {
        if (args.length == 1 && args[0].equals("list")) {
            Scenario.wordsToRun().forEach(System.out::println);
            return;
        }
        if (args.length == 1 && args[0].equals("page")) {
            Page.write();
            return;
        }
        if (args.length != 1) {
            throw new IllegalArgumentException("usage: bench/run SCENARIO… | all | page; a scenario is one of "
                    + String.join(", ", Scenario.words()));
        }
        Scenario scenario = Scenario.of(args[0]);
        Machine before = Machine.now();
        Instant begun = Instant.now();
        Measured measured = scenario.measure();
        Duration took = Duration.between(begun, Instant.now());
        Map<String, Measured> all = new LinkedHashMap<>(measured.onTheWay());
        all.put(measured.onTheWay().isEmpty() ? scenario.word() : Scenario.COLD_START.word(), measured);
        all.forEach((word, part) -> tell(new Result(word, before, took.toSeconds(), part.rows(), part.verdicts())));
        System.out.printf("in %d s, load %.1f at the start%n", took.toSeconds(), before.load());
    }

    private static void tell(Result result) {
        System.out.printf(
                "%n%s: %s%n", result.scenario(), Scenario.of(result.scenario()).title());
        System.out.println(Table.text(result.rows()));
        result.verdicts()
                .forEach(verdict -> System.out.printf(
                        "%s  %s: %s%n", verdict.met() ? "met   " : "MISSED", verdict.target(), verdict.value()));
        System.out.println(BigPool.isTrial() ? "a trial, so not written" : "written to " + result.write());
    }
}

package dev.proxypool.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of its own, and what the kernel says of it. Needs {@code /proc}, so Linux. */
final class Program implements AutoCloseable {
    /** A tick of {@code /proc/PID/stat}; 100 a second on every Linux there is. */
    private static final Duration TICK = Duration.ofMillis(10);

    private static final AtomicInteger STARTED = new AtomicInteger();

    private final Process process;
    private final Path log;
    private final Instant started;

    private Program(Process process, Path log, Instant started) {
        this.process = process;
        this.log = log;
        this.started = started;
    }

    /** @param name of its log, to which a number is added */
    static Program start(Path work, String name, Map<String, String> environment, List<String> command) {
        Path log = work.resolve("%s-%d.log".formatted(name, STARTED.incrementAndGet()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
        builder.environment().putAll(environment);
        try {
            Instant started = Instant.now();
            return new Program(builder.start(), log, started);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Instant started() {
        return started;
    }

    Path log() {
        return log;
    }

    /** The first group of the first line of its output that has this in it. */
    String said(Pattern pattern, Duration limit) {
        return Await.value("'%s' in %s".formatted(pattern, log), limit, () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("it ended with %d: %s".formatted(process.exitValue(), tail()));
            }
            Matcher matcher = pattern.matcher(read(log));
            return matcher.find() ? matcher.group(1) : null;
        });
    }

    /** User and system time of all its threads since it began. */
    Duration cpu() {
        String[] fields = stat();
        // Fields 14 and 15 of proc(5), where the first after the name is the third.
        return TICK.multipliedBy(Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
    }

    /** Memory that it has now. */
    double residentMiB() {
        return status("VmRSS");
    }

    /** The most memory that it ever had. */
    double peakMiB() {
        return status("VmHWM");
    }

    private String[] stat() {
        String stat = read(Path.of("/proc", Long.toString(process.pid()), "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    }

    private double status(String key) {
        return read(Path.of("/proc", Long.toString(process.pid()), "status"))
                        .lines()
                        .filter(line -> line.startsWith(key + ":"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("the process ended: " + tail()))
                / 1024.0;
    }

    private String tail() {
        List<String> lines = read(log).lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

package dev.proxypool.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What it was measured on.
 *
 * @param cores that the JVM may use
 * @param memoryGiB of the machine
 * @param java the version that runs operator and simulator
 * @param load of the last minute, before the measurement; others may use the machine too
 */
record Machine(int cores, long memoryGiB, String processor, String java, double load) {

    static Machine now() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                Math.round(number("/proc/meminfo", "MemTotal") / 1024.0 / 1024.0),
                text("/proc/cpuinfo", "model name"),
                Runtime.version().toString(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** The name of machines of this size. */
    String size() {
        return cores + "-cores";
    }

    private static long number(String file, String key) {
        return Long.parseLong(text(file, key).replaceAll("\\D", ""));
    }

    private static String text(String file, String key) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("0");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

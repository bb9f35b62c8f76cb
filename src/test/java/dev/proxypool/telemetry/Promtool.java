package dev.proxypool.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Prometheus' own judge of metrics, rules and queries. Where it is not installed, whoever asks it is skipped. */
public final class Promtool {

    private Promtool() {}

    /** Skips the test that calls it if there is no promtool. */
    public static void orSkip() {
        assumeTrue(
                Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "promtool"))),
                "promtool is not on the PATH; src/test/monitoring/with-promtool gets it");
    }

    /**
     * Fails with its words if it complains.
     *
     * @param input what it reads from its standard input; {@code PIPE} is nothing
     */
    public static void approves(Redirect input, String... arguments) {
        assertThat(says(input, arguments)).as("promtool's exit code").startsWith("0\n");
    }

    /** Its exit code, and on the lines behind it what it says. */
    public static String says(Redirect input, String... arguments) {
        orSkip();
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        try {
            Process promtool = new ProcessBuilder(command)
                    .redirectInput(input)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return promtool.waitFor() + "\n" + said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

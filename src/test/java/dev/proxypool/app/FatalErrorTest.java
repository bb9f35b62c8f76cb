package dev.proxypool.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program whose main thread ends by an {@link Error} ends, although other threads of it still run. */
class FatalErrorTest {

    @Test
    void aMissingClassEndsTheProgram(@TempDir Path folder) throws Exception {
        String classes = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("kubernetes-server-mock"))
                .collect(Collectors.joining(File.pathSeparator));
        Path log = folder.resolve("log");

        Process dev = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes,
                        "dev.proxypool.app.Main",
                        "dev",
                        "--once",
                        "--manifests",
                        Path.of("src/main/resources/examples/manifests").toString(),
                        "--state",
                        Path.of("src/main/resources/examples/simulator.yaml").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();

        boolean ended = dev.waitFor(30, TimeUnit.SECONDS);
        dev.destroyForcibly();
        assertThat(ended).as("it ended by itself").isTrue();
        assertThat(dev.exitValue()).isEqualTo(Main.FAILED);
        assertThat(Files.readString(log)).contains("NoClassDefFoundError");
    }
}

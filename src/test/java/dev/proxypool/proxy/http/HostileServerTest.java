package dev.proxypool.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.proxy.http.HostileServer.Attack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that a tenant chose must not end the process, which works for others too: 16 workers meet it, with the container's heap. */
class HostileServerTest {

    private static final int WORKERS = 16;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void anAttackMakesThePoolUnreadableAndSaysWhy(Attack attack) throws Exception {
        assertThat(meet(attack)).isEqualTo(Collections.nCopies(WORKERS, attack + ": Unreadable: " + attack.seen()));
    }

    private List<String> meet(Attack attack) throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        try (HostileServer server = new HostileServer()) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-XX:+UseSerialGC",
                            "-XX:+ExitOnOutOfMemoryError",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "dev.proxypool.proxy.http.SmallHeap",
                            server.url(),
                            attack.token(),
                            attack.name())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(attack + " takes more than two minutes");
            }
        }
        return Files.readAllLines(said).stream()
                .filter(line -> !line.matches("(WARNING|\\d\\d:\\d\\d|\\{).*"))
                .toList();
    }
}

package dev.proxypool.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of a normal start as a process of its own, with the levels that it has by default. */
class QuietLogTest {

    private static final List<String> RUN =
            Stream.concat(TrainCommandTest.PROXYPOOL.stream(), Stream.of("run")).toList();

    @TempDir
    private Path folder;

    @Test
    void onlyTheOperatorItselfLogsAndNothingIsAWarning() throws Exception {
        Path log = folder.resolve("log");
        int port = TrainCommand.freePort();
        try (TrainingGround ground = new TrainingGround()) {
            Process operator =
                    TrainCommand.operator(RUN, ground, folder, log, port).start();
            try {
                await().atMost(Duration.ofSeconds(60)).until(() -> ground.isReady() || !operator.isAlive());
                assertThat(ground.isReady()).isTrue();
            } finally {
                operator.destroy();
                operator.waitFor(30, TimeUnit.SECONDS);
            }
        }
        List<String> lines = Files.readAllLines(log);
        assertThat(lines)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains("\"level\":\"INFO\"", "\"dev.proxypool."));
        assertThat(lines)
                .filteredOn(line -> line.contains("the operator runs"))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("\"version\":", "\"cluster\":", "\"account\":", "\"interval\":", "\"namespaces\":"));
    }
}

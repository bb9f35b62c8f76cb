package dev.proxypool.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrainCommandTest {

    @Test
    void anOperatorGetsTheSmallPoolReadyAndIsStopped() {
        List<String> operator = Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.proxypool.app.Main",
                        "run")
                .toList();

        assertThat(train(operator)).isEqualTo(0);
    }

    @Test
    void oneThatEndsTooSoonHasFailed() {
        assertThat(train(List.of("false"))).isEqualTo(Main.FAILED);
    }

    private static int train(List<String> operator) {
        return Main.commandLine()
                .execute(Stream.concat(Stream.of("train", "--"), operator.stream())
                        .toArray(String[]::new));
    }
}

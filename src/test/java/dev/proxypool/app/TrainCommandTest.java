package dev.proxypool.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrainCommandTest {

    static final List<String> PROXYPOOL = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.proxypool.app.Main");

    @Test
    void anOperatorGetsTheSmallPoolReadyAndIsStoppedWhateverIsSetWhereItIsBuilt() throws Exception {
        ProcessBuilder training = new ProcessBuilder(
                        Stream.of(PROXYPOOL, List.of("train", "--"), PROXYPOOL, List.of("run"))
                                .flatMap(List::stream)
                                .toList())
                .inheritIO();
        training.environment().put("PROXYPOOL_WATCH_NAMESPACES", "elsewhere");
        training.environment().put("HTTPS_PROXY", "http://127.0.0.1:1");

        assertThat(training.start().waitFor()).isEqualTo(0);
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

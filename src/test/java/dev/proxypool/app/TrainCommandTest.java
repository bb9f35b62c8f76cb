package dev.proxypool.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.cli.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {

    @TempDir
    private Path folder;

    static final List<String> PROXYPOOL = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.proxypool.app.Main");

    /** What an archive for the commands is made from. */
    @Test
    void theTourOfTheCommandsGoesThroughAllOfThem() throws Exception {
        Path said = folder.resolve("said");
        Process training = new ProcessBuilder(
                        Stream.of(PROXYPOOL, List.of("train", "--tour", "--"), PROXYPOOL, List.of("tour"))
                                .flatMap(List::stream)
                                .toList())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();

        assertThat(training.waitFor()).as(Files.readString(said)).isEqualTo(0);
    }

    @Test
    void theTourHasEveryCommandForPeople() {
        assertThat(TourCommand.stops(folder))
                .extracting(List::getFirst)
                .containsAll(Main.commandLine().getSubcommands().values().stream()
                        .filter(command ->
                                command.getCommand().getClass().getPackage().equals(Shell.class.getPackage()))
                        .map(command -> command.getCommandName())
                        .toList());
    }

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

package dev.proxypool.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.proxypool.app.Main;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A command that is given a device, a pipe or far too much ends with one line that says so. */
@Timeout(60)
class TextFileTest {

    private final Terminal terminal = Terminal.piped();

    @TempDir
    private Path folder;

    static Stream<Arguments> commands() {
        return Stream.of(
                Arguments.of("plan -f %s", 1),
                Arguments.of("simulate --port 0 --state %s", 2),
                Arguments.of("dev --once --manifests . --state %s", 2));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aDeviceWithoutEndIsNoFile(String command, int exit) {
        Path zero = Path.of("/dev/zero");
        assumeThat(zero).exists();

        assertThat(run(command.formatted(zero))).isEqualTo(exit);
        assertThat(terminal.err()).contains("/dev/zero is not a regular file");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aPipeThatNobodyWritesIntoIsNoFile(String command, int exit) throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertThat(run(command.formatted(pipe))).isEqualTo(exit);
        assertThat(terminal.err()).contains(pipe + " is not a regular file");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aFileOfAGigabyteIsTooLarge(String command, int exit) throws IOException {
        Path large = folder.resolve("large.yaml");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(1L << 30);
        }

        assertThat(run(command.formatted(large))).isEqualTo(exit);
        assertThat(terminal.err()).contains(large + " is larger than 10 MiB");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aFileThatIsNoTextIsToldSo(String command, int exit) throws IOException {
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThat(run(command.formatted(binary))).isEqualTo(exit);
        assertThat(terminal.err()).contains(binary + " is not UTF-8");
    }

    @Test
    void anInputWithoutEndIsTooLarge() {
        InputStream zeros = new InputStream() {
            @Override
            public int read() {
                return 0;
            }
        };
        StringWriter err = new StringWriter();
        Shell shell = Terminal.reading(zeros, new PrintWriter(err, true));

        assertThat(Main.commandLine(shell, TextFileTest::noTwilio, TestCluster.NONE)
                        .execute("plan", "-f", "-"))
                .isEqualTo(Exit.FAILED);
        assertThat(err.toString()).contains("the input is larger than 10 MiB").hasLineCount(2);
    }

    @Test
    void aMillionDocumentsAreTooMany() throws IOException {
        Path many = Files.writeString(folder.resolve("many.yaml"), "--- {}\n".repeat(1_000_000));

        assertThat(run("plan -f " + many)).isEqualTo(Exit.FAILED);
        assertThat(terminal.err())
                .contains(many + ": has more than 10,000 documents")
                .hasLineCount(2);
    }

    @Test
    void aMillionDocumentsInAListAreTooMany() throws IOException {
        Path many = Files.writeString(
                folder.resolve("many.json"), "{\"kind\":\"List\",\"items\":[" + "{},".repeat(20_000) + "{}]}");

        assertThat(run("plan -f " + many)).isEqualTo(Exit.FAILED);
        assertThat(terminal.err())
                .contains(many + ": has more than 10,000 documents")
                .hasLineCount(2);
    }

    @Test
    void documentsAreCountedOverAllFiles() throws IOException {
        for (int i = 0; i < 3; i++) {
            Files.writeString(folder.resolve(i + ".yaml"), "--- {}\n".repeat(4_000));
        }

        assertThat(run("plan -f " + folder)).isEqualTo(Exit.FAILED);
        assertThat(terminal.err())
                .contains(folder.resolve("2.yaml") + ": has more than 10,000 documents")
                .hasLineCount(3);
    }

    @Test
    void aBombOfAliasesDoesNotGoOff() throws IOException {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a%d: &a%d [%s*a%d]\n"
                    .formatted(i, i, "*a%d, ".formatted(i - 1).repeat(8), i - 1));
        }
        Path file = Files.writeString(folder.resolve("bomb.yaml"), bomb);

        assertThat(run("plan -f " + file)).isEqualTo(Exit.FAILED);
        assertThat(terminal.err()).hasLineCount(2);
    }

    private int run(String typed) {
        return Main.commandLine(terminal.shell(), TextFileTest::noTwilio, TestCluster.NONE)
                .execute(typed.split(" "));
    }

    private static Twilio noTwilio() {
        throw new AssertionError("nothing is to be asked");
    }
}

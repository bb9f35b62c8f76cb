package dev.proxypool.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.proxypool.cli.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts for the shells, judged by the shells that are there. */
class CompletionTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        proxypool sta              | status
        proxypool su               | suspend
        proxypool status --all     | --all-namespaces
        proxypool status -o js     | json
        proxypool check --only tw  | twilio
        """)
    void bashCompletes(String typed, String completed) throws Exception {
        assertThat(run("bash", "-c", """
            source %s
            COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _complete_proxypool; printf '%%s\\n' "${COMPREPLY[@]}"
            """.formatted(script("bash"), typed))).contains(completed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        proxypool sta              | status
        proxypool status --all     | --all-namespaces
        proxypool status -o js     | json
        proxypool completion fi    | fish
        proxypool check --only tw  | twilio
        """)
    void fishCompletes(String typed, String completed) throws Exception {
        assertThat(run("fish", "-c", "source %s; complete -C '%s'".formatted(script("fish"), typed)).stream()
                        .map(line -> line.split("\t", -1)[0]))
                .contains(completed);
    }

    @Test
    void zshReadsTheScript() throws Exception {
        assertThat(run(
                        "zsh",
                        "-c",
                        "autoload -U +X compinit; compinit -u; source %s; print $_comps[proxypool]"
                                .formatted(script("zsh"))))
                .noneMatch(line -> line.contains("error"))
                .anyMatch(line -> line.contains("_complete_proxypool"));
    }

    @ParameterizedTest
    @CsvSource({"bash", "zsh", "fish"})
    void whatIsHiddenIsNotOffered(String shell) throws Exception {
        assertThat(Files.readString(script(shell))).contains("status").doesNotContain("train");
    }

    private Path script(String shell) throws IOException {
        Terminal terminal = Terminal.piped();
        int exit = Main.commandLine(
                        terminal.shell(),
                        () -> {
                            throw new IllegalStateException("no Twilio here");
                        },
                        _ -> {
                            throw new IllegalStateException("no cluster here");
                        })
                .execute("completion", shell);
        assertThat(exit).isZero();
        return Files.writeString(folder.resolve("script." + shell), terminal.out());
    }

    private List<String> run(String... command) throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":", -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command[0]))),
                command[0] + " is not there");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("HOME", folder.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.lines().map(String::strip).toList();
    }
}

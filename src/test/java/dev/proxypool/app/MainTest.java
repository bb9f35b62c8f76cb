package dev.proxypool.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.cli.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person typed wrong is named, with what was meant. */
class MainTest {

    private final Terminal terminal = Terminal.piped();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        staus               | 'staus'. Did you mean status, or suspend?
        plan --outptu json  | '--outptu', 'json'. Did you mean --output?
        help staus          | 'staus'. Did you mean status, or suspend?
        check --only twlio  | Invalid value for option '--only'
        plan                | Missing required option: '--filename=PATH'
        """)
    void aTypingErrorIsNamedWithWhatWasMeant(String typed, String told) {
        assertThat(execute(typed.split(" "))).isNotZero();
        assertThat(terminal.err().lines().findFirst().orElseThrow()).contains(told);
    }

    @Test
    void helpIsACommandToo() {
        assertThat(execute("help", "status")).isZero();
        String byCommand = terminal.out();
        assertThat(execute("status", "--help")).isZero();
        assertThat(terminal.out()).isEqualTo(byCommand + byCommand).contains("Usage: proxypool status");
    }

    @Test
    void ofACommandThatIsNamedNoOtherIsMade() {
        assertThat(Main.commandLine("status").getSubcommands()).containsOnlyKeys("status");
        assertThat(Main.commandLine("help").getSubcommands()).containsKeys("status", "plan", "run");
        assertThat(Main.commandLine("completion").getSubcommands()).containsKeys("status", "plan", "run");
        assertThat(Main.commandLine("staus").getSubcommands()).containsKeys("status", "plan", "run");
    }

    @Test
    void withoutACommandThoseForPeopleAreNamed() {
        assertThat(execute()).isEqualTo(Main.USAGE);
        assertThat(terminal.err()).contains("run, dev, simulate, plan, ").doesNotContain("train");
    }

    private int execute(String... words) {
        return Main.commandLine(
                        terminal.shell(),
                        () -> {
                            throw new IllegalStateException("no Twilio here");
                        },
                        _ -> {
                            throw new IllegalStateException("no cluster here");
                        })
                .execute(words);
    }
}

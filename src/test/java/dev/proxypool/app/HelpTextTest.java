package dev.proxypool.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.cli.ClusterSource;
import dev.proxypool.cli.NoCredentials;
import dev.proxypool.cli.Terminal;
import dev.proxypool.cli.Twilio;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The help in a window: a line that is broken goes on below its own beginning. */
class HelpTextTest {

    @ParameterizedTest
    @ValueSource(ints = {55, 80, 100})
    void aBrokenSettingGoesOnBesideItsName(int width) {
        String help = help(width, "run");

        String settings = help.substring(help.indexOf("From the environment:") + 22);
        assertThat(settings.lines().toList())
                .allMatch(line -> line.matches("  [A-Z_, ]+[A-Z] +\\S.*|  [A-Z_, ]+|" + " {41}\\S.*"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(width))
                .anyMatch(line -> line.startsWith(" ".repeat(41)));
    }

    @Test
    void aBrokenExampleIsIndentedBelowItsBegin() {
        assertThat(help(60, "plan")).contains("""
              TWILIO_ACCOUNT_SID, and TWILIO_AUTH_TOKEN or
                TWILIO_API_KEY with TWILIO_API_SECRET
            """);
    }

    private static String help(int width, String command) {
        Terminal terminal = Terminal.window(width, Instant.EPOCH);
        Twilio.Source none = () -> {
            throw new NoCredentials();
        };
        ClusterSource nowhere = _ -> {
            throw new AssertionError("no cluster is needed");
        };
        Main.commandLine(terminal.shell(), none, nowhere).execute(command, "--help");
        return terminal.out();
    }
}

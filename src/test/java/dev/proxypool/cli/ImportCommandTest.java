package dev.proxypool.cli;

import static dev.proxypool.cli.SimulatedTwilio.KS1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ImportCommandTest {

    private final SimulatedTwilio twilio = new SimulatedTwilio();
    private final Terminal terminal = Terminal.piped();

    @TempDir
    private Path folder;

    @AfterEach
    void nothingWasWritten() {
        assertThat(twilio.writes()).isEmpty();
        twilio.close();
    }

    @Test
    void aServiceIsWrittenAsAPoolWithTheShortCodesAsComments() {
        assertThat(run("--service", KS1)).isEqualTo(Exit.FINE);
        assertThat(terminal.out()).isEqualTo("""
            apiVersion: proxypool.dev/v1alpha1
            kind: ProxyShortCodePool
            metadata:
              name: "messaging-eu"
            spec:
              serviceSid: KS00000000000000000000000000000001 # Messaging ?EU?
              unlisted: Keep
              shortCodes:
                - {sid: SC00000000000000000000000000000001, reserved: true} # 12345 US
                - {sid: SC00000000000000000000000000000002} # 12346 US
            """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pool", "members"})
    void aPlanOfAnImportIsEmpty(String kind) {
        assertThat(run("--kind", kind, "-o", folder.resolve("new").toString())).isEqualTo(Exit.FINE);

        Terminal planned = Terminal.piped();
        int exit = new CommandLine(new PlanCommand(planned.shell(), twilio::open))
                .execute("-f", folder.resolve("new").toString());

        assertThat(exit).isEqualTo(Exit.FINE);
        assertThat(planned.out()).startsWith("No changes: nothing to do; 2 as declared in ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pool", "members"})
    void aPlanOfAnImportOfBothKindsIsEmpty(String kind) {
        twilio.simulator().put(KS1, SimulatedTwilio.PN1, true, 0);
        twilio.simulator().put(KS1, SimulatedTwilio.PN2, false, 2);
        assertThat(run("--kind", kind, "-o", folder.resolve("new").toString())).isEqualTo(Exit.FINE);

        Terminal planned = Terminal.piped();
        int exit = new CommandLine(new PlanCommand(planned.shell(), twilio::open))
                .execute("-f", folder.resolve("new").toString());

        assertThat(exit).as(planned.out()).isEqualTo(Exit.FINE);
        assertThat(planned.out()).startsWith("No changes: nothing to do; 4 as declared in ");
    }

    @Test
    void numbersAreWrittenByTheirDigits() {
        twilio.simulator().put(KS1, SimulatedTwilio.PN1, true, 0);
        twilio.simulator().put(KS1, SimulatedTwilio.PN2, false, 2);

        assertThat(run("--service", KS1)).isEqualTo(Exit.FINE);
        assertThat(terminal.out()).contains("kind: ProxyShortCodePool").endsWith("""
            ---
            apiVersion: proxypool.dev/v1alpha1
            kind: ProxyPhoneNumberPool
            metadata:
              name: "messaging-eu-numbers"
            spec:
              serviceSid: KS00000000000000000000000000000001 # Messaging ?EU?
              unlisted: Keep
              phoneNumbers:
                - {number: "+14155550001", reserved: true} # US
                - {number: "+14155550002"} # US
            """);
    }

    /** Most accounts have phone numbers only. */
    @Test
    void aWithdrawnKindIsLeftOutWithAWordIfThereIsAnotherOne() {
        twilio.simulator().put(KS1, SimulatedTwilio.PN1, true, 0);
        twilio.simulator().withdrawn(true);

        assertThat(run("--service", KS1)).isEqualTo(Exit.FINE);
        assertThat(terminal.out()).doesNotContain("ProxyShortCodePool").contains("ProxyPhoneNumberPool");
        assertThat(terminal.err()).contains("left out of " + KS1 + ": ", "no list of its short codes");
    }

    @Test
    void whatIsThereIsNotOverwritten() {
        run("-o", folder.toString());

        assertThat(run("-o", folder.toString())).isEqualTo(Exit.FAILED);
    }

    @Test
    void wrongCredentialsWriteNothing() {
        twilio.credentialsAre("wrong");

        assertThat(run("-o", folder.toString())).isEqualTo(Exit.FAILED);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aWithdrawnListSaysWhatIsThereAndWhatToDo() {
        twilio.simulator().withdrawn(true);

        assertThat(run("-o", folder.toString())).isEqualTo(Exit.FAILED);
        assertThat(terminal.err())
                .contains(
                        "Service " + KS1 + " exists, but Twilio has no list of its short codes for this account",
                        "Ask Twilio's support",
                        "docs/troubleshooting.md");
    }

    @Test
    void refusedCredentialsNameTheAccountAndWhatToCheck() {
        twilio.credentialsAre("wrong");

        run("-o", folder.toString());

        assertThat(terminal.err())
                .contains(
                        "Twilio refuses the credentials of " + SimulatedTwilio.ACCOUNT,
                        "Check the credentials of the account");
    }

    private int run(String... args) {
        return new CommandLine(new ImportCommand(terminal.shell(), twilio::open))
                .setExecutionExceptionHandler((e, command, _) -> {
                    terminal.shell().err().line("proxypool: " + e.getMessage());
                    return command.getCommandSpec().exitCodeOnExecutionException();
                })
                .execute(args);
    }
}

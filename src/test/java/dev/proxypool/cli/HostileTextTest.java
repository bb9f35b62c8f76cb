package dev.proxypool.cli;

import static dev.proxypool.cli.SimulatedTwilio.KS1;
import static dev.proxypool.cli.SimulatedTwilio.SC1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.proxypool.app.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others wrote, into a cluster or into the manifests of a pull request, does not move the cursor and forges no line. */
class HostileTextTest {

    /** In YAML: clears the screen, colours, goes back to the line's begin, begins a line, turns the text around. */
    private static final String ATTACK = "a\\e[2J\\e[31mb\\rc\\nforged: all is well\\u009b2J\\u202ed";

    private static final String SHOWN = "a\\u001b[2J\\u001b[31mb c forged: all is well\\u009b2J\\u202ed";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"status", "status psc/promo -n messaging", "reconcile psc/promo -n messaging"})
    void whatAStatusSaysStaysOnItsLine(String typed) {
        Terminal terminal = Terminal.piped();
        try (TestCluster cluster = new TestCluster()) {
            cluster.has(resource());

            cluster.run(
                    terminal,
                    typed.equals("status")
                            ? "status -A"
                            : typed + (typed.startsWith("r") ? " --wait --timeout 1s" : ""));
        }

        assertHarmless(terminal);
        assertThat(terminal.out() + terminal.err()).contains(SHOWN);
    }

    @Test
    void whatAStatusSaysIsTheSameForAProgram() throws IOException {
        Terminal terminal = Terminal.piped();
        try (TestCluster cluster = new TestCluster()) {
            cluster.has(resource());

            cluster.run(terminal, "status -A -o json");
        }

        assertHarmless(terminal);
        JsonNode one =
                new JsonMapper().readTree(terminal.out()).path("resources").path(0);
        assertThat(one.path("message").asText())
                .isEqualTo("a\u001b[2J\u001b[31mb\rc\nforged: all is well\u009b2J\u202ed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void whatAManifestNamesStaysOnItsLine(String format) throws IOException {
        Terminal terminal = Terminal.piped();

        plan(terminal, """
            apiVersion: proxypool.dev/v1alpha1
            kind: ProxyShortCode
            metadata: {name: "%s", namespace: "%s"}
            spec: {serviceSid: %s, shortCodeSid: %s, reserved: false}
            ---
            apiVersion: v1
            kind: "%s"
            """.formatted(ATTACK, ATTACK, KS1, SC1, ATTACK), "-o", format);

        assertHarmless(terminal);
        assertThat(terminal.err()).contains("note: passed over 1 × " + SHOWN, "metadata.name must be lower-case");
    }

    @Test
    void whatIsWrongWithAManifestStaysOnItsLine() throws IOException {
        Terminal terminal = Terminal.piped();

        plan(terminal, """
            apiVersion: proxypool.dev/v1alpha1
            kind: ProxyShortCode
            metadata: {name: "%s"}
            spec: {"%s": 1}
            ---
            apiVersion: proxypool.dev/v1alpha1
            kind: "%s"
            """.formatted(ATTACK, ATTACK, ATTACK));

        assertHarmless(terminal);
        assertThat(terminal.err()).contains(SHOWN).hasLineCount(6);
    }

    @Test
    void whatAFileIsCalledStaysOnItsLine() throws IOException {
        Terminal terminal = Terminal.piped();
        Path file = Files.writeString(folder.resolve("a\u001b[2J\nb.yaml"), "kind: [");

        try (SimulatedTwilio twilio = new SimulatedTwilio()) {
            Main.commandLine(terminal.shell(), twilio::open, TestCluster.NONE).execute("plan", "-f", file.toString());
        }

        assertHarmless(terminal);
        assertThat(terminal.err()).contains("a\\u001b[2J b.yaml");
    }

    private void plan(Terminal terminal, String manifests, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("all.yaml"), manifests);
        List<String> typed = new ArrayList<>(List.of("plan", "-f", file.toString()));
        typed.addAll(List.of(more));
        try (SimulatedTwilio twilio = new SimulatedTwilio()) {
            Main.commandLine(terminal.shell(), twilio::open, TestCluster.NONE).execute(typed.toArray(String[]::new));
        }
    }

    private static void assertHarmless(Terminal terminal) {
        assertThat((terminal.out() + terminal.err()).replace("\n", ""))
                .isNotEmpty()
                .doesNotContainPattern("[\\p{Cntrl}\u0080-\u009f\\p{Cf}]");
        assertThat(terminal.out() + terminal.err()).doesNotContain("\nforged");
    }

    private static String resource() {
        return """
            apiVersion: proxypool.dev/v1alpha1
            kind: ProxyShortCode
            metadata: {name: promo, namespace: messaging, generation: 1, annotations: {reconcile.proxypool.dev/requestedAt: x}}
            spec: {serviceSid: KS00000000000000000000000000000001, shortCodeSid: SC00000000000000000000000000000001}
            status:
              shortCode: "%s"
              reserved: false
              conditions:
                - {type: Ready, status: "False", observedGeneration: 1, reason: "%s", message: "%s"}
            """.formatted(ATTACK, ATTACK, ATTACK);
    }
}

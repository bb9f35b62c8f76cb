package dev.proxypool.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.Condition;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.ShortCodeStatus;
import dev.proxypool.cli.ResourceView;
import dev.proxypool.domain.Member;
import dev.proxypool.simulator.SimulatorState;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DevScreenTest {

    private static final String ATTACK = "a\u001b[2Jb\nforged";
    private static final String SHOWN = "a\\u001b[2Jb forged";

    private final PrintStream usual = System.out;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

    @AfterEach
    void giveBack() {
        System.setOut(usual);
    }

    @Test
    void whatManifestsAndStateFilesSayStaysOnItsLine() {
        System.setOut(new PrintStream(seen, true, StandardCharsets.UTF_8));
        DevScreen screen = new DevScreen();
        ResourceView resource = resource();
        var service = new SimulatorState.Service("KS00000000000000000000000000000001", ATTACK, List.of());
        var account = new SimulatorState.Account(
                "AC00000000000000000000000000000001", "example-token-1", List.of(), List.of(), List.of(service));

        screen.line("write " + ATTACK);
        screen.show(List.of(resource));
        screen.show(List.of());
        screen.summary(List.of(resource), new SimulatorState(List.of(account)));

        assertThat(seen.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains(SHOWN)))
                .hasSize(5);
        assertThat(seen.toString(StandardCharsets.UTF_8))
                .doesNotContain("\u001b")
                .doesNotContain("\nforged");
    }

    private static ResourceView resource() {
        ProxyShortCode code = new ProxyShortCode();
        code.getMetadata().setNamespace(ATTACK);
        code.getMetadata().setName("promo");
        code.getMetadata().setGeneration(1L);
        var ready = new Condition(Condition.READY, "False", 1L, null, "Throttled", ATTACK);
        code.setStatus(new ShortCodeStatus(
                1L, List.of(ready), null, null, null, null, null, Member.Details.NONE, null, null, List.of()));
        return ResourceView.of(code);
    }
}

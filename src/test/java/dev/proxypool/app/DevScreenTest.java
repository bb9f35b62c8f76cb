package dev.proxypool.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.Condition;
import dev.proxypool.api.MemberStatus;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.StatusHead;
import dev.proxypool.cli.Listing.Line;
import dev.proxypool.cli.ResourceView;
import dev.proxypool.cli.Terminal;
import dev.proxypool.cli.WindowSize;
import dev.proxypool.domain.Member;
import dev.proxypool.simulator.SimulatorState;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevScreenTest {

    private static final String ATTACK = "a\u001b[2Jb\nforged";
    private static final String SHOWN = "a\\u001b[2Jb forged";
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private WindowSize window = new WindowSize(100, 30);

    @Test
    void whatManifestsAndStateFilesSayStaysOnItsLine() {
        Terminal terminal = Terminal.piped();
        DevScreen screen = new DevScreen(terminal.shell(), false, () -> window);
        ResourceView resource = resource(ATTACK, "promo", "False", ATTACK);
        var service = new SimulatorState.Service("KS00000000000000000000000000000001", ATTACK, List.of());
        var account = new SimulatorState.Account(
                "AC00000000000000000000000000000001", "example-token-1", List.of(), List.of(), List.of(service));

        screen.line("write " + ATTACK);
        screen.problem("wrong " + ATTACK);
        screen.show(List.of(resource), List.of());
        screen.show(List.of(), List.of());
        screen.summary(List.of(resource), new SimulatorState(List.of(account)));

        assertThat(terminal.out().lines().filter(line -> line.contains(SHOWN))).hasSize(7);
        assertThat(terminal.out()).doesNotContain("\u001b").doesNotContain("\nforged");
    }

    @Test
    void theSummaryShowsTheMembersOfEveryKind() {
        Terminal terminal = Terminal.piped();
        DevScreen screen = new DevScreen(terminal.shell(), false, () -> window);
        var service = new SimulatorState.Service(
                "KS00000000000000000000000000000001",
                "messaging",
                List.of(new SimulatorState.Member("SC00000000000000000000000000000001", true, false)),
                List.of(new SimulatorState.NumberMember("PN00000000000000000000000000000001", false, 2)));
        var account = new SimulatorState.Account(
                "AC00000000000000000000000000000001", "example-token-1", List.of(), List.of(), List.of(service));

        screen.summary(List.of(resource("main", "promo", "True", "ok")), new SimulatorState(List.of(account)));

        assertThat(terminal.out())
                .contains("  SC00000000000000000000000000000001 reserved\n"
                        + "  PN00000000000000000000000000000001 unreserved, 2 open Sessions");
    }

    // A picture

    @ParameterizedTest
    @CsvSource({"80, 24", "100, 30", "200, 50", "40, 10", "20, 5", "10, 2", "1, 1"})
    void thePictureFitsTheWindow(int columns, int rows) {
        String problem = "bad.yaml:2:7: while parsing " + "something ".repeat(20);
        DevFrame frame = new DevFrame(
                List.of(
                        "Twilio Proxy is simulated at http://127.0.0.1:12345; stop with Ctrl-C",
                        "The manifests of /tmp"),
                forty(),
                List.of(problem, problem, problem),
                IntStream.range(0, 12)
                        .mapToObj(
                                i -> "write   POST /v1/Services/KS%032d/ShortCodes {Sid=SC%032d} → 201".formatted(i, i))
                        .toList());

        List<String> lines = texts(frame, new WindowSize(columns, rows));

        assertThat(lines)
                .hasSizeLessThanOrEqualTo(rows)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(Math.max(columns, 14)));
    }

    @Test
    void whatNeedsAPersonIsFirstAndTheRestIsCounted() {
        List<String> lines = texts(new DevFrame(List.of("head"), forty(), List.of(), List.of()), window);

        assertThat(lines.get(3)).startsWith("  messaging psc/code39  False  Throttled");
        assertThat(lines.get(4)).isEqualTo("      too many requests of this account, says Twilio");
        assertThat(lines.getLast()).isEqualTo("… 15 more; in all 39 Ready, 1 reconciling, 0 stalled");
        assertThat(lines).hasSize(30);
    }

    @Test
    void aMessageIsWrappedAndWhole() {
        String message = "the code belongs to ProxyShortCode messaging/other, which was there before; "
                .repeat(4)
                .strip();
        var frame = new DevFrame(
                List.of(), List.of(resource("messaging", "promo", "False", message)), List.of(), List.of());

        assertThat(String.join(" ", texts(frame, window)).replaceAll(" +", " ")).contains(message);
    }

    @Test
    void aPictureIsDrawnOnAScreenOfItsOwnAndMeasuredEachTime() {
        Terminal terminal = Terminal.window(100, NOW);
        DevScreen screen = new DevScreen(terminal.shell(), true, () -> window);

        screen.open(List.of("head"));
        screen.show(forty(), List.of());
        window = new WindowSize(60, 8);
        screen.show(forty(), List.of());
        String drawn = terminal.out().substring(terminal.out().lastIndexOf("\033[1;1H"));

        assertThat(terminal.out()).startsWith("\033[?1049h");
        assertThat(drawn).contains("\033[8;1H\033[2K… ").doesNotContain("\033[9;1H", "\n");
        screen.close();
        screen.close();
        screen.show(forty(), List.of());
        assertThat(terminal.out()).containsOnlyOnce("\033[?1049l").endsWith("39 Ready, 1 reconciling, 0 stalled\n");
    }

    @Test
    void whatIsWrongIsShownAsLongAsItIs() {
        Terminal terminal = Terminal.window(100, NOW);
        DevScreen screen = new DevScreen(terminal.shell(), true, () -> window);
        screen.open(List.of("head"));

        screen.problem("bad.yaml:1:1: no");
        screen.show(List.of(), List.of("bad.yaml:1:1: no"));
        int before = terminal.out().length();
        screen.show(List.of(), List.of());

        assertThat(terminal.out().substring(0, before)).contains("bad.yaml:1:1: no");
        assertThat(terminal.out().substring(before)).contains("head").doesNotContain("bad.yaml");
        screen.close();
    }

    private static List<ResourceView> forty() {
        return Stream.concat(
                        IntStream.range(0, 39).mapToObj(i -> resource("messaging", "code" + i, "True", "fine")),
                        Stream.of(resource(
                                "messaging", "code39", "False", "too many requests of this account, says Twilio")))
                .toList();
    }

    private static List<String> texts(DevFrame frame, WindowSize window) {
        return frame.lines(window, NOW).stream().map(Line::text).toList();
    }

    private static ResourceView resource(String namespace, String name, String ready, String message) {
        ProxyShortCode code = new ProxyShortCode();
        code.getMetadata().setNamespace(namespace);
        code.getMetadata().setName(name);
        code.getMetadata().setGeneration(1L);
        String reason = ready.equals("True") ? "InSync" : "Throttled";
        var condition = new Condition(Condition.READY, ready, 1L, null, reason, message);
        code.setStatus(new MemberStatus(
                new StatusHead(1L, List.of(condition), null, null, null, List.of()),
                null,
                null,
                null,
                Member.Details.NONE,
                null));
        return ResourceView.of(code);
    }
}

package dev.proxypool.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.proxypool.simulator.Simulator;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program at a terminal of the operating system, by util-linux' script: what it writes, as a terminal shows it. */
@Timeout(120)
class PseudoTerminalTest {

    private static final Path EXAMPLES = Path.of("src/main/resources/examples").toAbsolutePath();
    private static final Path STATE = EXAMPLES.resolve("simulator.yaml");
    private static final int ROWS = 24;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"80, true", "100, false", "200, true"})
    void thePictureOfDevFitsAndNothingOfItScrollsAway(int columns, boolean colours) throws Exception {
        save("broken.yaml", "kind: [\n");
        save("unknown.yaml", code("unknown", 99, "reservd: true"));
        for (int i = 10; i < 50; i++) {
            save("code%d.yaml".formatted(i), code("code" + i, i, "reserved: true"));
        }
        String command = java("dev", "--manifests", folder.toString(), "--state", STATE.toString());

        String seen = run(command, columns, colours, Map.of(), text -> text.contains(" stalled") && text.contains("→"));
        Emulator terminal = new Emulator(columns, ROWS).show(seen.substring(0, seen.lastIndexOf("\033[1;1H")));

        assertThat(terminal.broken()).isZero();
        assertThat(terminal.scrolledPictures()).isZero();
        assertThat(terminal.colours() > 0).isEqualTo(colours);
        assertThat(terminal.screen().getFirst()).startsWith("Twilio Proxy is simulated at http://127.0.0.1:");
        assertThat(terminal.screen())
                .anyMatch(line -> line.startsWith("broken.yaml:2:1: while parsing a flow node"))
                .anyMatch(line -> line.startsWith("unknown.yaml:4:106: ProxyShortCode unknown: unknown field \"spec"))
                .anyMatch(line -> line.matches("… [0-9]+ more; in all .*"));
    }

    @ParameterizedTest
    @CsvSource({"80, false", "100, true", "200, false"})
    void aPlanFits(int columns, boolean colours) throws Exception {
        try (Simulator twilio = Simulator.start(
                SimulateCommand.read(STATE), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            save(
                    "all.yaml",
                    Stream.of(code("unknown", 77, "reserved: true"), code("moved", 1, "adoptionPolicy: Never"))
                            .collect(Collectors.joining("---\n")));
            String command = java("plan", "-f", folder.toString());
            var environment = Map.of(
                    "PROXYPOOL_BASE_URL", twilio.uri().toString(),
                    "TWILIO_ACCOUNT_SID", twilio.state().accounts().getFirst().sid(),
                    "TWILIO_AUTH_TOKEN", twilio.state().accounts().getFirst().authToken());

            Emulator terminal =
                    new Emulator(columns, ROWS).show(run(command, columns, colours, environment, _ -> false));

            assertThat(terminal.broken()).isZero();
            assertThat(terminal.colours() > 0).isEqualTo(colours);
            assertThat(String.join("\n", terminal.screen())).contains("psc/unknown", "Plan: ", " as declared");
        }
    }

    @Test
    void theSummaryOfOneRunFits() throws Exception {
        String command = java(
                "dev", "--once", "--manifests", EXAMPLES.resolve("manifests").toString(), "--state", STATE.toString());

        Emulator terminal = new Emulator(80, 40).show(run(command, 80, false, Map.of(), _ -> false));

        assertThat(terminal.broken()).isZero();
        assertThat(String.join("\n", terminal.screen()))
                .contains("READY  REASON  SINCE", "6 Ready, 0 reconciling, 0 stalled");
    }

    /** Arabic has digits of its own, and Turkish an i without a dot. */
    @ParameterizedTest
    @CsvSource({"ar, EG", "tr, TR"})
    void theLocaleOfThePersonChangesNothing(String language, String country) throws Exception {
        String command = java(
                        "dev",
                        "--once",
                        "--manifests",
                        EXAMPLES.resolve("manifests").toString(),
                        "--state",
                        STATE.toString())
                .replace("'-cp'", "-Duser.language=%s -Duser.country=%s '-cp'".formatted(language, country));

        assertThat(run(command, 200, false, Map.of(), _ -> false))
                .contains(
                        "6 Ready, 0 reconciling, 0 stalled",
                        "/v1/Services/KS00000000000000000000000000000001/ShortCodes")
                .contains("InSync");
    }

    private String run(
            String command, int columns, boolean colours, Map<String, String> environment, Predicate<String> enough)
            throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "there is no pseudo-terminal without script");
        String sized = "stty cols %d rows %d; exec %s".formatted(columns, ROWS, command);
        ProcessBuilder builder = new ProcessBuilder("script", "-qfec", sized, "/dev/null").redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> Pattern.matches("(?i)(TWILIO|PROXYPOOL)_.*|.*_proxy", name));
        builder.environment().putAll(environment);
        builder.environment().put("TERM", "xterm");
        if (colours) {
            builder.environment().remove("NO_COLOR");
        } else {
            builder.environment().put("NO_COLOR", "1");
        }
        Process process = builder.start();
        try {
            return read(process, enough);
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    /** To its end, or until the last picture but one has what is waited for. */
    private static String read(Process process, Predicate<String> enough) throws IOException, InterruptedException {
        StringBuilder seen = new StringBuilder();
        InputStream out = process.getInputStream();
        byte[] bytes = new byte[1 << 16];
        int pictures = 0;
        for (int n = out.read(bytes); n >= 0; n = out.read(bytes)) {
            seen.append(new String(bytes, 0, n, StandardCharsets.UTF_8));
            pictures += enough.test(seen.toString()) ? 1 : 0;
            if (pictures > 8) {
                return seen.toString();
            }
        }
        assertThat(process.waitFor(Duration.ofSeconds(20))).isTrue();
        return seen.toString();
    }

    private static String java(String... arguments) {
        List<String> words = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.proxypool.app.Main"),
                        Stream.of(arguments))
                .map("'%s'"::formatted)
                .toList();
        return String.join(" ", words);
    }

    private void save(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static String code(String name, int number, String more) {
        return """
            apiVersion: proxypool.dev/v1alpha1
            kind: ProxyShortCode
            metadata: {name: %s}
            spec: {serviceSid: KS%032d, shortCodeSid: SC%032d, %s}
            """.formatted(name, 1, number, more);
    }
}

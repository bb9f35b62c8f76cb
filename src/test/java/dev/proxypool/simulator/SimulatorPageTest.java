package dev.proxypool.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of the simulator: its example runs, and its tables name what is there. */
class SimulatorPageTest {
    private static final Path EXAMPLE = Path.of("docs", "examples", "simulator-state.yaml");
    private static final Pattern SWITCH = Pattern.compile("(?m)^\\| `(\\w+)` \\| `(\\w+)` \\| .+ \\|$");

    @Test
    void theExampleRunsAndItsNumbersAreWhatTheCommentsSay() throws IOException {
        SimulatorState state = StateFile.parse(EXAMPLE.toString(), Files.readString(EXAMPLE));
        try (Simulator simulator = Example.start(state)) {
            JsonNode numbers =
                    Example.client(simulator).get(Example.NUMBERS).body().path("phone_numbers");

            assertThat(numbers.findValuesAsText("sid")).containsExactly(Example.FREE_NUMBER_TOO, Example.POOLED_NUMBER);
            assertThat(numbers.at("/0/in_use").intValue()).isEqualTo(2);
            assertThat(numbers.at("/1/is_reserved").booleanValue()).isTrue();
            assertThat(simulator.state()).isEqualTo(state);
        }
    }

    @Test
    void thePageHasEverySwitchWithItsDefault() throws IOException {
        Map<String, String> onThePage = new LinkedHashMap<>();
        SWITCH.matcher(page()).results().forEach(row -> onThePage.put(row.group(1), row.group(2)));
        Map<String, String> there = new LinkedHashMap<>();
        BehaviourJson.write(Behaviour.DEFAULT)
                .properties()
                .forEach(entry -> there.put(entry.getKey(), entry.getValue().asText()));

        assertThat(onThePage).isEqualTo(there);
    }

    /** The hint of the admin API names every request; the page has the same. */
    @Test
    void thePageHasEveryRequestOfTheAdminApi() throws IOException {
        try (Simulator simulator = Example.start(Example.state())) {
            String hint = new Client(simulator.uri(), "", "")
                    .get("/_simulator/")
                    .body()
                    .path("message")
                    .asText();

            for (String place : hint.replaceAll(".* there is: ", "").split(",? (?:and|or) |, ")) {
                String request = place.replaceFirst("^[A-Z]+ ", "");
                assertThat(page()).contains(request);
            }
        }
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs", "simulator.md"));
    }
}

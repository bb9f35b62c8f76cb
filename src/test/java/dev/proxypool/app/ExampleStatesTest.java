package dev.proxypool.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The states that the pages give the simulator. */
class ExampleStatesTest {

    private static final Path EXAMPLES = Path.of("docs", "examples");

    /** A SID or a number, or the secret of the key. */
    private static final Pattern NAME = Pattern.compile("\\b[A-Z]{2}\\d{32}\\b|\\+1\\d{10}|replace-me");

    @ParameterizedTest
    @ValueSource(strings = {"first-pool-state.yaml", "simulator-state.yaml"})
    void theSimulatorAcceptsThem(String file) throws IOException {
        assertThat(SimulateCommand.read(EXAMPLES.resolve(file)).accounts()).isNotEmpty();
    }

    /** So that the page can be tried without an account. */
    @Test
    void theStateOfTheFirstPoolHasAllThatThePagePrints() throws IOException {
        String page = Files.readString(Path.of("docs", "first-pool.md"));
        String state = Files.readString(EXAMPLES.resolve("first-pool-state.yaml"));

        assertThat(NAME.matcher(page).results().map(MatchResult::group).distinct())
                .hasSizeGreaterThan(6)
                .allSatisfy(name -> assertThat(state).contains(name));
    }
}

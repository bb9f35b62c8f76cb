package dev.proxypool.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code docs/benchmarks.md} tells the figures that were measured, all of them, and no others. */
class BenchmarksDocTest {

    private static final String REGENERATE = "bench/run page";

    @Test
    void everyFigureOfThePageIsThatOfTheResults() throws IOException {
        String page = Files.readString(Page.PAGE);

        assertThat(page)
                .as("%s is not what the results say; write it anew with: %s", Page.PAGE, REGENERATE)
                .isEqualTo(Page.withFigures(page));
    }

    @Test
    void thePictureIsThatOfTheResults() throws IOException {
        assertThat(Files.readString(Page.PICTURE))
                .as("%s is not what the results say; write it anew with: %s", Page.PICTURE, REGENERATE)
                .isEqualTo(Page.picture());
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void everyScenarioIsOnThePageWithItsCommand(Scenario scenario) throws IOException {
        assertThat(Files.readString(Page.PAGE))
                .contains("<!-- figures: %s -->".formatted(scenario.word()), "bench/run " + scenario.word());
    }

    @Test
    void aChangedFigureIsNoticed() throws IOException {
        String page = Files.readString(Page.PAGE);
        String changed = page.replaceFirst("(?s)(<!-- figures: bulk -->.*?)\\b500\\b", "$1501");

        assertThat(changed).isNotEqualTo(page);
        assertThat(Page.withFigures(changed)).isEqualTo(page);
    }
}

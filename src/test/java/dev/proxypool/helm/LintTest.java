package dev.proxypool.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Helm says of the chart as a whole. */
final class LintTest {

    @Test
    void helmFindsNothingToSay() {
        LintResult found = new Helm(Chart.FOLDER).lint().strict().call();

        assertThat(found.isFailed()).as("%s", found.getMessages()).isFalse();
        assertThat(found.getMessages()).isEmpty();
    }

    @Test
    void theChartHasTheVersionOfTheOperator() throws IOException {
        JsonNode chart = Chart.tree("Chart.yaml");
        String pom = Files.readString(Path.of("pom.xml"));
        String version = pom.substring(pom.indexOf("<version>") + "<version>".length(), pom.indexOf("</version>"))
                .replace("-SNAPSHOT", "");

        assertThat(chart.at("/version").asText()).isEqualTo(version);
        assertThat(chart.at("/appVersion").asText()).isEqualTo(version);
    }

    @Test
    void itCanBePackaged(@TempDir Path folder) {
        new Helm(Chart.FOLDER).packageIt().withDestination(folder).call();

        assertThat(Chart.entries(folder))
                .singleElement()
                .satisfies(file -> assertThat(file.toString()).endsWith(".tgz"));
    }
}

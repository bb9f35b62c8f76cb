package dev.proxypool.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proxypool.crds.ManifestProblems;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What {@code Chart.yaml} says of the chart, for Artifact Hub and for people: facts, and each as its source has it. */
final class ChartMetadataTest {

    private static final String ICON = "icon: data:image/svg+xml;base64,";

    @Test
    void theIconIsThePictureInTheChart() throws IOException {
        String picture = Base64.getEncoder().encodeToString(Files.readAllBytes(Chart.file("icon.svg")));
        String chart = Files.readString(Chart.file("Chart.yaml"));

        assertThat(chart).contains(ICON);
        Written.judge(Chart.file("Chart.yaml"), chart.replaceFirst(ICON.replace("+", "\\+") + "\\S*", ICON + picture));
    }

    @Test
    void everyAddressIsOnAPageToo() throws IOException {
        String pages = Files.readString(Path.of("README.md"));

        assertThat(annotation("links"))
                .isNotEmpty()
                .allSatisfy(link ->
                        assertThat(pages).contains("(" + link.path("url").asText() + ")"));
    }

    @Test
    void theKindsAreThoseOfTheDefinitions() {
        assertThat(annotation("crds"))
                .extracting(kind -> String.join(
                        " ",
                        kind.path("name").asText(),
                        kind.path("kind").asText(),
                        kind.path("version").asText()))
                .containsExactlyInAnyOrderElementsOf(definitions()
                        .map(definition -> String.join(
                                " ",
                                definition.getMetadata().getName(),
                                definition.getSpec().getNames().getKind(),
                                definition.getSpec().getVersions().getFirst().getName()))
                        .toList());
        assertThat(annotation("crds"))
                .allSatisfy(
                        kind -> assertThat(kind.path("description").asText()).endsWith("."));
    }

    @Test
    void thereIsAnExampleOfEachKindThatItsDefinitionAccepts() {
        assertThat(annotation("crdsExamples"))
                .extracting(example -> example.path("kind").asText())
                .containsExactlyInAnyOrderElementsOf(definitions()
                        .map(definition -> definition.getSpec().getNames().getKind())
                        .toList());
        assertThat(annotation("crdsExamples"))
                .allSatisfy(example -> assertThat(ManifestProblems.of(example)).isEmpty());
    }

    @Test
    void theLicenceIsThatOfTheProject() throws IOException {
        assertThat(Chart.tree("Chart.yaml")
                        .at("/annotations/artifacthub.io~1license")
                        .asText())
                .isEqualTo("Apache-2.0");
        assertThat(Files.readString(Path.of("LICENSE"))).contains("Apache License", "Version 2.0");
    }

    private static Stream<CustomResourceDefinition> definitions() {
        return Chart.objects(Chart.template(), CustomResourceDefinition.class).stream();
    }

    private static List<JsonNode> annotation(String name) {
        String text = Chart.tree("Chart.yaml")
                .at("/annotations/artifacthub.io~1" + name)
                .asText();
        try {
            return StreamSupport.stream(Chart.YAML.readTree(text).spliterator(), false)
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }
}

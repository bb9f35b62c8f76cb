package dev.proxypool.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The definitions of {@code crds/} travel in the chart to the byte, each of them and no other. */
final class DefinitionsInTheChartTest {

    private static final Path SOURCE = Path.of("crds");
    private static final Path COPY = Chart.file("files/crds");
    private static final String KEEP = "  annotations:\n    helm.sh/resource-policy: keep\n";

    static List<Path> definitions() {
        return Chart.entries(SOURCE);
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void theChartHasEachDefinition(Path definition) throws IOException {
        Written.judge(COPY.resolve(definition.getFileName()), Files.readString(definition));
    }

    @Test
    void theChartHasNoDefinitionThatIsGone() throws IOException {
        for (Path copy : Chart.entries(COPY)) {
            if (Written.on() && !Files.exists(SOURCE.resolve(copy.getFileName()))) {
                Files.delete(copy);
            }
        }
        assertThat(Chart.entries(COPY))
                .extracting(Path::getFileName)
                .isSubsetOf(definitions().stream().map(Path::getFileName).toList());
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void itIsRenderedToTheByte(Path definition) throws IOException {
        String text = Files.readString(definition);
        String kept = Chart.template().call();
        String plain = Chart.template().set("crds.keep", "false").call();

        assertThat(plain).contains(text).doesNotContain(KEEP);
        assertThat(kept).contains(text.replaceFirst("(?m)^metadata:\n", "$0" + KEEP));
    }

    @Test
    void allAreKeptWhenTheReleaseGoes() {
        assertThat(Chart.objects(Chart.template(), CustomResourceDefinition.class))
                .hasSameSizeAs(definitions())
                .allSatisfy(definition -> assertThat(definition.getMetadata().getAnnotations())
                        .containsEntry("helm.sh/resource-policy", "keep"));
    }

    @Test
    void theyCanBeLeftToSomebodyElse() {
        assertThat(Chart.objects(Chart.template().set("crds.enabled", "false"), CustomResourceDefinition.class))
                .isEmpty();
    }
}

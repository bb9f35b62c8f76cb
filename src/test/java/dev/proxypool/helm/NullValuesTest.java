package dev.proxypool.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A value or a section that is null, as when a user comments out all that it had, has its default. */
final class NullValuesTest {

    private static final Set<String> NULL_IS_NONE = Set.of("runAsUser", "resources");

    /** Every section of the values, by its path; the root is one. */
    static Stream<String> sections() {
        List<String> paths = new ArrayList<>();
        collect(Chart.tree("files/defaults.yaml"), "", paths);
        return paths.stream();
    }

    @Test
    void theDefaultsAreThoseOfTheValues() throws IOException {
        ObjectNode defaults = Chart.tree("values.yaml").deepCopy();
        defaults.remove(NULL_IS_NONE);

        Written.judge(Chart.file("files/defaults.yaml"), Chart.YAML.writeValueAsString(defaults));
    }

    @ParameterizedTest
    @MethodSource("sections")
    void whateverIsNullInASectionHasItsDefault(String section, @TempDir Path folder) throws IOException {
        ObjectNode values = Chart.YAML.createObjectNode();
        ObjectNode nulls = section.isEmpty() ? values : values.withObject(section);
        Chart.tree("files/defaults.yaml").at(section).fieldNames().forEachRemaining(nulls::putNull);

        assertThat(render(folder, values)).isEqualTo(template().call());
    }

    @Test
    void aSectionMayBeEmpty(@TempDir Path folder) throws IOException {
        ObjectNode values = Chart.YAML.createObjectNode();
        Chart.tree("files/defaults.yaml").properties().stream()
                .filter(entry -> entry.getValue().isObject())
                .forEach(entry -> values.putObject(entry.getKey()));

        assertThat(render(folder, values)).isEqualTo(template().call());
    }

    @Test
    void noUserAndNoLimitsAreNone(@TempDir Path folder) throws IOException {
        ObjectNode values = Chart.YAML.createObjectNode();
        NULL_IS_NONE.forEach(values::putNull);
        values.putObject("crds").put("enabled", false);

        assertThat(render(folder, values)).contains("kind: Deployment").doesNotContain("runAsUser", "limits:", "null");
    }

    private static String render(Path folder, JsonNode values) throws IOException {
        Path file = Files.writeString(folder.resolve("values.yaml"), Chart.YAML.writeValueAsString(values));
        return template().withValuesFile(file).call();
    }

    private static TemplateCommand template() {
        return Chart.template();
    }

    private static void collect(JsonNode section, String path, List<String> paths) {
        paths.add(path);
        section.properties().stream()
                .filter(entry -> !entry.getValue().isEmpty() && entry.getValue().isObject())
                .forEach(entry -> collect(entry.getValue(), path + "/" + entry.getKey(), paths));
    }
}

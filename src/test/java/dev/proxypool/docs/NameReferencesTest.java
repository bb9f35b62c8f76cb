package dev.proxypool.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** kustomize knows each field of our definitions that names another object. {@code src/test/release/run} builds with them. */
class NameReferencesTest {

    private static final Path COMPONENT = Path.of("kustomize", "name-references");
    private static final YAMLMapper YAML = new YAMLMapper();

    @Test
    void everyReferenceOfADefinitionIsThereAndNoOther() throws IOException {
        assertThat(known()).containsExactlyElementsOf(declared());
    }

    @Test
    void theComponentNamesItsFile() throws IOException {
        JsonNode component =
                YAML.readTree(COMPONENT.resolve("kustomization.yaml").toFile());

        assertThat(component.at("/configurations/0").asText()).isEqualTo("references.yaml");
        assertThat(component.path("kind").asText()).isEqualTo("Component");
    }

    /** A field {@code …Ref} with a name: the kind, its path, and what it names. */
    private static Set<String> declared() throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("crds"))) {
            for (Path file : files.toList()) {
                JsonNode spec = YAML.readTree(file.toFile()).path("spec");
                String kind = spec.at("/names/kind").asText();
                JsonNode fields = spec.at("/versions/0/schema/openAPIV3Schema/properties/spec/properties");
                fields.properties().stream()
                        .filter(field -> field.getKey().endsWith("Ref"))
                        .filter(field -> field.getValue().at("/properties/name").isObject())
                        .forEach(field -> found.add("%s spec/%s/name %s"
                                .formatted(
                                        kind,
                                        field.getKey(),
                                        field.getKey().endsWith("SecretRef") ? "Secret" : "ProxyAccount")));
            }
        }
        return found;
    }

    private static Set<String> known() throws IOException {
        Set<String> found = new TreeSet<>();
        for (JsonNode named :
                YAML.readTree(COMPONENT.resolve("references.yaml").toFile()).path("nameReference")) {
            StreamSupport.stream(named.path("fieldSpecs").spliterator(), false)
                    .map(field -> "%s %s %s"
                            .formatted(
                                    field.path("kind").asText(),
                                    field.path("path").asText(),
                                    named.path("kind").asText()))
                    .forEach(found::add);
        }
        return found;
    }
}

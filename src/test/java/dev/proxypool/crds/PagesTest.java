package dev.proxypool.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.proxypool.docs.Pages;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Manifests on pages, before the border of an API server. */
class PagesTest {

    /** A manifest and where it stands. */
    record ResourceView(Path page, JsonNode manifest) {}

    static List<ResourceView> shown() {
        List<String> kinds = Definition.all().stream().map(Definition::kind).toList();
        return Pages.all().stream()
                .flatMap(page -> Pages.manifests(page).stream().map(text -> new ResourceView(page, yaml(text))))
                .filter(it -> kinds.contains(it.manifest().path("kind").asText()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("shown")
    void anApiServerAcceptsIt(ResourceView shown) {
        assertThat(new Admission(Definition.of(shown.manifest())).refusals(null, shown.manifest()))
                .as("%s", shown.page())
                .isEmpty();
    }

    @Test
    void everyKindIsShownSomewhere() {
        Stream<String> kinds =
                shown().stream().map(it -> it.manifest().path("kind").asText());

        assertThat(kinds.distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Definition.all().stream().map(Definition::kind).toList());
    }

    private static JsonNode yaml(String text) {
        try {
            return Yaml.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no YAML: " + text, e);
        }
    }
}

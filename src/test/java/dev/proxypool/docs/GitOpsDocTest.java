package dev.proxypool.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code docs/gitops.md} builds on. What the scripts say of a status is tested in {@code StatusContractTest}. */
class GitOpsDocTest {

    private static final Path SCRIPTS = Path.of("docs", "gitops", "argocd");

    static List<JsonNode> definitions() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("crds"))) {
            return files.sorted().map(GitOpsDocTest::yaml).toList();
        }
    }

    /** What makes Flux and Helm wait from the first moment, and why Flux needs no health check of its own. */
    @ParameterizedTest
    @MethodSource("definitions")
    void everyKindIsInProgressFromItsCreation(JsonNode definition) {
        JsonNode versions = definition.at("/spec/versions");

        assertThat(versions)
                .isNotEmpty()
                .allSatisfy(version -> assertThat(
                                version.at("/schema/openAPIV3Schema/properties/status/default/observedGeneration")
                                        .longValue())
                        .isEqualTo(-1));
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void everyKindHasItsScript(JsonNode definition) throws IOException {
        String kind = definition.at("/spec/names/kind").asText();

        assertThat(script(kind)).isEqualTo(script("ProxyShortCode"));
        assertThat(yaml(SCRIPTS.resolve("argocd-cm.yaml"))
                        .at("/data/resource.customizations.health.proxypool.dev_" + kind)
                        .asText())
                .as("argocd-cm.yaml carries the script of " + kind)
                .isEqualTo(script(kind));
    }

    @Test
    void aScriptKnowsNothingButTheObject() throws IOException {
        assertThat(script("ProxyShortCode"))
                .doesNotContainPattern("\\b(os|io|package)\\.|\\b(require|print|load)\\b")
                .endsWith("return hs\n");
    }

    private static String script(String kind) throws IOException {
        return Files.readString(SCRIPTS.resolve("proxypool.dev_" + kind + ".lua"));
    }

    private static JsonNode yaml(Path file) {
        try {
            return Serialization.yamlMapper().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new AssertionError("cannot be read: " + file, e);
        }
    }
}

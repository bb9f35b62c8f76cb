package dev.proxypool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.proxypool.api.ResourceKind;
import dev.proxypool.docs.Pages;
import dev.proxypool.helm.ChartAccount;
import dev.proxypool.reconcile.ClaimantKind;
import dev.proxypool.reconcile.ClaimantKinds;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link ResourceKind} is the one list of kinds: whatever serves some of them serves all. */
class EveryKindTest {

    @Test
    void everyDefinitionIsOfOneOfThem() throws IOException {
        assertThat(definitions())
                .extracting(definition -> definition.at("/metadata/name").textValue())
                .containsExactlyInAnyOrderElementsOf(Stream.of(ResourceKind.values())
                        .map(ResourceKind::definition)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void itsDefinitionHasTheSameNames(ResourceKind kind) throws IOException {
        JsonNode names = definitions().stream()
                .filter(definition ->
                        definition.at("/metadata/name").textValue().equals(kind.definition()))
                .findFirst()
                .orElseThrow()
                .at("/spec/names");

        assertThat(names.at("/kind").textValue()).isEqualTo(kind.toString());
        assertThat(names.at("/shortNames/0").textValue()).isEqualTo(kind.shortName());
    }

    @Test
    void theEngineServesAllThatClaimMembers() {
        assertThat(ClaimantKinds.ALL)
                .<Class<?>>extracting(ClaimantKind::type)
                .containsExactlyInAnyOrderElementsOf(ResourceKind.claimants());
    }

    @ParameterizedTest
    @EnumSource
    void theChartGrantsItsRightsAndThePagesDescribeIt(ResourceKind kind) {
        String plural = kind.definition().substring(0, kind.definition().indexOf('.'));

        assertThat(ChartAccount.objects().stream()
                        .filter(ClusterRole.class::isInstance)
                        .flatMap(role -> ((ClusterRole) role).getRules().stream())
                        .map(PolicyRule::getResources))
                .anyMatch(resources -> resources.contains(plural))
                .anyMatch(resources -> resources.contains(plural + "/status"));
        assertThat(Pages.text(Path.of("docs/reference.md"))).contains("# " + kind + "\n");
    }

    private static List<JsonNode> definitions() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("crds"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .map(EveryKindTest::read)
                    .toList();
        }
    }

    private static JsonNode read(Path file) {
        try {
            return new YAMLMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

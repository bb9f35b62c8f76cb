package dev.proxypool.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import dev.proxypool.api.ResourceKind;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart as a dependency of another one, which turns it on and off and passes its values. */
final class SubchartTest {

    private static final String PARENT = """
        apiVersion: v2
        name: platform
        version: 1.0.0
        dependencies:
          - name: proxypool
            version: %s
            condition: proxypool.enabled
        """;

    @TempDir
    Path parent;

    @BeforeEach
    void aParentHasItAmongItsCharts() throws IOException {
        Files.writeString(parent.resolve("Chart.yaml"), PARENT.formatted(version()));
        Files.writeString(parent.resolve("values.yaml"), "global: {region: eu}\n");
        copy(Chart.FOLDER, parent.resolve("charts").resolve("proxypool"));
    }

    @Test
    void itIsThereUnlessTheParentTurnsItOff() {
        assertThat(deployments(template())).hasSize(1);
        assertThat(deployments(template().set("proxypool.enabled", "true"))).hasSize(1);
        assertThat(template().set("proxypool.enabled", "false").call()).isNullOrEmpty();
    }

    @Test
    void theDefinitionsTravelWithIt() {
        assertThat(Chart.objects(template(), CustomResourceDefinition.class)).hasSameSizeAs(ResourceKind.values());
        assertThat(Chart.objects(template().set("proxypool.crds.enabled", "false"), CustomResourceDefinition.class))
                .isEmpty();
    }

    @Test
    void theGlobalValuesOfTheParentReachIt() {
        var pod = deployments(template()
                        .set("global.imageRegistry", "mirror.example.com")
                        .set("global.imagePullSecrets[0].name", "mirror"))
                .getFirst()
                .getSpec()
                .getTemplate()
                .getSpec();

        assertThat(pod.getContainers().getFirst().getImage()).startsWith("mirror.example.com/proxypool:");
        assertThat(pod.getImagePullSecrets()).extracting("name").containsExactly("mirror");
    }

    @Test
    void theParentMayLeaveItsSectionsEmpty() throws IOException {
        Files.writeString(parent.resolve("values.yaml"), "proxypool:\n  metrics:\n  image:\n  log: {level: }\n");

        assertThat(deployments(template())).hasSize(1);
    }

    @Test
    void itIsInstalledTwiceUnderTwoNames() throws IOException {
        Files.writeString(parent.resolve("Chart.yaml"), """
              - name: proxypool
                version: %s
                alias: second
            """.formatted(version()), StandardOpenOption.APPEND);

        assertThat(deployments(template().set("second.crds.enabled", "false")))
                .extracting(deployment -> deployment.getMetadata().getName())
                .containsExactlyInAnyOrder("pools-proxypool", "pools-second");
    }

    private TemplateCommand template() {
        return new Helm(parent)
                .template()
                .withName("pools")
                .withNamespace(Chart.NAMESPACE)
                .withKubeVersion(Chart.NEWEST_KUBERNETES);
    }

    private static String version() {
        return Chart.tree("Chart.yaml").path("version").asText();
    }

    private static List<Deployment> deployments(TemplateCommand command) {
        return Chart.objects(command, Deployment.class);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}

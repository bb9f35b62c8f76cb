package dev.proxypool.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every values file on every Kubernetes: what comes out is what Kubernetes knows. */
final class RenderingTest {

    private static final List<String> KUBERNETES = List.of("1.25.0", "1.28.0", "1.31.0", Chart.NEWEST_KUBERNETES);

    static Stream<Arguments> matrix() {
        return Chart.valuesFiles().stream()
                .flatMap(values -> KUBERNETES.stream().map(version -> arguments(values, version)));
    }

    @Test
    void thereAreValuesToRender() {
        assertThat(Chart.valuesFiles())
                .hasSizeGreaterThan(3)
                .allMatch(file -> file.toString().endsWith("-values.yaml"));
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void kubernetesKnowsEveryFieldOfIt(Path values, String version) {
        List<HasMetadata> objects =
                Chart.objects(Chart.template().withValuesFile(values).withKubeVersion(version));

        assertThat(objects)
                .isNotEmpty()
                .allSatisfy(object -> assertThat(UnknownFields.of(object))
                        .as(
                                "unknown fields of %s %s",
                                object.getKind(), object.getMetadata().getName())
                        .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void everyObjectIsKnownAndTellsWhoseItIs(Path values, String version) {
        List<HasMetadata> objects = Chart.objects(
                Chart.template().withValuesFile(values).withKubeVersion(version).set("crds.enabled", "false"));

        assertThat(objects)
                .filteredOn(GenericKubernetesResource.class::isInstance)
                .allMatch(object ->
                        Set.of("ServiceMonitor", "PodMonitor", "PrometheusRule").contains(object.getKind()));
        assertThat(objects)
                .allSatisfy(object -> assertThat(object.getMetadata().getLabels())
                        .containsEntry("app.kubernetes.io/instance", "pools")
                        .containsEntry("app.kubernetes.io/managed-by", "Helm"));
    }

    @Test
    void anUnknownFieldIsSeen() {
        var misspelt = new Deployment();
        misspelt.setAdditionalProperty("replica", 1);

        assertThat(UnknownFields.of(misspelt)).containsExactly(".replica");
    }

    @Test
    void theDefaultsRenderAsTheyDid() throws IOException {
        String rendered = Chart.template().set("crds.enabled", "false").call();

        Written.judge(Path.of("src", "test", "resources", "helm", "defaults.yaml"), rendered);
    }

    @Test
    void oneReplicaNeverOverlapsWithTheNext() {
        Deployment deployment = deployment(Chart.template());

        assertThat(deployment.getSpec().getStrategy().getType()).isEqualTo("Recreate");
        assertThat(Chart.objects(Chart.template(), PodDisruptionBudget.class)).isEmpty();
    }

    @Test
    void severalReplicasAreKeptApartAndLetANodeBeDrained() {
        Deployment deployment = deployment(Chart.template().set("replicas", "2"));

        assertThat(deployment.getSpec().getStrategy().getType()).isEqualTo("RollingUpdate");
        // By server-side apply only what the chart has said can go again when there is one replica.
        assertThat(deployment.getSpec().getStrategy().getRollingUpdate())
                .hasNoNullFieldsOrPropertiesExcept("additionalProperties");
        assertThat(deployment.getSpec().getTemplate().getSpec().getTopologySpreadConstraints())
                .hasSize(1);
        assertThat(Chart.objects(Chart.template().set("replicas", "2"), PodDisruptionBudget.class))
                .hasSize(1);
    }

    /** Server-side apply keys ports by it, and older servers do not know the default there. */
    @Test
    void everyPortNamesItsProtocol() {
        assertThat(Chart.objects(Chart.template(), Service.class))
                .singleElement()
                .satisfies(service -> assertThat(service.getSpec().getPorts())
                        .extracting("protocol")
                        .containsOnly("TCP"));
        assertThat(deployment(Chart.template())
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getPorts())
                .extracting("protocol")
                .containsOnly("TCP");
    }

    private static Deployment deployment(TemplateCommand command) {
        return Chart.objects(command, Deployment.class).getFirst();
    }
}

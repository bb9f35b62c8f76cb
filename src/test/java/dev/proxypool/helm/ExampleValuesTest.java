package dev.proxypool.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The values of {@code docs/examples}: what they put together fits. */
final class ExampleValuesTest {

    private static final Path VALUES = Path.of("docs", "examples", "simulator-values.yaml");

    @Test
    void theSimulatorStandsBesideTheOperatorWithTheSameImage() {
        assertThat(pod().getContainers()).extracting(Container::getName).containsExactly("proxypool", "simulator");
        assertThat(pod().getContainers()).extracting(Container::getImage).containsOnly("proxypool:0.1.0");
    }

    @Test
    void theOperatorAsksThePortThatTheSimulatorListensOn() {
        String url = pod().getContainers().getFirst().getEnv().stream()
                .filter(variable -> variable.getName().equals("PROXYPOOL_BASE_URL"))
                .findFirst()
                .orElseThrow()
                .getValue();

        assertThat(pod().getContainers().getLast().getArgs())
                .containsSubsequence("--port", url.substring(url.lastIndexOf(':') + 1))
                .startsWith("simulate");
    }

    @Test
    void theSimulatorReadsTheFileOfTheConfigMap() {
        ConfigMap pools = only(ConfigMap.class);
        Container simulator = pod().getContainers().getLast();

        assertThat(pod().getVolumes())
                .filteredOn(volume -> volume.getConfigMap() != null)
                .singleElement()
                .satisfies(volume -> assertThat(volume.getConfigMap().getName())
                        .isEqualTo(pools.getMetadata().getName()));
        assertThat(simulator.getArgs())
                .contains(simulator.getVolumeMounts().getFirst().getMountPath() + "/" + onlyKey(pools));
    }

    @Test
    void theCredentialsAreThoseOfTheSimulatedAccount() throws IOException {
        JsonNode account = state().at("/accounts/0");

        assertThat(only(Secret.class).getStringData())
                .containsEntry("TWILIO_ACCOUNT_SID", account.path("sid").asText())
                .containsEntry("TWILIO_AUTH_TOKEN", account.path("authToken").asText());
    }

    @Test
    void theStateHasOnlyKeysThatTheSimulatorKnows() throws IOException {
        JsonNode example = Chart.YAML.readTree(
                Path.of("src/main/resources/examples/simulator.yaml").toFile());

        assertThat(keys(state())).isNotEmpty().isSubsetOf(keys(example));
    }

    private static JsonNode state() throws IOException {
        ConfigMap pools = only(ConfigMap.class);
        return Chart.YAML.readTree(pools.getData().get(onlyKey(pools)));
    }

    private static String onlyKey(ConfigMap map) {
        assertThat(map.getData()).hasSize(1);
        return map.getData().keySet().iterator().next();
    }

    private static Set<String> keys(JsonNode tree) {
        Set<String> keys = new TreeSet<>();
        tree.fieldNames().forEachRemaining(keys::add);
        tree.forEach(child -> keys.addAll(keys(child)));
        return keys;
    }

    private static PodSpec pod() {
        return only(Deployment.class).getSpec().getTemplate().getSpec();
    }

    private static <T extends HasMetadata> T only(Class<T> type) {
        TemplateCommand command = Chart.template().withValuesFile(VALUES);
        assertThat(Chart.objects(command, type)).hasSize(1);
        return Chart.objects(command, type).getFirst();
    }
}

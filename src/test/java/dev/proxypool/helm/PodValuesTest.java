package dev.proxypool.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each value that users know from other charts does. {@code ci/everything-values.yaml} sets them all. */
final class PodValuesTest {

    @Test
    void theDeploymentRollsOutAsDeclared() {
        DeploymentSpec spec = deployment().getSpec();

        assertThat(spec.getRevisionHistoryLimit()).isEqualTo(3);
        assertThat(spec.getStrategy().getType()).isEqualTo("RollingUpdate");
        assertThat(spec.getStrategy().getRollingUpdate().getMaxSurge().getIntVal())
                .isZero();
        assertThat(spec.getStrategy().getRollingUpdate().getMaxUnavailable().getIntVal())
                .isOne();
    }

    @Test
    void severalReplicasMayBeRecreated() {
        DeploymentSpec spec = Chart.objects(
                        Chart.template().set("replicas", "2").set("strategy.type", "Recreate"), Deployment.class)
                .getFirst()
                .getSpec();

        assertThat(spec.getStrategy().getType()).isEqualTo("Recreate");
        assertThat(spec.getStrategy().getRollingUpdate()).isNull();
    }

    @Test
    void thePodHasTheSettingsOfItsValues() {
        PodSpec pod = pod();

        assertThat(pod.getTerminationGracePeriodSeconds()).isEqualTo(60);
        assertThat(pod.getRuntimeClassName()).isEqualTo("gvisor");
        assertThat(pod.getSchedulerName()).isEqualTo("packing");
        assertThat(pod.getDnsPolicy()).isEqualTo("None");
        assertThat(pod.getDnsConfig().getNameservers()).containsExactly("192.0.2.53");
        assertThat(pod.getHostAliases())
                .singleElement()
                .satisfies(alias -> assertThat(alias.getHostnames()).containsExactly("gateway.example.com"));
    }

    @Test
    void theOperatorHasTheFurtherOptions() {
        assertThat(operator(everything()).getArgs()).containsExactly("run", "--observe-interval=5m");
        assertThat(operator(Chart.template()).getArgs()).containsExactly("run");
    }

    @Test
    void theProbesHaveTheirSettingsAndKeepTheirPaths() {
        Container operator = operator(everything());

        assertProbe(operator.getStartupProbe(), "/livez", 3, 2, 90);
        assertProbe(operator.getLivenessProbe(), "/livez", 20, 10, 5);
        assertProbe(operator.getReadinessProbe(), "/readyz", 15, 9, 4);
    }

    private static void assertProbe(Probe probe, String path, int period, int timeout, int failures) {
        assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
        assertThat(List.of(probe.getPeriodSeconds(), probe.getTimeoutSeconds(), probe.getFailureThreshold()))
                .containsExactly(period, timeout, failures);
    }

    @Test
    void otherContainersStandBesideTheOperatorWhichIsTheFirst() {
        assertThat(pod().getContainers()).extracting(Container::getName).containsExactly("proxypool", "gateway");
        assertThat(pod().getInitContainers()).extracting(Container::getName).containsExactly("wait");
    }

    @ParameterizedTest
    @ValueSource(strings = {"initContainers", "extraContainers"})
    void anotherContainerIsConfinedUnlessItSaysOtherwise(String value) {
        var command = Chart.template()
                .set(value + "[0].name", "quiet")
                .set(value + "[0].image", "quiet")
                .set(value + "[1].name", "loud")
                .set(value + "[1].image", "loud")
                .set(value + "[1].securityContext.allowPrivilegeEscalation", "true")
                .set(value + "[1].securityContext.capabilities.add[0]", "NET_BIND_SERVICE");
        PodSpec pod = pod(command);
        List<Container> containers = value.equals("initContainers")
                ? pod.getInitContainers()
                : pod.getContainers().subList(1, 3);

        assertThat(containers.getFirst().getSecurityContext()).satisfies(context -> {
            assertThat(context.getAllowPrivilegeEscalation()).isFalse();
            assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
        });
        assertThat(containers.getLast().getSecurityContext()).satisfies(context -> {
            assertThat(context.getAllowPrivilegeEscalation()).isTrue();
            assertThat(context.getCapabilities().getDrop()).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "proxypool,                       mirror.example.com,      mirror.example.com/proxypool",
        "messaging/proxypool,             mirror.example.com/all/, mirror.example.com/all/messaging/proxypool",
        "registry.example.com/proxypool,  mirror.example.com,      registry.example.com/proxypool",
        "localhost/proxypool,             mirror.example.com,      localhost/proxypool",
        "registry:5000/proxypool,         mirror.example.com,      registry:5000/proxypool",
        "proxypool,                       '',                      proxypool"
    })
    void theRegistryOfAParentCountsWhereTheRepositoryNamesNone(String repository, String registry, String image) {
        var command = Chart.template().set("image.repository", repository).set("global.imageRegistry", registry);

        assertThat(operator(command).getImage()).isEqualTo(image + ":" + version());
    }

    @Test
    void theSecretsOfAParentAreUsedBesideTheOwnEachOnce() {
        assertThat(pod().getImagePullSecrets())
                .extracting(LocalObjectReference::getName)
                .containsExactly("registry", "mirror");
    }

    @Test
    void everythingGoesToTheOtherNamespace() {
        var command = Chart.template()
                .set("namespaceOverride", "twilio")
                .set("networkPolicy.enabled", "true")
                .set("metrics.serviceMonitor.enabled", "true")
                .set("metrics.prometheusRule.enabled", "true")
                .set("metrics.dashboard.enabled", "true")
                .set("metrics.kubeStateMetrics.enabled", "true")
                .set("replicas", "2");

        assertThat(Chart.objects(command))
                .filteredOn(object ->
                        object instanceof Namespaced || object.getMetadata().getNamespace() != null)
                .hasSizeGreaterThan(9)
                .extracting(object -> object.getMetadata().getNamespace())
                .containsOnly("twilio");
        assertThat(Chart.objects(command, ClusterRoleBinding.class).getFirst().getSubjects())
                .extracting("namespace")
                .containsExactly("twilio");
        assertThat(command.call()).doesNotContain(Chart.NAMESPACE);
    }

    @Test
    void theServiceHasItsLabelsAnnotationsAndFamilies() {
        Service service = Chart.objects(everything(), Service.class).getFirst();

        assertThat(service.getMetadata().getLabels())
                .containsEntry("example.com/scrape", "pools")
                .containsEntry("app.kubernetes.io/instance", "pools");
        assertThat(service.getMetadata().getAnnotations()).containsExactly(Map.entry("example.com/scrape", "true"));
        assertThat(service.getSpec().getIpFamilyPolicy()).isEqualTo("PreferDualStack");
        assertThat(service.getSpec().getIpFamilies()).containsExactly("IPv4");
    }

    @ParameterizedTest
    @CsvSource({"serviceMonitor,ServiceMonitor,endpoints", "podMonitor,PodMonitor,podMetricsEndpoints"})
    void aMonitorScrapesAsDeclaredFromItsNamespace(String value, String kind, String endpoints) {
        String prefix = "metrics." + value;
        JsonNode monitor = monitor(
                kind,
                Chart.template()
                        .set(prefix + ".enabled", "true")
                        .set(prefix + ".scrapeTimeout", "20s")
                        .set(prefix + ".namespace", "monitoring")
                        .set(prefix + ".relabelings[0].targetLabel", "cluster")
                        .set(prefix + ".metricRelabelings[0].regex", "jvm_.*"));
        JsonNode endpoint = monitor.at("/spec/" + endpoints + "/0");

        assertThat(monitor.at("/metadata/namespace").asText()).isEqualTo("monitoring");
        assertThat(monitor.at("/spec/namespaceSelector/matchNames/0").asText()).isEqualTo(Chart.NAMESPACE);
        assertThat(endpoint.path("scrapeTimeout").asText()).isEqualTo("20s");
        assertThat(endpoint.path("relabelings").findValuesAsText("targetLabel")).containsExactly("cluster");
        assertThat(endpoint.path("metricRelabelings").findValuesAsText("regex")).containsExactly("jvm_.*");
    }

    /** Without it the label that names the Proxy Service is lost. */
    @Test
    void rulesOfTheUserComeAfterTheOneThatTheMetricsNeed() {
        JsonNode monitor = monitor(
                "ServiceMonitor",
                Chart.template()
                        .set("metrics.serviceMonitor.enabled", "true")
                        .set("metrics.serviceMonitor.relabelings[0].action", "replace"));

        assertThat(monitor.at("/spec/endpoints/0/relabelings").findValuesAsText("action"))
                .containsExactly("labeldrop", "replace");
    }

    @Test
    void furtherObjectsAreTextOrManifestsAndTemplates() {
        assertThat(Chart.objects(everything(), ConfigMap.class))
                .extracting(map -> map.getMetadata().getName())
                .containsExactlyInAnyOrder("twilio-pools-hosts", "twilio-pools-routes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"initContainers", "extraContainers"})
    void anotherContainerMayHaveTheImageOfTheOperator(String value) {
        String image = "{{ include \"proxypool.image\" . }}";
        PodSpec pod = pod(Chart.template().set(value + "[0].name", "other").set(value + "[0].image", image));

        assertThat(Stream.of(pod.getInitContainers(), pod.getContainers()).flatMap(List::stream))
                .hasSize(2)
                .extracting(Container::getImage)
                .containsOnly("proxypool:" + version());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8081", "http://127.0.0.1:8081", "http://[::1]:8081"})
    void aSimulatorMayStandBesideTheOperator(String url) {
        assertThat(Chart.template().set("twilio.baseUrl", url).call()).contains(url);
    }

    private static JsonNode monitor(String kind, TemplateCommand command) {
        return Chart.documents(command.call()).stream()
                .filter(document -> document.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static String version() {
        return Chart.tree("Chart.yaml").path("appVersion").asText();
    }

    private static TemplateCommand everything() {
        return Chart.template().withValuesFile(Chart.file("ci/everything-values.yaml"));
    }

    private static Deployment deployment() {
        return Chart.objects(everything(), Deployment.class).getFirst();
    }

    private static PodSpec pod() {
        return pod(everything());
    }

    private static PodSpec pod(TemplateCommand command) {
        return Chart.objects(command, Deployment.class)
                .getFirst()
                .getSpec()
                .getTemplate()
                .getSpec();
    }

    private static Container operator(TemplateCommand command) {
        return pod(command).getContainers().getFirst();
    }
}

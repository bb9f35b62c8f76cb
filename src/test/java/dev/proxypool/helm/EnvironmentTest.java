package dev.proxypool.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the chart sets is what the operator reads. */
final class EnvironmentTest {

    private static final Pattern SETTING = Pattern.compile("\\b(TWILIO|PROXYPOOL)_[A-Z_]+[A-Z]\\b");

    @Test
    void everySettingThatTheOperatorTellsOfHasAValueInTheChart() throws IOException {
        String command = Files.readString(Path.of("src/main/java/dev/proxypool/app/RunCommand.java"));

        assertThat(everythingSet()).containsAll(settingsIn(command));
    }

    @Test
    void theOperatorReadsWhatTheChartSets() {
        Set<String> unread = everythingSet();
        unread.removeAll(settingsIn(sources()));

        assertThat(unread).isEmpty();
    }

    @Test
    void everyValueArrives() {
        Map<String, String> plain = environment(everything()).entrySet().stream()
                .filter(entry -> entry.getValue().getValue() != null)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().getValue()));

        assertThat(plain)
                .containsEntry("TWILIO_REGION", "ie1")
                .containsEntry("TWILIO_EDGE", "dublin")
                .containsEntry("PROXYPOOL_BASE_URL", "https://gateway.example.com")
                .containsEntry("PROXYPOOL_WATCH_NAMESPACES", "one,two")
                .containsEntry("PROXYPOOL_OBSERVE_INTERVAL", "5m")
                .containsEntry("PROXYPOOL_WORKERS", "32")
                .containsEntry("PROXYPOOL_LOG_LEVEL", "DEBUG")
                .containsEntry("PROXYPOOL_LOG_FORMAT", "text")
                .containsEntry("PROXYPOOL_LOG_CONFIG", "/etc/proxypool/log/levels")
                .containsEntry("PROXYPOOL_REQUESTS_PER_SECOND", "20")
                .containsEntry("PROXYPOOL_MAX_CONCURRENT_REQUESTS", "5")
                .containsEntry("PROXYPOOL_MANAGEMENT_PORT", "9090")
                .containsEntry("PROXYPOOL_STATUS_PAGE", "full")
                .containsEntry("PROXYPOOL_LEADER_ELECTION", "true")
                .containsEntry("PROXYPOOL_ACCOUNTS", "true")
                .containsEntry("PROXYPOOL_ACCOUNT_NAMESPACES", "one")
                .containsEntry("PROXYPOOL_ACCOUNT_SERVICES", "KS00000000000000000000000000000001")
                .containsEntry("PROXYPOOL_NAMESPACE_SELECTORS", "false");
        assertThat(environment(selecting()).get("PROXYPOOL_ACCOUNT_NAMESPACE_SELECTOR"))
                .hasFieldOrPropertyWithValue("value", "example.com/team=messaging");
        assertThat(environment(selecting()).get("PROXYPOOL_NAMESPACE_SELECTORS"))
                .hasFieldOrPropertyWithValue("value", "true");
    }

    @Test
    void credentialsComeFromASecretOnlyAndMayBeATokenOrAKey() {
        Map<String, EnvVar> environment = environment(everything());

        assertThat(environment)
                .hasEntrySatisfying(
                        "TWILIO_ACCOUNT_SID",
                        variable -> assertThat(reference(variable))
                                .hasFieldOrPropertyWithValue("name", "twilio-credentials")
                                .hasFieldOrPropertyWithValue("optional", null));
        assertThat(Set.of("TWILIO_AUTH_TOKEN", "TWILIO_API_KEY", "TWILIO_API_SECRET"))
                .allSatisfy(name -> assertThat(environment)
                        .hasEntrySatisfying(
                                name,
                                variable -> assertThat(reference(variable))
                                        .hasFieldOrPropertyWithValue("name", "twilio-credentials")
                                        .hasFieldOrPropertyWithValue("key", name)
                                        .hasFieldOrPropertyWithValue("optional", true)));
    }

    @Test
    void theDefaultsSetNoAccountAndNoElection() {
        assertThat(environment(Chart.template()))
                .doesNotContainKeys("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "PROXYPOOL_WATCH_NAMESPACES")
                .hasEntrySatisfying(
                        "PROXYPOOL_LEADER_ELECTION",
                        election -> assertThat(election.getValue()).isEqualTo("false"));
    }

    @Test
    void theManagementPortIsOneEverywhere() {
        Container container = container(everything());

        assertThat(container.getPorts()).singleElement().hasFieldOrPropertyWithValue("containerPort", 9090);
        assertThat(Stream.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe()))
                .extracting(probe -> probe.getHttpGet().getPort().getStrVal())
                .containsOnly("management");
    }

    private static TemplateCommand everything() {
        return Chart.template()
                .withValuesFile(Chart.file("ci/everything-values.yaml"))
                .set("watchNamespaces[0]", "one")
                .set("watchNamespaces[1]", "two");
    }

    /** A selector of namespaces, which goes with no list of watched ones. */
    private static TemplateCommand selecting() {
        return Chart.template().withValuesFile(Chart.file("ci/replicas-values.yaml"));
    }

    private static SecretKeySelector reference(EnvVar variable) {
        return variable.getValueFrom().getSecretKeyRef();
    }

    private static Set<String> everythingSet() {
        return Stream.of(everything(), selecting())
                .flatMap(command -> environment(command).keySet().stream())
                .filter(name -> SETTING.matcher(name).matches())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, EnvVar> environment(TemplateCommand command) {
        return container(command).getEnv().stream().collect(Collectors.toMap(EnvVar::getName, variable -> variable));
    }

    private static Container container(TemplateCommand command) {
        return Chart.objects(command, Deployment.class)
                .getFirst()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
    }

    private static Set<String> settingsIn(String text) {
        return SETTING.matcher(text).results().map(found -> found.group()).collect(Collectors.toSet());
    }

    private static String sources() {
        try (Stream<Path> files = Files.walk(Path.of("src", "main"))) {
            return files.filter(Files::isRegularFile).map(EnvironmentTest::read).collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

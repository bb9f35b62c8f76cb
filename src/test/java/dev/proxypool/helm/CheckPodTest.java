package dev.proxypool.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.TemplateCommand;
import dev.proxypool.app.Main;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code helm test}: a Pod that is the operator's in all but its name and what it does. */
final class CheckPodTest {

    static List<Path> valuesFiles() {
        return Chart.valuesFiles();
    }

    @TempDir
    private Path copy;

    @Test
    void itIsATestThatStaysForItsLog() throws IOException {
        assertThat(pod(template()).getMetadata().getAnnotations())
                .containsEntry("helm.sh/hook-delete-policy", "before-hook-creation");
        assertThat(Files.readString(Chart.file("templates/tests/check.yaml"))).contains("\n    helm.sh/hook: test\n");
        assertThat(pod(template()).getSpec().getRestartPolicy()).isEqualTo("Never");
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void kubernetesKnowsEveryFieldOfIt(Path values) throws IOException {
        Pod pod = pod(template().withValuesFile(values));

        assertThat(UnknownFields.of(pod)).isEmpty();
        assertThat(pod.getMetadata().getLabels())
                .containsEntry("app.kubernetes.io/instance", "pools")
                .containsEntry("app.kubernetes.io/managed-by", "Helm");
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void itKeepsToRestricted(Path values) throws IOException {
        assertThat(PodSecurityTest.offences(
                        pod(template().withValuesFile(values)).getSpec()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void itIsAsTheOperatorsPod(Path values) throws IOException {
        TemplateCommand command = template().withValuesFile(values);
        PodSpec operator = deployment(command).getSpec().getTemplate().getSpec();
        PodSpec check = pod(command).getSpec();

        assertThat(check)
                .usingRecursiveComparison()
                .ignoringFields(
                        "containers",
                        "initContainers",
                        "restartPolicy",
                        "terminationGracePeriodSeconds",
                        "topologySpreadConstraints")
                .isEqualTo(operator);
        assertThat(check.getContainers().getFirst())
                .usingRecursiveComparison()
                .ignoringFields("name", "args", "ports", "startupProbe", "livenessProbe", "readinessProbe")
                .isEqualTo(operator.getContainers().getFirst());
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void nothingThatSelectsTheOperatorSelectsItExceptTheNetworkPolicy(Path values) throws IOException {
        TemplateCommand command = template().withValuesFile(values);
        Pod check = pod(command);

        assertThat(Chart.objects(command, Service.class))
                .noneMatch(service -> contains(check, service.getSpec().getSelector()));
        assertThat(Chart.objects(command, PodDisruptionBudget.class))
                .noneMatch(budget -> selects(budget.getSpec().getSelector(), check));
        assertThat(selects(deployment(command).getSpec().getSelector(), check)).isFalse();
        assertThat(Chart.objects(command, NetworkPolicy.class))
                .allMatch(policy -> selects(policy.getSpec().getPodSelector(), check));
    }

    @Test
    void theNetworkPolicyIsForBoth() throws IOException {
        TemplateCommand closed = template().set("networkPolicy.enabled", "true");

        assertThat(Chart.objects(closed, NetworkPolicy.class)).singleElement().satisfies(policy -> {
            assertThat(selects(policy.getSpec().getPodSelector(), pod(closed))).isTrue();
            assertThat(policy.getSpec().getPodSelector().getMatchExpressions())
                    .singleElement()
                    .satisfies(expression -> assertThat(expression.getValues())
                            .contains(deployment(closed)
                                    .getSpec()
                                    .getTemplate()
                                    .getMetadata()
                                    .getLabels()
                                    .get("app.kubernetes.io/name")));
        });
    }

    @Test
    void itChecksWhatTheOperatorMayDoAndTwilioIfThereIsAnAccount() throws IOException {
        TemplateCommand account =
                template().set("defaultAccount.existingSecret", "twilio").set("defaultAccount.namespaces[0]", "*");

        assertThat(arguments(template()))
                .containsExactly("check", "--operator-namespace=operators", "--all-namespaces", "--only=cluster");
        assertThat(arguments(account)).containsExactly("check", "--operator-namespace=operators", "--all-namespaces");
        assertThat(arguments(account.set("twilio.baseUrl", "http://127.0.0.1:8090")))
                .as("a simulator beside the operator is not beside this Pod")
                .endsWith("--only=cluster");
        assertThat(arguments(template().set("watchNamespaces[0]", "one").set("watchNamespaces[1]", "two")))
                .containsExactly("check", "--operator-namespace=operators", "--namespace=one", "--only=cluster");
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void theProgramKnowsItsOptions(Path values) throws IOException {
        List<String> words = arguments(template().withValuesFile(values));
        var options = Objects.requireNonNull(Main.commandLine().getSubcommands().get(words.getFirst()))
                .getCommandSpec()
                .optionsMap();

        assertThat(words.subList(1, words.size()))
                .allSatisfy(word -> assertThat(options).containsKey(word.replaceFirst("=.*", "")));
    }

    private TemplateCommand template() throws IOException {
        return Chart.templateWithTests(copy);
    }

    private static List<String> arguments(TemplateCommand command) {
        Container container = pod(command).getSpec().getContainers().getFirst();
        return container.getArgs();
    }

    private static Pod pod(TemplateCommand command) {
        return Chart.objects(command, Pod.class).getFirst();
    }

    private static Deployment deployment(TemplateCommand command) {
        return Chart.objects(command, Deployment.class).getFirst();
    }

    private static boolean contains(Pod pod, Map<String, String> labels) {
        return pod.getMetadata().getLabels().entrySet().containsAll(labels.entrySet());
    }

    private static boolean selects(LabelSelector selector, Pod pod) {
        return contains(pod, selector.getMatchLabels())
                && selector.getMatchExpressions().stream().allMatch(expression -> isIn(expression, pod));
    }

    private static boolean isIn(LabelSelectorRequirement expression, Pod pod) {
        return expression.getOperator().equals("In")
                && expression.getValues().contains(pod.getMetadata().getLabels().get(expression.getKey()));
    }
}

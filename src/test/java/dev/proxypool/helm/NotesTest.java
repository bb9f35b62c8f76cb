package dev.proxypool.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What Helm prints after an installation: it can be copied, and it warns of what will not work. */
final class NotesTest {

    private static final Pattern PAGE = Pattern.compile("docs/[\\w/-]+\\.md");
    private static final String NO_IMAGE = "the Pods wait with ImagePullBackOff";
    private static final String NO_METRICS = "metrics.prometheusRule.enabled is true without a monitor";

    @Test
    void thePagesThatTheyNameAreThere() {
        assertThat(PAGE.matcher(notes().call().getOutput()).results())
                .isNotEmpty()
                .allSatisfy(
                        page -> assertThat(Files.exists(Path.of(page.group()))).isTrue());
    }

    @Test
    void theCommandsNameTheNamespaceOfTheOperatorAndOfTheRelease() {
        assertThat(notes().set("namespaceOverride", "twilio").call().getOutput())
                .contains("kubectl --namespace twilio rollout status deployment/pools-proxypool")
                .contains("helm --namespace operators upgrade pools helm/proxypool --reuse-values");
    }

    @Test
    void theyWarnOfAnImageThatNoRegistryHas() {
        assertThat(notes().call().getOutput()).contains(NO_IMAGE);
        assertThat(notes().set("image.repository", "registry.example.com/proxypool")
                        .call()
                        .getOutput())
                .doesNotContain(NO_IMAGE);
        assertThat(notes().set("global.imageRegistry", "registry.example.com")
                        .call()
                        .getOutput())
                .doesNotContain(NO_IMAGE);
    }

    @Test
    void theyWarnOfAlertsWithoutMetrics() {
        InstallCommand alerts = notes().set("metrics.prometheusRule.enabled", "true");

        assertThat(alerts.call().getOutput()).contains(NO_METRICS);
        assertThat(alerts.set("metrics.podMonitor.enabled", "true").call().getOutput())
                .doesNotContain(NO_METRICS);
    }

    private static InstallCommand notes() {
        return new Helm(Chart.FOLDER)
                .install()
                .clientOnly()
                .dryRun()
                .withName("pools")
                .withNamespace(Chart.NAMESPACE)
                .withKubeVersion(Chart.NEWEST_KUBERNETES);
    }
}

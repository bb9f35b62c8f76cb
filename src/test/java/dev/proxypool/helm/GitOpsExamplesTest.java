package dev.proxypool.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import dev.proxypool.crds.ManifestProblems;
import dev.proxypool.docs.Pages;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples below {@code docs/gitops}: each is strict YAML, the chart accepts their values, and what they name is there.
 * The definitions of Flux, Argo CD and External Secrets are not here: that their kinds have the fields was tried by hand.
 */
final class GitOpsExamplesTest {

    private static final Path EXAMPLES = Path.of("docs", "gitops");
    private static final Set<String> CREDENTIALS = Set.of("TWILIO_API_KEY", "TWILIO_API_SECRET");

    static Stream<Path> files() {
        return yaml(EXAMPLES).stream();
    }

    /** With a version that the tools serve today; Flux and External Secrets dropped those before. */
    @ParameterizedTest
    @CsvSource({
        "flux/operator.yaml,                   GitRepository,  source.toolkit.fluxcd.io/v1",
        "flux/operator.yaml,                   HelmRelease,    helm.toolkit.fluxcd.io/v2",
        "flux/short-codes.yaml,                Kustomization,  kustomize.toolkit.fluxcd.io/v1",
        "argocd/operator.yaml,                 Application,    argoproj.io/v1alpha1",
        "credentials/external-secrets.yaml,    ExternalSecret, external-secrets.io/v1",
        "credentials/external-secrets.yaml,    ProxyAccount,   proxypool.dev/v1alpha1",
        "credentials/credentials.yaml,         Secret,         v1"
    })
    void theKindHasItsVersion(String file, String kind, String version) {
        assertThat(example(file, kind).path("apiVersion").asText()).isEqualTo(version);
    }

    @ParameterizedTest
    @MethodSource("files")
    void thePageLeadsToIt(Path file) {
        assertThat(Pages.text(Path.of("docs", "gitops.md"))).contains("(gitops/" + EXAMPLES.relativize(file) + ")");
    }

    @ParameterizedTest
    @MethodSource("files")
    void ourKindsInItAreWhatTheirDefinitionAccepts(Path file) {
        assertThat(documents(file))
                .filteredOn(document -> document.path("apiVersion").asText().startsWith("proxypool.dev/"))
                .allSatisfy(
                        document -> assertThat(ManifestProblems.of(document)).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "flux/operator.yaml, HelmRelease, /spec/values",
        "argocd/operator.yaml, Application, /spec/source/helm/valuesObject"
    })
    void theChartAcceptsTheValues(String file, String kind, String path, @TempDir Path folder) throws IOException {
        JsonNode values = example(file, kind).at(path);
        Path written = Files.writeString(folder.resolve("values.yaml"), Chart.YAML.writeValueAsString(values));

        assertThat(values.isObject()).isTrue();
        assertThat(Chart.objects(Chart.template().withValuesFile(written), Deployment.class))
                .singleElement()
                .satisfies(deployment -> assertThat(deployment
                                .getSpec()
                                .getTemplate()
                                .getSpec()
                                .getContainers()
                                .getFirst()
                                .getImage())
                        .startsWith("registry.example.com/proxypool:"));
    }

    @Test
    void fluxFindsTheChartInTheRepositoryThatItNames() {
        JsonNode release = example("flux/operator.yaml", "HelmRelease");
        JsonNode repository = example("flux/operator.yaml", "GitRepository");
        JsonNode source = release.at("/spec/chart/spec/sourceRef");

        assertThat(chartAt(release.at("/spec/chart/spec/chart"))).isEqualTo("proxypool");
        assertThat(source.path("name")).isEqualTo(repository.at("/metadata/name"));
        assertThat(source.path("namespace")).isEqualTo(repository.at("/metadata/namespace"));
        assertThat(release.at("/spec/targetNamespace"))
                .isEqualTo(release.at("/spec/storageNamespace"))
                .isEqualTo(example("flux/operator.yaml", "Namespace").at("/metadata/name"));
        assertThat(repository.at("/spec/ref/tag").asText()).isEqualTo(tag());
    }

    @Test
    void argoCdFindsTheChartInTheRepositoryThatItNames() {
        JsonNode application = example("argocd/operator.yaml", "Application");

        assertThat(chartAt(application.at("/spec/source/path"))).isEqualTo("proxypool");
        assertThat(application.at("/spec/source/targetRevision").asText()).isEqualTo(tag());
        assertThat(application.at("/spec/syncPolicy/syncOptions"))
                .extracting(JsonNode::asText)
                .contains("CreateNamespace=true", "ServerSideApply=true");
    }

    @Test
    void theExternalSecretMakesTheSecretOfTheAccount() {
        JsonNode secret = example("credentials/external-secrets.yaml", "ExternalSecret");
        JsonNode account = example("credentials/external-secrets.yaml", "ProxyAccount");

        assertThat(secret.at("/spec/target/name")).isEqualTo(account.at("/spec/credentialsSecretRef/name"));
        assertThat(secret.at("/metadata/namespace")).isEqualTo(account.at("/metadata/namespace"));
        assertThat(secret.at("/spec/data").findValuesAsText("secretKey"))
                .containsExactlyInAnyOrderElementsOf(CREDENTIALS);
    }

    @Test
    void sopsEncryptsTheValuesOfTheSecretAndNothingElse() {
        JsonNode rule =
                documents(EXAMPLES.resolve("credentials/sops.yaml")).getFirst().at("/creation_rules/0");
        Pattern fields = Pattern.compile(rule.path("encrypted_regex").asText());
        JsonNode secret = example("credentials/credentials.yaml", "Secret");

        assertThat("short-codes/credentials.yaml")
                .matches(rule.path("path_regex").asText());
        assertThat("short-codes/pool.yaml").doesNotMatch(rule.path("path_regex").asText());
        assertThat(names(secret)).filteredOn(fields.asPredicate()).containsExactly("stringData");
        assertThat(names(secret.path("stringData"))).isEqualTo(CREDENTIALS);
        assertThat(rule.path("age").asText()).as("a placeholder").isEqualTo("age1replaceme");
    }

    @Test
    void fluxDecryptsWhatSopsEncrypted() {
        JsonNode codes = example("flux/short-codes.yaml", "Kustomization");

        assertThat(codes.at("/spec/decryption/provider").asText()).isEqualTo("sops");
        assertThat(codes.at("/spec/path").asText()).isEqualTo("./short-codes");
        assertThat(codes.at("/spec/wait").asBoolean()).isTrue();
    }

    private static String chartAt(JsonNode path) {
        return new Helm(Path.of(path.asText()))
                .show()
                .chart()
                .call()
                .lines()
                .filter(line -> line.startsWith("name: "))
                .findFirst()
                .orElseThrow()
                .substring("name: ".length());
    }

    private static String tag() {
        return "v" + Chart.tree("Chart.yaml").path("version").asText();
    }

    private static JsonNode example(String file, String kind) {
        return documents(EXAMPLES.resolve(file)).stream()
                .filter(document -> document.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> documents(Path file) {
        return Chart.documents(Pages.text(file));
    }

    private static List<Path> yaml(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(folder.toString(), e);
        }
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}

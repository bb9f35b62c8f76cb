package dev.proxypool.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proxypool.app.Definitions;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The cases of {@link ManifestCasesTest}, judged by the API server of the current KUBECONFIG. It installs the definitions,
 * or updates them, and leaves them there: deleting one would delete everybody's resources. The cases live in a namespace
 * of their own that goes away at the end. A server before Kubernetes 1.28 does not evaluate all that the definitions use;
 * there, what the schema alone refuses is still tried, and the rest is reported as skipped.
 */
class CrdSchemaIT {

    private static final KubernetesClient CLIENT = new KubernetesClientBuilder().build();
    private static final String NAMESPACE =
            "crd-cases-" + Long.toString(ProcessHandle.current().pid(), 36);

    private static final String ACCEPTED = "accepted";

    @BeforeAll
    static void install() throws IOException {
        Definitions.install(CLIENT);
        CLIENT.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
    }

    @AfterAll
    static void leave() {
        CLIENT.namespaces().withName(NAMESPACE).delete();
        CLIENT.close();
    }

    static List<ManifestCase> cases() {
        return ManifestCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theServerJudgesAsTheStandInDoes(ManifestCase manifest) {
        assumeTrue(
                canBeSeen(manifest),
                () -> "only CEL or strict field validation refuses this, and the server is "
                        + CLIENT.getKubernetesVersion().getGitVersion());
        JsonNode before = manifest.before();
        if (before != null) {
            write(manifest.name(), before).create();
        }

        String answer = before == null
                ? answerTo(() -> write(manifest.name(), manifest.after()).create(), manifest.after())
                : answerTo(() -> write(manifest.name(), manifest.after()).update(), manifest.after());

        assertThat(unnumbered(answer)).contains(unnumbered(expectedAnswer(manifest)));
    }

    @Test
    void theServerSuppliesTheDefaults() {
        ManifestCase minimal = ManifestCase.named("valid-minimal");
        JsonNode expected = new Admission(Definition.of(minimal.after())).withDefaults(minimal.after());

        GenericKubernetesResource created = write("defaults", minimal.after()).create();

        assertThat(tree(created.get("spec"))).isEqualTo(expected.get("spec"));
        assertThat(tree(created.get("status"))).isEqualTo(expected.get("status"));
    }

    /** What the server says to a write, and to the status if the manifest has one: its message, or "accepted". */
    private static String answerTo(Supplier<GenericKubernetesResource> write, JsonNode manifest) {
        try {
            GenericKubernetesResource stored = write.get();
            if (manifest.has("status")) {
                stored.setAdditionalProperty("status", manifest.get("status"));
                CLIENT.resource(stored).updateStatus();
            }
            return ACCEPTED;
        } catch (KubernetesClientException e) {
            assertThat(e.getCode()).as(e.getMessage()).isIn(400, 422);
            return String.valueOf(e.getMessage());
        }
    }

    /** The documented message; of a server that has no rules to tell it, only the name of the field. */
    private static String expectedAnswer(ManifestCase manifest) {
        return manifest.refusal()
                .map(message -> isCurrent()
                        ? message
                        : refusalsBySchema(manifest).getFirst().split(":", 2)[0])
                .orElse(ACCEPTED);
    }

    /** Old servers leave the numbers of list elements out of their messages. */
    private static String unnumbered(String message) {
        return message.replaceAll("\\[\\d+]", "");
    }

    private static boolean canBeSeen(ManifestCase manifest) {
        return isCurrent()
                || manifest.refusal().isEmpty()
                || refusalsBySchema(manifest).stream().anyMatch(refusal -> !refusal.startsWith("unknown field"));
    }

    private static List<String> refusalsBySchema(ManifestCase manifest) {
        return new Admission(Definition.of(manifest.after())).refusalsBySchema(manifest.after());
    }

    private static NonDeletingOperation<GenericKubernetesResource> write(String name, JsonNode manifest) {
        var resource = Yaml.MAPPER.convertValue(manifest, GenericKubernetesResource.class);
        resource.getMetadata().setName(name);
        resource.getMetadata().setNamespace(NAMESPACE);
        return CLIENT.resource(resource).fieldValidation(Validation.STRICT);
    }

    private static JsonNode tree(Object value) {
        return Yaml.MAPPER.convertValue(value, JsonNode.class);
    }

    private static boolean isCurrent() {
        String minor = CLIENT.getKubernetesVersion().getMinor().replaceAll("\\D", "");
        return Integer.parseInt(minor) >= 28;
    }
}

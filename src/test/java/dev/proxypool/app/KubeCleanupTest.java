package dev.proxypool.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.ApiGroup;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.embedded.EmbeddedKubernetes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code dev --kube} leaves in a cluster. */
class KubeCleanupTest {

    private static final String STAYS =
            "the definitions stay, and the Lease proxypool; to remove the definitions, and with"
                    + " them every resource of these kinds: kubectl delete -f crds/";

    private final EmbeddedKubernetes kubernetes = EmbeddedKubernetes.start();
    private final KubernetesClient client = kubernetes.client();
    private final List<String> told = new ArrayList<>();

    @TempDir
    private Path files;

    @AfterEach
    void close() {
        kubernetes.close();
    }

    @Test
    void whatTheTryOutMadeGoesAndWhatWasThereBeforeStays() throws IOException {
        create("before");
        Files.writeString(files.resolve("a.yaml"), manifest("before") + "---\n" + manifest("made"));
        ManifestFolder folder = new ManifestFolder(files, client, told::add);
        folder.sync();
        assertThat(names()).containsExactlyInAnyOrder("before", "made");

        cleanUp(folder.made());

        assertThat(names()).containsExactly("before");
        assertThat(told).containsExactly("removing what was applied from the cluster …", STAYS);
    }

    @Test
    void whatAFinalizerHoldsIsReleasedWithoutARequestToTwilioAndNamedIfItStays() {
        HasMetadata held = create("held", ApiGroup.NAME + "/membership");
        create("elsewhere", ApiGroup.NAME + "/membership");

        cleanUp(List.of(held));

        ProxyShortCode there = client.resources(ProxyShortCode.class)
                .inNamespace("messaging")
                .withName("held")
                .get();
        assertThat(there.isMarkedForDeletion()).isTrue();
        assertThat(there.getMetadata().getAnnotations()).containsEntry(ApiGroup.ORPHAN_ANNOTATION, "true");
        assertThat(told)
                .contains("psc/held in namespace messaging stays, with a finalizer that an operator removes. Without an"
                        + " operator: kubectl patch psc held -n messaging --type=merge -p"
                        + " '{\"metadata\":{\"finalizers\":null}}'")
                .as("what the operator took up too")
                .anyMatch(line -> line.startsWith("psc/elsewhere in namespace messaging stays"));
    }

    @Test
    void aClusterThatIsGoneIsNamed() {
        HasMetadata held = create("held");
        kubernetes.close();

        cleanUp(List.of(held));

        assertThat(told.get(1))
                .startsWith("the cluster could not be cleaned up: ")
                .endsWith("kubectl get pxa,pscp,psc,ppnp,ppn -A");
    }

    private void cleanUp(List<HasMetadata> made) {
        new KubeCleanup(client, made, told::add).run(Duration.ofMillis(500));
    }

    private HasMetadata create(String name, String... finalizers) {
        ProxyShortCode code = Serialization.unmarshal(manifest(name), ProxyShortCode.class);
        code.setMetadata(new ObjectMetaBuilder()
                .withNamespace("messaging")
                .withName(name)
                .withFinalizers(finalizers)
                .build());
        return client.resource(code).create();
    }

    private List<String> names() {
        return client.resources(ProxyShortCode.class).inAnyNamespace().list().getItems().stream()
                .map(one -> one.getMetadata().getName())
                .toList();
    }

    private static String manifest(String name) {
        return """
            apiVersion: proxypool.dev/v1alpha1
            kind: ProxyShortCode
            metadata: {name: %s, namespace: messaging}
            spec: {serviceSid: KS00000000000000000000000000000001, shortCodeSid: SC00000000000000000000000000000001}
            """.formatted(name);
    }
}

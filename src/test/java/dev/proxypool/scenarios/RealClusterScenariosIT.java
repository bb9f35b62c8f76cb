package dev.proxypool.scenarios;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * The same stories on the cluster of the current KUBECONFIG, each in a namespace of its own: server-side apply, schema,
 * defaults and the status subresource are real here. Run by {@code mvn verify -Preal-cluster}.
 */
class RealClusterScenariosIT extends OperatorScenarios {

    private static KubernetesClient client;

    @BeforeAll
    static void installTheDefinition() throws Exception {
        client = new KubernetesClientBuilder().build();
        try (var in = Files.newInputStream(Path.of("crds", "proxyshortcodes.proxypool.dev.yaml"))) {
            var definition = client.resources(CustomResourceDefinition.class).load(in);
            definition.createOr(NonDeletingOperation::update);
            definition.waitUntilCondition(RealClusterScenariosIT::isEstablished, 30, TimeUnit.SECONDS);
        }
    }

    private static boolean isEstablished(CustomResourceDefinition definition) {
        return definition != null
                && definition.getStatus() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(c -> c.getType().equals("Established")
                                && c.getStatus().equals("True"));
    }

    @AfterAll
    static void close() {
        client.close();
    }

    @Override
    Stage stage() {
        String namespace = "scenario-" + UUID.randomUUID().toString().substring(0, 8);
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        return new Stage(
                client,
                namespace,
                true,
                () -> client.namespaces().withName(namespace).delete());
    }
}

package dev.proxypool.scenarios;

import dev.proxypool.api.ProxyAccount;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.ProxyShortCodePool;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The cluster of the current KUBECONFIG, with the definitions of {@code crds/} installed. */
final class RealCluster implements AutoCloseable {

    private final KubernetesClient client = new KubernetesClientBuilder().build();

    RealCluster() {
        install();
    }

    KubernetesClient client() {
        return client;
    }

    /** Installs or updates the definitions, and returns when the API server serves them. */
    void install() {
        try (var files = Files.list(Path.of("crds"))) {
            List<Path> definitions = files.sorted().toList();
            for (Path file : definitions) {
                install(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void install(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var definition = client.resources(CustomResourceDefinition.class).load(in);
            definition.createOr(NonDeletingOperation::update);
            definition.waitUntilCondition(RealCluster::isEstablished, 30, TimeUnit.SECONDS);
        }
    }

    private static boolean isEstablished(CustomResourceDefinition definition) {
        return definition != null
                && definition.getStatus() != null
                && definition.getStatus().getConditions() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(c -> c.getType().equals("Established")
                                && c.getStatus().equals("True"));
    }

    /** A namespace of its own, deleted at the end. */
    Stage stage() {
        String namespace = "scenario-" + UUID.randomUUID().toString().substring(0, 8);
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        return new Stage(client, namespace, true, () -> clear(namespace));
    }

    /** A bare API server has no controller that empties namespaces, and no operator is left that would let go. */
    private void clear(String namespace) {
        for (var resource : client.resources(ProxyShortCode.class)
                .inNamespace(namespace)
                .list()
                .getItems()) {
            release(client.resource(resource));
        }
        for (var pool : client.resources(ProxyShortCodePool.class)
                .inNamespace(namespace)
                .list()
                .getItems()) {
            release(client.resource(pool));
        }
        for (var account : client.resources(ProxyAccount.class)
                .inNamespace(namespace)
                .list()
                .getItems()) {
            release(client.resource(account));
        }
        for (var secret : client.secrets().inNamespace(namespace).list().getItems()) {
            release(client.resource(secret));
        }
        client.namespaces().withName(namespace).delete();
    }

    /** Lets go of what earlier tests left behind in other namespaces, where no operator is left to do it. */
    void releaseAllBut(String namespace) {
        client.resources(ProxyShortCode.class).inAnyNamespace().list().getItems().stream()
                .filter(resource -> !resource.getMetadata().getNamespace().equals(namespace))
                .forEach(resource -> release(client.resource(resource)));
    }

    private static <T extends HasMetadata> void release(Resource<T> object) {
        object.edit(there -> {
            there.getMetadata().setFinalizers(List.of());
            return there;
        });
        object.delete();
    }

    @Override
    public void close() {
        client.close();
    }
}

package dev.proxypool.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.proxypool.app.Main;
import dev.proxypool.embedded.EmbeddedKubernetes;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A cluster without an operator, in which a test says what the statuses are, and the whole command line before it. */
final class TestCluster implements AutoCloseable {

    /** For commands that have no business with a cluster. */
    static final ClusterSource NONE = _ -> {
        throw new AssertionError("no cluster is needed");
    };

    private final EmbeddedKubernetes kubernetes = EmbeddedKubernetes.start();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** What a person types, as one line, and what comes of it. */
    static int run(Terminal terminal, ClusterSource source, String typed) {
        return Main.commandLine(
                        terminal.shell(),
                        () -> {
                            throw new AssertionError("no credentials of Twilio are needed");
                        },
                        source)
                .execute(typed.split(" "));
    }

    int run(Terminal terminal, String typed) {
        return run(terminal, _ -> open(), typed);
    }

    KubernetesClient client() {
        return kubernetes.client();
    }

    /** As a command opens it. */
    KubernetesClient open() {
        return new KubernetesClientBuilder()
                .withConfig(kubernetes.client().getConfiguration())
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("requests", new Interceptor() {
                    @Override
                    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
                        requests.add(request.method() + " " + request.uri().getPath());
                    }
                }))
                .build();
    }

    /** What commands sent: method and path. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** Of these all but questions. */
    List<String> writes() {
        return requests().stream()
                .filter(request -> !request.startsWith("GET "))
                .toList();
    }

    /** Is there from now on. */
    void namespace(String name) {
        if (client().namespaces().withName(name).get() == null) {
            client().resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .endMetadata()
                            .build())
                    .create();
        }
    }

    /** Manifests with their statuses, as kubectl prints them. */
    void has(String manifests) {
        try {
            for (ManifestText.Document document : ManifestText.documents(manifests)) {
                has(document.resource());
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        } catch (IOException | InvalidManifest e) {
            throw new IllegalStateException(e);
        }
    }

    private <R extends CustomResource<?, ?>> void has(R resource) {
        namespace(resource.getMetadata().getNamespace());
        client().resource(resource).create();
        if (resource.getStatus() != null) {
            client().resource(resource).updateStatus();
        }
    }

    @Override
    public void close() {
        kubernetes.close();
    }
}

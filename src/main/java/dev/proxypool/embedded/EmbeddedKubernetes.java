package dev.proxypool.embedded;

import dev.proxypool.api.ResourceKind;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/** A Kubernetes API on a loopback port of this process: empty at the start, and discarded at the end. */
public final class EmbeddedKubernetes implements AutoCloseable {

    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final KubernetesMockServer server;
    private final KubernetesClient client;

    private EmbeddedKubernetes(KubernetesMockServer server, KubernetesClient client) {
        this.server = server;
        this.client = client;
    }

    /** Listens on any free port of the loopback interface. */
    public static EmbeddedKubernetes start() {
        return start(false);
    }

    /** The same, with a certificate that no client trusts. */
    public static EmbeddedKubernetes startWithTls() {
        return start(true);
    }

    private static EmbeddedKubernetes start(boolean tls) {
        Map<ServerRequest, Queue<ServerResponse>> responses = new HashMap<>();
        var definitions = ResourceKind.types().stream()
                .map(CustomResourceDefinitionContext::fromCustomResourceType)
                .toList();
        var server = new KubernetesMockServer(
                new Context(Serialization.jsonMapper()),
                new MockWebServer(),
                responses,
                new PatchTestingDispatcher(responses, definitions),
                tls);
        server.init(InetAddress.getLoopbackAddress(), 0);
        return new EmbeddedKubernetes(server, server.createClient());
    }

    public KubernetesClient client() {
        return client;
    }

    /**
     * Blocks for a few seconds at most. The mock server waits up to 30 s to write a last watch event to a client that
     * is gone, and then fails; no client needs that event any more.
     */
    @Override
    public void close() {
        client.close();
        Thread ending = Thread.ofPlatform()
                .daemon()
                .name("embedded-kubernetes-end")
                .uncaughtExceptionHandler((_, _) -> {})
                .start(server::destroy);
        try {
            ending.join(LONGEST_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

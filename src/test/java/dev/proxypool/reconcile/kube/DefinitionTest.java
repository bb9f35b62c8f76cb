package dev.proxypool.reconcile.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.reconcile.kube.DefinitionDeletion.State;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What `docs/policies.md` says of a definition that is deleted rests on this question. */
class DefinitionTest {

    private static final String PATH =
            "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/proxyshortcodes.proxypool.dev";

    private static final String DISCOVERY = "/apis/proxypool.dev/v1alpha1";

    private Instant now = Instant.parse("2026-11-01T12:00:00Z");
    private final DefinitionDeletion definition = new DefinitionDeletion(ProxyShortCode.class, () -> now);
    private final HttpServer server = server();
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder()
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void aDefinitionThatIsBeingDeletedIsSeen() {
        answer(PATH, 200, "{\"metadata\":{\"deletionTimestamp\":\"2026-11-01T12:00:00Z\"}}");

        assertThat(state()).isEqualTo(State.IS_BEING_DELETED);
    }

    @Test
    void aDefinitionThatStaysOrIsNotThereIsNotBeingDeleted() {
        answer(PATH, 200, "{\"metadata\":{}}");
        assertThat(state()).isEqualTo(State.STAYS);

        answer(PATH, 404, "{\"kind\":\"Status\",\"code\":404}");
        assertThat(state()).isEqualTo(State.STAYS);
    }

    @Test
    void withoutAnAnswerNothingIsKnown() {
        answer(PATH, 500, "{\"kind\":\"Status\",\"code\":500}");

        assertThatThrownBy(this::state).isInstanceOf(KubernetesClientException.class);
    }

    @Test
    void anOperatorThatMayNotReadItIsToldByDiscovery() {
        answer(PATH, 403, "{\"kind\":\"Status\",\"code\":403}");
        answer(DISCOVERY, 200, discovery("\"delete\",\"get\",\"list\",\"watch\""));

        assertThat(state()).isEqualTo(State.IS_BEING_DELETED);
    }

    @Test
    void aKindThatIsNoLongerServedIsBeingDeleted() {
        answer(PATH, 403, "{\"kind\":\"Status\",\"code\":403}");
        answer(DISCOVERY, 404, "{\"kind\":\"Status\",\"code\":404}");

        assertThat(state()).isEqualTo(State.IS_BEING_DELETED);
    }

    @Test
    void discoveryThatMayBeLateIsNotBelievedAtOnce() {
        answer(PATH, 403, "{\"kind\":\"Status\",\"code\":403}");
        answer(DISCOVERY, 200, discovery("\"create\",\"delete\",\"get\""));

        assertThat(state()).isEqualTo(State.UNKNOWN);
        now = now.plus(DefinitionDeletion.SETTLING);
        assertThat(state()).isEqualTo(State.STAYS);
    }

    private State state() {
        ProxyShortCode resource = new ProxyShortCode();
        resource.getMetadata().setUid("uid-1");
        return definition.state(resource, client);
    }

    private static String discovery(String verbs) {
        return "{\"kind\":\"APIResourceList\",\"apiVersion\":\"v1\",\"groupVersion\":\"proxypool.dev/v1alpha1\",\"resources\":["
            + "{\"name\":\"proxyshortcodes\",\"kind\":\"ProxyShortCode\",\"namespaced\":true,\"verbs\":[" + verbs
                + "]},{\"name\":\"proxyshortcodes/status\",\"kind\":\"ProxyShortCode\",\"namespaced\":true,\"verbs\":[\"get\"]},"
                + "{\"name\":\"proxyaccounts\",\"kind\":\"ProxyAccount\",\"namespaced\":true,\"verbs\":[\"create\"]}]}";
    }

    private static HttpServer server() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.start();
            return server;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void answer(String path, int code, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try {
            server.removeContext(path);
        } catch (IllegalArgumentException e) {
            // the first answer
        }
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(code, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}

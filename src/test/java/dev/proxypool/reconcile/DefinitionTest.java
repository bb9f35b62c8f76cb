package dev.proxypool.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.proxypool.api.ProxyShortCode;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What `docs/policies.md` says of a definition that is deleted rests on this question. */
class DefinitionTest {

    private static final String PATH =
            "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/proxyshortcodes.proxypool.dev";

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
        answer(200, "{\"metadata\":{\"deletionTimestamp\":\"2026-11-01T12:00:00Z\"}}");

        assertThat(isBeingDeleted()).isTrue();
    }

    @Test
    void aDefinitionThatStaysOrIsNotThereIsNotBeingDeleted() {
        answer(200, "{\"metadata\":{}}");
        assertThat(isBeingDeleted()).isFalse();

        answer(404, "{\"kind\":\"Status\",\"code\":404}");
        assertThat(isBeingDeleted()).isFalse();
    }

    @Test
    void anOperatorThatMayNotSeeItDoesNotSeeItGo() {
        answer(403, "{\"kind\":\"Status\",\"code\":403}");

        assertThat(isBeingDeleted()).isFalse();
    }

    @Test
    void withoutAnAnswerNothingIsKnown() {
        answer(500, "{\"kind\":\"Status\",\"code\":500}");

        assertThatThrownBy(this::isBeingDeleted).isInstanceOf(KubernetesClientException.class);
    }

    private boolean isBeingDeleted() {
        return DefinitionDeletion.isBeingDeleted(ProxyShortCode.class, client);
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

    private void answer(int code, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try {
            server.removeContext(PATH);
        } catch (IllegalArgumentException e) {
            // the first answer
        }
        server.createContext(PATH, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(code, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}

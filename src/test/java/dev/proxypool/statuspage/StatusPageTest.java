package dev.proxypool.statuspage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.statuspage.Overview.Role;
import dev.proxypool.telemetry.HealthServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page over HTTP, at the management port. */
class StatusPageTest {

    private final AtomicInteger made = new AtomicInteger();
    private final HttpClient http = HttpClient.newHttpClient();
    private volatile Instant now = Scenes.NOW;
    private HealthServer server;

    @BeforeEach
    void start() throws IOException {
        server = HealthServer.startHere(
                () -> "it_total 1\n",
                new StatusPage(
                        () -> {
                            made.incrementAndGet();
                            return Scenes.overview(Role.SINGLE, 3, List.of(), List.of());
                        },
                        () -> now));
    }

    @AfterEach
    void close() {
        server.close();
        http.close();
    }

    @Test
    void itIsAPageThatMayDoNothing() throws Exception {
        HttpResponse<String> answer = ask("GET", "/");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("<!DOCTYPE html>").contains("all 3 are Ready");
        Map<String, List<String>> headers = answer.headers().map();
        assertThat(headers)
                .containsEntry("content-type", List.of("text/html; charset=utf-8"))
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .containsEntry("x-frame-options", List.of("DENY"))
                .containsEntry("referrer-policy", List.of("no-referrer"))
                .containsEntry("cross-origin-resource-policy", List.of("same-origin"))
                .containsEntry("cache-control", List.of("no-store"))
                .doesNotContainKeys("set-cookie", "access-control-allow-origin");
        assertThat(headers.get("content-security-policy"))
                .containsExactly(
                        "default-src 'none'; style-src '%s'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                                .formatted(PageStyle.HASH));
    }

    @Test
    void headHasTheSameHeadersAndNoBody() throws Exception {
        HttpResponse<String> head = ask("HEAD", "/");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Length"))
                .contains(Integer.toString(ask("GET", "/").body().getBytes(StandardCharsets.UTF_8).length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})
    void nothingElseIsAnswered(String method) throws Exception {
        HttpResponse<String> answer = ask(method, "/");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
        assertThat(made).hasValue(0);
    }

    @Test
    void aNameThatIsNotOursGetsNothingButTheProbesAndMetricsStayAsTheyAre() throws Exception {
        assertThat(raw("GET / HTTP/1.1\r\nHost: evil.example.com\r\n"))
                .startsWith("HTTP/1.1 421 ")
                .doesNotContain("Ready");
        assertThat(raw("GET / HTTP/1.1\r\nHost: localhost:1\r\n")).startsWith("HTTP/1.1 200 ");
        assertThat(raw("GET /metrics HTTP/1.1\r\nHost: evil.example.com\r\n")).startsWith("HTTP/1.1 200 ");
        assertThat(ask("GET", "/livez").body()).isEqualTo("alive\n");
        assertThat(ask("GET", "/favicon.ico").statusCode()).isEqualTo(404);
    }

    @Test
    void onlyTheExactWordsPauseIt() throws Exception {
        assertThat(ask("GET", "/?refresh=off").body()).contains("paused");
        assertThat(ask("GET", "/?refresh=%22%3E%3Cscript%3E").body())
                .contains("Pause")
                .doesNotContain("<script>");
    }

    @Test
    void itIsMadeOnceASecondHoweverManyAsk() throws Exception {
        for (int i = 0; i < 50; i++) {
            ask("GET", i % 2 == 0 ? "/" : "/?refresh=off");
        }
        assertThat(made).hasValue(1);

        now = now.plusSeconds(1);
        ask("GET", "/");
        assertThat(made).hasValue(2);

        now = now.minusSeconds(3_600);
        ask("GET", "/");
        assertThat(made).as("a clock that was set back").hasValue(3);
    }

    private HttpResponse<String> ask(String method, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path)))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The JDK's client sends no Host of ours. */
    private String raw(String head) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

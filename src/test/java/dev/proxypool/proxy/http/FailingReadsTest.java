package dev.proxypool.proxy.http;

import static dev.proxypool.domain.PoolKeys.codesOf;
import static dev.proxypool.proxy.ProxyFixtures.FIRST;
import static dev.proxypool.proxy.ProxyFixtures.FIRST_PAGE;
import static dev.proxypool.proxy.ProxyFixtures.SECOND;
import static dev.proxypool.proxy.ProxyFixtures.SERVICE;
import static dev.proxypool.proxy.http.Pages.link;
import static dev.proxypool.proxy.http.Pages.page;
import static dev.proxypool.proxy.http.ProxyApiContract.ok;
import static dev.proxypool.proxy.http.ProxyApiContract.trouble;
import static dev.proxypool.proxy.http.StubServer.answer;
import static dev.proxypool.proxy.http.StubServer.error;
import static dev.proxypool.proxy.http.StubServer.hangUpWithin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.Trouble;
import dev.proxypool.proxy.CallListener;
import dev.proxypool.proxy.ProxyApi;
import dev.proxypool.proxy.ProxyFixtures;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A list is complete or it is a failure: whatever goes wrong on the way, no part of the pool is handed out. */
class FailingReadsTest {

    private static final StubServer.Reaction FIRST_OF_TWO = answer(200, page(link(1), FIRST));
    private static final ClientSettings IMPATIENT = new ClientSettings(Duration.ofSeconds(5), Duration.ofMillis(300));

    private final StubServer server = new StubServer();

    @AfterEach
    void close() {
        server.close();
    }

    static Stream<Arguments> secondPages() {
        return Stream.of(
                row("rate limit", error(429, 80621, "slow down"), Trouble.Throttled.class),
                row("concurrency limit", error(429, 20429, "slow down"), Trouble.Throttled.class),
                row("inner failure", error(500, 20500, "oops"), Trouble.Unavailable.class),
                row("gateway without a body", answer(502, ""), Trouble.Unavailable.class),
                row("gateway with HTML", answer(503, "<html>busy</html>"), Trouble.Unavailable.class),
                row("credentials revoked meanwhile", error(401, 20003, "Authenticate"), Trouble.Unauthorized.class),
                row("Service deleted meanwhile", error(404, 20404, "not found"), Trouble.NotFound.class),
                row("404 of a gateway", answer(404, "<html>404</html>"), Trouble.Garbled.class),
                row("404 of Kubernetes", answer(404, "{\"kind\":\"Status\",\"code\":404}"), Trouble.Garbled.class),
                row("connection breaks in the body", hangUpWithin(page(null, SECOND)), Trouble.Unavailable.class),
                row("connection breaks before an answer", exchange -> exchange.close(), Trouble.Unavailable.class),
                row("cut JSON", answer(200, page(null, SECOND).substring(0, 60)), Trouble.Garbled.class),
                row("two answers in one", answer(200, page(null) + page(null)), Trouble.Garbled.class),
                row("HTML with 200", answer(200, "<html>log in</html>"), Trouble.Garbled.class),
                row("nothing with 200", answer(200, ""), Trouble.Garbled.class),
                row("blanks with 200", answer(200, " \n"), Trouble.Garbled.class),
                row("an array", answer(200, "[]"), Trouble.Garbled.class),
                row("an empty object", answer(200, "{}"), Trouble.Garbled.class),
                row("no meta", answer(200, "{\"short_codes\":[]}"), Trouble.Garbled.class),
                row("meta is null", answer(200, "{\"short_codes\":[],\"meta\":null}"), Trouble.Garbled.class),
                row("no list", answer(200, "{\"meta\":{\"next_page_url\":null}}"), Trouble.Garbled.class),
                row("list is null", answer(200, "{\"meta\":{},\"short_codes\":null}"), Trouble.Garbled.class),
                row(
                        "link is a number",
                        answer(200, "{\"meta\":{\"next_page_url\":1},\"short_codes\":[]}"),
                        Trouble.Garbled.class),
                row("link is empty", answer(200, page("", SECOND)), Trouble.Garbled.class),
                row("accepted, no content", answer(202, ""), Trouble.Garbled.class),
                row("redirect", answer(307, "", "Location", "/elsewhere"), Trouble.Garbled.class));
    }

    @Test
    void aListThatTakesLongerThanAMinuteIsGivenUpBetweenItsPages() {
        AtomicReference<Instant> now = new AtomicReference<>(ProxyFixtures.NOON.instant());
        StubServer.Reaction slowly = exchange -> {
            now.updateAndGet(time -> time.plusSeconds(25));
            FIRST_OF_TWO.to(exchange);
        };
        server.then(slowly);
        server.then(exchange -> {
            now.updateAndGet(time -> time.plusSeconds(36));
            answer(200, page(link(2), SECOND)).to(exchange);
        });
        var api = new OkHttpProxyApi(
                server.endpoint(), ProxyFixtures.CREDENTIALS, ClientSettings.DEFAULT, CallListener.NONE, now::get);

        assertThat(trouble(api.list(codesOf(SERVICE))))
                .isInstanceOf(Trouble.Garbled.class)
                .extracting(trouble -> trouble.exchange().describe())
                .isEqualTo("ListShortCode: the pages of the list took longer than 60 s together (no answer)");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("secondPages")
    void failsAsAWholeIfTheSecondPageFails(String what, StubServer.Reaction second, Class<? extends Trouble> expected) {
        server.then(FIRST_OF_TWO);
        server.then(second);

        Trouble trouble = trouble(ProxyFixtures.client(server.endpoint()).list(codesOf(SERVICE)));

        assertThat(trouble).as(what).isInstanceOf(expected);
        assertThat(trouble.exchange().operation()).isEqualTo("ListShortCode");
        assertThat(trouble.exchange().message()).isNotBlank();
        assertThat(server.seen()).as("asked once, and not repeated").hasSize(2);
    }

    @Test
    void failsAsAWholeIfTheSecondPageNeverComes() {
        server.then(FIRST_OF_TWO);
        server.then(server.silence());
        ProxyApi api = new OkHttpProxyApi(
                server.endpoint(), ProxyFixtures.CREDENTIALS, IMPATIENT, CallListener.NONE, ProxyFixtures.NOON);

        Trouble trouble = trouble(api.list(codesOf(SERVICE)));

        assertThat(trouble).isInstanceOf(Trouble.Unavailable.class);
        assertThat(trouble.exchange().describe())
                .isEqualTo("ListShortCode: %s did not answer in time (no answer)".formatted(host(server.endpoint())));
        assertThat(server.seen()).hasSize(2);
    }

    @Test
    void saysTheSameEachTimeNobodyListens() {
        Endpoint closed = server.endpoint();
        server.close();

        Trouble trouble = trouble(ProxyFixtures.client(closed).list(codesOf(SERVICE)));

        assertThat(trouble).isInstanceOf(Trouble.Unavailable.class);
        assertThat(trouble.exchange().describe())
                .isEqualTo("ListShortCode: %s is not reachable: the connection was refused (no answer)"
                        .formatted(host(closed)));
    }

    @Test
    void saysTheSameEachTimeTheHostIsUnknown() {
        Trouble trouble = trouble(ProxyFixtures.client(Endpoint.parse("https://proxypool.invalid"))
                .list(codesOf(SERVICE)));

        assertThat(trouble.exchange().describe())
                .isEqualTo(
                        "ListShortCode: proxypool.invalid is not reachable: its name cannot be resolved (no answer)");
    }

    @Test
    void saysThatTheOtherSideDoesNotSpeakTls() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerInPlainText(plain));
            Endpoint https = Endpoint.parse("https://127.0.0.1:" + plain.getLocalPort());

            assertThat(trouble(ProxyFixtures.client(https).list(codesOf(SERVICE)))
                            .exchange()
                            .describe())
                    .isEqualTo("ListShortCode: %s is not reachable: the TLS handshake failed (no answer)"
                            .formatted(host(https)));
        }
    }

    @Test
    void doesNotRepeatWhatOkHttpWouldRepeatByItself() {
        server.then(answer(503, "", "Retry-After", "0"));

        assertThat(trouble(ProxyFixtures.client(server.endpoint()).list(codesOf(SERVICE))))
                .isInstanceOf(Trouble.Unavailable.class);
        assertThat(server.targets()).containsExactly(FIRST_PAGE);
    }

    @Test
    void doesNotBelieveADeletionThatIsAnsweredWithAPage() {
        server.then(answer(200, "<html>log in</html>"));

        assertThat(trouble(ProxyFixtures.client(server.endpoint()).remove(ProxyFixtures.MEMBERSHIP)))
                .isInstanceOf(Trouble.Garbled.class);
    }

    @Test
    void refusesAnAnswerThatIsTooLarge() {
        server.then(answer(200, page(null, FIRST) + " ".repeat((int) HttpTransport.MAX_BODY_BYTES)));

        Trouble trouble = trouble(ProxyFixtures.client(server.endpoint()).list(codesOf(SERVICE)));

        assertThat(trouble).isInstanceOf(Trouble.Garbled.class);
        assertThat(trouble.exchange().message())
                .isEqualTo(host(server.endpoint()) + ": the answer is larger than 1 MiB");
    }

    @Test
    void readsOnAfterAnEmptyPageWithALink() {
        server.then(answer(200, page(link(1))));
        server.then(answer(200, page(null, FIRST)));

        assertThat(ok(ProxyFixtures.client(server.endpoint()).list(codesOf(SERVICE))))
                .extracting(Member::sid)
                .containsExactly(FIRST);
    }

    private static Arguments row(String what, StubServer.Reaction second, Class<? extends Trouble> expected) {
        return Arguments.of(what, second, expected);
    }

    /** As the user configured it. */
    private static String host(Endpoint endpoint) {
        return endpoint.base().getAuthority();
    }

    private static void answerInPlainText(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

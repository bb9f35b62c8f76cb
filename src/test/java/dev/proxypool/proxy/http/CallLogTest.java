package dev.proxypool.proxy.http;

import static dev.proxypool.domain.PoolKeys.codesOf;
import static dev.proxypool.proxy.ProxyFixtures.FIRST;
import static dev.proxypool.proxy.ProxyFixtures.MEMBERSHIP;
import static dev.proxypool.proxy.ProxyFixtures.POOL;
import static dev.proxypool.proxy.ProxyFixtures.SERVICE;
import static dev.proxypool.proxy.http.Pages.link;
import static dev.proxypool.proxy.http.Pages.member;
import static dev.proxypool.proxy.http.Pages.page;
import static dev.proxypool.proxy.http.StubServer.answer;
import static dev.proxypool.proxy.http.StubServer.error;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.proxypool.domain.Trouble.Exchange;
import dev.proxypool.proxy.CallListener;
import dev.proxypool.proxy.ProxyApi;
import dev.proxypool.proxy.ProxyFixtures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Each request is told once, to the log and to the listener, and the secret to neither. */
class CallLogTest {

    private static final String BASIC = Base64.getEncoder()
            .encodeToString((ProxyFixtures.ACCOUNT + ":" + ProxyFixtures.TOKEN).getBytes(StandardCharsets.UTF_8));

    private final StubServer server = new StubServer();
    private final List<CallListener.Call> calls = new ArrayList<>();
    private final AtomicInteger ticks = new AtomicInteger();

    /** Each look at the clock is 20 ms later: a request takes three, at its begin, its answer and its end. */
    private final ProxyApi api = new OkHttpProxyApi(
            server.endpoint(),
            ProxyFixtures.CREDENTIALS,
            ClientSettings.DEFAULT,
            calls::add,
            () -> Instant.EPOCH.plusMillis(20L * ticks.getAndIncrement()));

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("dev.proxypool");
    private final Level usual = root.getLevel();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listenToEverything() {
        lines.start();
        root.addAppender(lines);
        root.setLevel(Level.TRACE);
        ours.setLevel(Level.TRACE);
    }

    @AfterEach
    void close() {
        root.setLevel(usual);
        ours.setLevel(Level.INFO);
        root.detachAppender(lines);
        server.close();
    }

    @Test
    void aCallThatWentWell() {
        server.then(answer(201, member(FIRST, false), "Twilio-Request-Id", "RQ1"));

        api.add(MEMBERSHIP, false);

        assertThat(calls)
                .containsExactly(new CallListener.Call(
                        "POST", POOL, new Exchange("CreateShortCode", 201, 0, "ok", "RQ1"), Duration.ofMillis(40), 0));
        assertThat(lines.list)
                .extracting(CallLogTest::line)
                .containsExactly(
                        "INFO Asked Twilio operation=CreateShortCode service=%s shortCode=%s status=201 code=0 requestId=RQ1 ms=40"
                                .formatted(SERVICE, FIRST));
    }

    @Test
    void aCallThatWasRefused() {
        server.then(error(400, 80611, "in use", "Twilio-Request-Id", "RQ2"));

        api.remove(MEMBERSHIP);

        assertThat(calls)
                .containsExactly(new CallListener.Call(
                        "DELETE",
                        POOL + "/" + FIRST,
                        new Exchange("DeleteShortCode", 400, 80611, "in use", "RQ2"),
                        Duration.ofMillis(40),
                        0));
    }

    @Test
    void anAnswerThatMadeNoSense() {
        server.then(answer(200, "<html></html>"));

        api.fetchService(SERVICE);

        assertThat(calls)
                .extracting(CallListener.Call::exchange)
                .containsExactly(
                        new Exchange("FetchService", 200, 0, "the answer is not JSON, or not all of it", null));
    }

    @Test
    void everyPageOfAListWithoutItsToken() {
        server.then(answer(200, page(link(1), FIRST)));
        server.then(answer(200, page(null)));

        api.list(codesOf(SERVICE));

        assertThat(calls).extracting(CallListener.Call::path).containsExactly(POOL, POOL);
        assertThat(lines.list).hasSize(2).noneMatch(event -> line(event).contains("shortCode="));
    }

    @Test
    void aRequestIdOnlyIfItLooksLikeOne() {
        server.then(error(500, 20500, "oops", "Twilio-Request-Id", "RQ 1; drop everything"));

        api.fetchService(SERVICE);

        assertThat(calls).extracting(call -> call.exchange().requestId()).containsOnlyNulls();
    }

    @Test
    void howManyRequestsTheAccountHasInFlightIfTwilioSaysSo() {
        server.then(error(429, 20429, "slow", "Twilio-Concurrent-Requests", "101"));
        server.then(error(429, 20429, "slow", "Twilio-Concurrent-Requests", "many"));
        server.then(error(429, 20429, "slow"));

        api.fetchService(SERVICE);
        api.fetchService(SERVICE);
        api.fetchService(SERVICE);

        assertThat(calls).extracting(CallListener.Call::concurrent).containsExactly(101, 0, 0);
    }

    @Test
    void nothingSecretWhateverHappensAndEvenIfTheServerRepeatsIt() {
        server.then(error(401, 20003, "Bad token " + ProxyFixtures.TOKEN, "Twilio-Request-Id", ProxyFixtures.TOKEN));
        server.then(error(400, 80701, "Bad header Basic " + BASIC));
        server.then(answer(200, ProxyFixtures.TOKEN));
        server.then(exchange -> exchange.close());
        server.then(answer(
                400, "{\"code\":80701,\"message\":\"Bad \\u0073%s\"}".formatted(ProxyFixtures.TOKEN.substring(1))));
        List<Object> told = new ArrayList<>();

        told.add(api.list(codesOf(SERVICE)));
        told.add(api.add(MEMBERSHIP, false));
        told.add(api.fetchService(SERVICE));
        told.add(api.remove(MEMBERSHIP));
        told.add(api.fetchService(SERVICE));
        told.add(ProxyFixtures.CREDENTIALS);
        told.add(api);
        told.addAll(calls);
        lines.list.forEach(event -> told.add(line(event)));

        assertThat(told)
                .hasSize(18)
                .extracting(Object::toString)
                .noneMatch(t -> t.contains(ProxyFixtures.TOKEN) || t.contains(BASIC));
        assertThat(told.get(0).toString()).contains("Bad token [concealed]");
    }

    private static String line(ILoggingEvent event) {
        String pairs = event.getKeyValuePairs().stream()
                .map(pair -> " " + pair.key + "=" + pair.value)
                .collect(Collectors.joining());
        return event.getLevel() + " " + event.getFormattedMessage() + pairs;
    }
}

package dev.proxypool.simulator;

import static dev.proxypool.simulator.Example.ACCOUNT;
import static dev.proxypool.simulator.Example.FREE;
import static dev.proxypool.simulator.Example.MESSAGING;
import static dev.proxypool.simulator.Example.POOL;
import static dev.proxypool.simulator.Example.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every path: credentials, methods, headers, the shape of an error. */
class ProtocolTest {
    private static final String KEY = "SK00000000000000000000000000000001";

    private final Simulator simulator = Example.start(Example.state());
    private final Client client = Example.client(simulator);

    @AfterEach
    void close() {
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource({
        ACCOUNT + "," + TOKEN + ",200",
        KEY + ",example-secret-1,200",
        ACCOUNT + ",example-token-2,401",
        ACCOUNT + ",example-secret-1,401",
        KEY + "," + TOKEN + ",401",
        "SK00000000000000000000000000000002,example-secret-1,401",
        "AC00000000000000000000000000000002,example-token-2,404",
        "'','',401"
    })
    void anAccountOpensItsOwnServicesOnly(String login, String password, int status) {
        assertThat(client.as(login, password).get("/v1/Services/" + MESSAGING).status())
                .isEqualTo(status);
    }

    @Test
    void strayWhitespaceInACredentialIsRefusedAsTwilioRefusesIt() {
        assertThat(client.as(ACCOUNT, TOKEN + "\n").get(POOL).status()).isEqualTo(401);
    }

    @Test
    void theRefusalOfCredentialsIsTwilios() {
        Client.Answer answer = client.as(ACCOUNT, "wrong").get("/v1/Nowhere");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body().toString())
                .isEqualTo("{\"code\":20003,\"message\":\"Authenticate\","
                        + "\"more_info\":\"https://www.twilio.com/docs/errors/20003\",\"status\":401}");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Basic ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer abc", "Basic", "Basic %%%", "Basic YWJj", ""})
    void aHeaderThatIsNotBasicIsRefused(String header) throws Exception {
        String answer = RawSocket.exchange(
                simulator.uri(),
                "GET " + POOL + " HTTP/1.1",
                "Host: here",
                "Authorization: " + header,
                "Connection: close");

        assertThat(answer).startsWith("HTTP/1.1 401 ");
    }

    @Test
    void aNewTokenReplacesTheOldOne() {
        simulator.authToken(ACCOUNT, "example-token-3");

        assertThat(client.get(POOL).status()).isEqualTo(401);
        assertThat(client.as(ACCOUNT, "example-token-3").get(POOL).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"PUT,/v1/Services", "DELETE,/v1/Services", "PATCH," + POOL, "PUT," + POOL + "/" + FREE, "DELETE," + POOL
    })
    void aMethodThatIsNotThereIsNotAllowed(String method, String path) {
        Client.Answer answer = client.method(method, path, "");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.code()).isEqualTo(20004);
        assertThat(answer.body().path("status").intValue()).isEqualTo(405);
    }

    @Test
    void headIsNotAllowedAndHasNoBody() {
        assertThat(client.method("HEAD", POOL, "").status()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1",
                "/v2/Services",
                "/v1/services",
                "/v1/Services/",
                POOL + "/",
                "/v1/Services/" + MESSAGING + "/shortcodes",
                "/v1/Services/" + MESSAGING + "/phonenumbers",
                "/v1/Services/" + MESSAGING + "/Sessions",
                POOL + "/" + FREE + "/More"
            })
    void pathsAreCaseSensitiveAndExact(String path) {
        Client.Answer answer = client.get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo(20404);
    }

    @ParameterizedTest
    @ValueSource(strings = {POOL, "/v1/Nowhere"})
    void everyAnswerHasTwiliosHeaders(String path) {
        Client.Answer answer = client.get(path);

        assertThat(answer.header("Twilio-Request-Id")).matches("RQ[0-9a-f]{32}");
        assertThat(answer.header("Twilio-Request-Duration")).matches("\\d+\\.\\d{3}");
        assertThat(answer.header("Twilio-Concurrent-Requests")).isEqualTo("1");
        assertThat(answer.header("X-Shenanigans")).isEqualTo("none");
        assertThat(answer.header("X-Home-Region")).isEqualTo("us1");
        assertThat(answer.header("Retry-After")).isEmpty();
    }

    @Test
    void aBodyWithoutEndIsRefusedUnread() {
        assertThat(client.post(POOL, "Sid=" + FREE + "&X=" + "x".repeat(Wire.LONGEST_BODY))
                        .status())
                .isEqualTo(413);
        assertThat(client.get(POOL).body().path("short_codes")).isEmpty();
    }

    @Test
    void aChunkedBodyIsReadLikeAnyOther() {
        Client.Answer answer = client.send(client.request(POOL)
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(("Sid=" + FREE).getBytes(StandardCharsets.UTF_8)))));

        assertThat(answer.status()).isEqualTo(201);
    }

    @Test
    void aConnectionThatIsToBeClosedIsSaidToBeClosed() throws Exception {
        String answer = RawSocket.exchange(
                simulator.uri(),
                "GET " + POOL + " HTTP/1.1",
                "Host: here",
                RawSocket.basic(ACCOUNT, TOKEN),
                "Connection: close");

        assertThat(answer).startsWith("HTTP/1.1 200 ").containsIgnoringCase("\r\nConnection: close\r\n");
        assertThat(client.get(POOL).header("Connection")).isEmpty();
    }

    @Test
    void aHostHeaderThatIsNoHostDoesNotGetIntoLinks() throws Exception {
        String answer = RawSocket.exchange(
                simulator.uri(),
                "GET " + POOL + " HTTP/1.1",
                "Host: \"evil\"",
                RawSocket.basic(ACCOUNT, TOKEN),
                "Connection: close");

        assertThat(answer).contains("\"url\":\"" + simulator.uri() + POOL);
    }
}

package dev.proxypool.simulator;

import static dev.proxypool.simulator.Example.FREE;
import static dev.proxypool.simulator.Example.FREE_TOO;
import static dev.proxypool.simulator.Example.MESSAGING;
import static dev.proxypool.simulator.Example.POOL;
import static dev.proxypool.simulator.Example.POOLED;
import static dev.proxypool.simulator.Example.SUPPORT;
import static dev.proxypool.simulator.Example.SUPPORT_POOL;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShortCodesTest {
    private final Simulator simulator = Example.start(Example.state());
    private final Client client = Example.client(simulator);

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void createAnswersTheWholeResource() {
        Client.Answer answer = client.post(POOL, "Sid=" + FREE);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().properties().stream().map(Map.Entry::getKey))
                .containsExactly(
                        "sid",
                        "account_sid",
                        "service_sid",
                        "date_created",
                        "date_updated",
                        "short_code",
                        "iso_country",
                        "capabilities",
                        "url",
                        "is_reserved");
        assertThat(answer.body().path("short_code").asText()).isEqualTo("12345");
        assertThat(answer.body().path("service_sid").asText()).isEqualTo(MESSAGING);
        assertThat(answer.body().path("is_reserved").booleanValue()).isFalse();
        assertThat(answer.body().path("date_created").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(answer.body().path("capabilities").path("sms_outbound").booleanValue())
                .isTrue();
        assertThat(client.get(answer.body().path("url").asText()).body()).isEqualTo(answer.body());
    }

    @Test
    void createIgnoresIsReservedAndUnknownParameters() {
        Client.Answer answer = client.post(POOL, "Colour=blue&Sid=" + FREE + "&IsReserved=true");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().path("is_reserved").booleanValue()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sid=" + FREE, "Sid=", "Sid=12345", "Sid=" + MESSAGING, "Sid=%zz"})
    void createWithoutAShortCodeSidIsRefused(String form) {
        Client.Answer answer = client.post(POOL, form);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(80701);
        assertThat(answer.body().path("message").asText()).startsWith("'Sid' is invalid");
    }

    @Test
    void createFromJsonHasNoParameters() {
        Client.Answer answer = client.send(client.request(POOL)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"Sid\":\"" + FREE + "\"}")));

        assertThat(answer.code()).isEqualTo(80701);
    }

    @Test
    void createTwiceIsRefusedAndChangesNothing() {
        client.post(POOL, "Sid=" + FREE);

        Client.Answer answer = client.post(POOL, "Sid=" + FREE);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(80105);
        assertThat(client.get(POOL).body().path("short_codes")).hasSize(1);
    }

    @Test
    void aCodeOfAnotherServiceIsRefused() {
        Client.Answer answer = client.post(POOL, "Sid=" + POOLED);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(80101);
        assertThat(client.get(POOL + "/" + POOLED).status()).isEqualTo(404);
        assertThat(client.get(SUPPORT_POOL + "/" + POOLED).status()).isEqualTo(200);
    }

    @Test
    void aCodeThatTheAccountDoesNotLeaseIsUnknownEvenIfAnotherAccountDoes() {
        for (String sid : List.of("SC00000000000000000000000000000099", "SC00000000000000000000000000000011")) {
            Client.Answer answer = client.post(POOL, "Sid=" + sid);

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo(80303);
            assertThat(answer.body().path("message").asText())
                    .isEqualTo("Short Code Sid is not associated with your Account.");
        }
    }

    @Test
    void updateReservesAndUnreserves() {
        client.post(POOL, "Sid=" + FREE);

        assertThat(client.post(POOL + "/" + FREE, "IsReserved=true")
                        .body()
                        .path("is_reserved")
                        .booleanValue())
                .isTrue();
        assertThat(client.get(POOL + "/" + FREE).body().path("is_reserved").booleanValue())
                .isTrue();
        assertThat(client.post(POOL + "/" + FREE, "IsReserved=false")
                        .body()
                        .path("is_reserved")
                        .booleanValue())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"IsReserved=", "IsReserved=yes", "IsReserved=1"})
    void updateWithWhatIsNoBooleanIsRefused(String form) {
        Client.Answer answer = client.post(SUPPORT_POOL + "/" + POOLED, form);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(80701);
    }

    @Test
    void parameterNamesAreCaseSensitive() {
        Client.Answer answer = client.post(SUPPORT_POOL + "/" + POOLED, "isReserved=true");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("is_reserved").booleanValue()).isFalse();
    }

    @Test
    void anEmptyUpdateIsLegalWithContentLength() {
        assertThat(client.post(SUPPORT_POOL + "/" + POOLED, "").status()).isEqualTo(200);
    }

    @Test
    void anEmptyUpdateIsLegalWithoutContentLength() throws Exception {
        String answer = RawSocket.exchange(
                simulator.uri(),
                "POST " + SUPPORT_POOL + "/" + POOLED + " HTTP/1.1",
                "Host: proxy.example:81",
                RawSocket.basic(Example.ACCOUNT, Example.TOKEN),
                "Accept-Encoding: utf-8",
                "Connection: close");

        assertThat(answer).startsWith("HTTP/1.1 200 ").contains("\"url\":\"http://proxy.example:81/v1/Services/");
    }

    @Test
    void deleteAnswersNothingAndFreesTheCode() {
        Client.Answer answer = client.delete(SUPPORT_POOL + "/" + POOLED);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.raw().body()).isEmpty();
        assertThat(client.post(POOL, "Sid=" + POOLED).status()).isEqualTo(201);
    }

    @Test
    void aFormContentTypeOnDeleteDoesNotMatter() {
        assertThat(client.send(client.request(SUPPORT_POOL + "/" + POOLED)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .DELETE())
                        .status())
                .isEqualTo(204);
    }

    @Test
    void aCodeInUseCannotBeRemovedUntilItsSessionsEnd() {
        simulator.put(SUPPORT, POOLED, true, true);

        Client.Answer refused = client.delete(SUPPORT_POOL + "/" + POOLED);
        simulator.put(SUPPORT, POOLED, true, false);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo(80611);
        assertThat(client.delete(SUPPORT_POOL + "/" + POOLED).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({"GET", "POST", "DELETE"})
    void whatIsNotInThePoolIsNotFound(String method) {
        Client.Answer answer = client.method(method, POOL + "/" + FREE_TOO, "");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo(20404);
        assertThat(answer.body().path("message").asText())
                .isEqualTo(
                        "The requested resource /Services/" + MESSAGING + "/ShortCodes/" + FREE_TOO + " was not found");
    }

    @Test
    void datesTellCreationAndLastUpdate() {
        var clock = new HandMovedClock();
        try (Simulator clocked = Example.start(Example.state(), clock)) {
            Client here = Example.client(clocked);
            String path = SUPPORT_POOL + "/" + POOLED;
            clock.advance(Duration.ofHours(1));

            var empty = here.post(path, "").body();
            var reserved = here.post(path, "IsReserved=true").body();

            assertThat(empty.path("date_updated").asText()).isEqualTo("2026-01-01T00:00:00Z");
            assertThat(reserved.path("date_updated").asText()).isEqualTo("2026-01-01T01:00:00Z");
            assertThat(reserved.path("date_created").asText()).isEqualTo("2026-01-01T00:00:00Z");
        }
    }
}

package dev.proxypool.simulator;

import static dev.proxypool.simulator.Example.FREE;
import static dev.proxypool.simulator.Example.FREE_NUMBER;
import static dev.proxypool.simulator.Example.FREE_NUMBER_TOO;
import static dev.proxypool.simulator.Example.MESSAGING;
import static dev.proxypool.simulator.Example.NUMBERS;
import static dev.proxypool.simulator.Example.POOLED_NUMBER;
import static dev.proxypool.simulator.Example.SUPPORT;
import static dev.proxypool.simulator.Example.SUPPORT_NUMBERS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumbersTest {
    private static final String UNKNOWN = "PN00000000000000000000000000000099";
    private static final String OF_ANOTHER_ACCOUNT = "PN00000000000000000000000000000011";

    private final Simulator simulator = Example.start(Example.state());
    private final Client client = Example.client(simulator);

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void createAnswersTheWholeResource() {
        Client.Answer answer = client.post(NUMBERS, "Sid=" + FREE_NUMBER);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().properties().stream().map(Map.Entry::getKey))
                .containsExactly(
                        "sid",
                        "account_sid",
                        "service_sid",
                        "date_created",
                        "date_updated",
                        "phone_number",
                        "friendly_name",
                        "iso_country",
                        "capabilities",
                        "url",
                        "is_reserved",
                        "in_use");
        assertThat(answer.body().path("phone_number").asText()).isEqualTo("+14155550101");
        assertThat(answer.body().path("friendly_name").asText()).isEqualTo("(415) 555-0101");
        assertThat(answer.body().path("service_sid").asText()).isEqualTo(MESSAGING);
        assertThat(answer.body().path("is_reserved").booleanValue()).isFalse();
        assertThat(answer.body().path("in_use").isInt()).isTrue();
        assertThat(answer.body().path("capabilities").path("voice_inbound").booleanValue())
                .isTrue();
        assertThat(client.get(answer.body().path("url").asText()).body()).isEqualTo(answer.body());
    }

    @ParameterizedTest
    @CsvSource({"true,true", "false,false"})
    void createReservesInTheSameRequest(String wish, boolean reserved) {
        Client.Answer answer = client.post(NUMBERS, "Sid=" + FREE_NUMBER + "&IsReserved=" + wish);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().path("is_reserved").booleanValue()).isEqualTo(reserved);
        assertThat(client.get(NUMBERS + "/" + FREE_NUMBER).body()).isEqualTo(answer.body());
    }

    @Test
    void createTakesTheNumberInsteadOfTheSid() {
        Client.Answer answer = client.post(NUMBERS, "PhoneNumber=%2B14155550102&IsReserved=true");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().path("sid").asText()).isEqualTo(FREE_NUMBER_TOO);
        assertThat(answer.body().path("is_reserved").booleanValue()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'',80701",
        "sid=" + FREE_NUMBER + ",80701",
        "Sid=" + FREE_NUMBER + "&PhoneNumber=%2B14155550101,80701",
        "Sid=,80407",
        "Sid=PN1,80407",
        "Sid=" + FREE + ",80407",
        "PhoneNumber=,80406",
        "PhoneNumber=14155550101,80406",
        "PhoneNumber=%2B1415x,80406",
        "Sid=" + FREE_NUMBER + "&IsReserved=yes,80701",
        "PhoneNumber=%2B14155550101&IsReserved=,80701"
    })
    void createOfWhatIsNoNumberIsRefused(String form, int code) {
        Client.Answer answer = client.post(NUMBERS, form);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(client.get(NUMBERS).body().path("phone_numbers")).isEmpty();
    }

    @Test
    void createTwiceIsRefusedAndChangesNothing() {
        client.post(NUMBERS, "Sid=" + FREE_NUMBER);

        Client.Answer answer = client.post(NUMBERS, "Sid=" + FREE_NUMBER + "&IsReserved=true");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(80104);
        assertThat(answer.body().path("message").asText()).isEqualTo("PhoneNumber has already been added to Service");
        assertThat(client.get(NUMBERS + "/" + FREE_NUMBER)
                        .body()
                        .path("is_reserved")
                        .booleanValue())
                .isFalse();
    }

    @Test
    void aNumberOfAnotherServiceIsRefused() {
        Client.Answer answer = client.post(NUMBERS, "Sid=" + POOLED_NUMBER);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(80101);
        assertThat(client.get(NUMBERS + "/" + POOLED_NUMBER).status()).isEqualTo(404);
        assertThat(client.get(SUPPORT_NUMBERS + "/" + POOLED_NUMBER).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "Sid=" + UNKNOWN + ",80301",
        "Sid=" + OF_ANOTHER_ACCOUNT + ",80301",
        "PhoneNumber=%2B14155550199,80606",
        "PhoneNumber=%2B14155550111,80606"
    })
    void aNumberThatTheAccountDoesNotHaveIsUnknownEvenIfAnotherAccountDoes(String form, int code) {
        assertThat(client.post(NUMBERS, form).code()).isEqualTo(code);
    }

    @Test
    void updateReservesAndUnreservesAndSetsNothingElse() {
        String path = SUPPORT_NUMBERS + "/" + POOLED_NUMBER;

        Client.Answer reserved = client.post(path, "IsReserved=true&FriendlyName=mine&InUse=7");
        JsonNode body = reserved.body();

        assertThat(reserved.status()).isEqualTo(200);
        assertThat(body.path("is_reserved").booleanValue()).isTrue();
        assertThat(body.path("friendly_name").asText()).isEqualTo("+14155550103");
        assertThat(body.path("in_use").intValue()).isZero();
        assertThat(client.get(path).body()).isEqualTo(body);
        assertThat(client.post(path, "IsReserved=false")
                        .body()
                        .path("is_reserved")
                        .booleanValue())
                .isFalse();
        assertThat(client.post(path, "").status()).isEqualTo(200);
        assertThat(client.post(path, "IsReserved=1").code()).isEqualTo(80701);
    }

    @Test
    void deleteAnswersNothingAndFreesTheNumber() {
        Client.Answer answer = client.delete(SUPPORT_NUMBERS + "/" + POOLED_NUMBER);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.raw().body()).isEmpty();
        assertThat(client.post(NUMBERS, "Sid=" + POOLED_NUMBER).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "DELETE"})
    void whatIsNotInThePoolIsNotFound(String method) {
        Client.Answer answer = client.method(method, NUMBERS + "/" + FREE_NUMBER, "");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo(20404);
        assertThat(answer.body().path("message").asText())
                .isEqualTo("The requested resource /Services/" + MESSAGING + "/PhoneNumbers/" + FREE_NUMBER
                        + " was not found");
    }

    @Test
    void inUseCountsTheSessionsAndTheNumberStaysUntilTheyEnd() {
        String path = SUPPORT_NUMBERS + "/" + POOLED_NUMBER;
        simulator.put(SUPPORT, POOLED_NUMBER, true, 2);

        Client.Answer refused = client.delete(path);
        JsonNode listed = client.get(SUPPORT_NUMBERS).body().at("/phone_numbers/0");
        simulator.put(SUPPORT, POOLED_NUMBER, true, 0);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo(80611);
        assertThat(listed.path("in_use").intValue()).isEqualTo(2);
        assertThat(client.get(path).body().path("in_use").intValue()).isZero();
        assertThat(client.delete(path).status()).isEqualTo(204);
    }

    @Test
    void codesAndNumbersAreListsOfTheirOwn() {
        client.post(Example.POOL, "Sid=" + FREE);
        client.post(NUMBERS, "Sid=" + FREE_NUMBER);

        JsonNode codes = client.get(Example.POOL).body();
        JsonNode numbers = client.get(NUMBERS).body();

        assertThat(codes.path("short_codes").findValuesAsText("sid")).containsExactly(FREE);
        assertThat(numbers.path("phone_numbers").findValuesAsText("sid")).containsExactly(FREE_NUMBER);
        assertThat(numbers.at("/meta/key").asText()).isEqualTo("phone_numbers");
        assertThat(client.get(Example.POOL + "/" + FREE_NUMBER).status()).isEqualTo(404);
        assertThat(client.get(NUMBERS + "/" + FREE).status()).isEqualTo(404);
        assertThat(client.post(Example.POOL, "Sid=" + FREE_NUMBER).code()).isEqualTo(80701);
    }

    @Test
    void aListHasPagesAndItsTokensOpenNoOtherList() {
        client.post(NUMBERS, "Sid=" + FREE_NUMBER);
        client.post(NUMBERS, "Sid=" + FREE_NUMBER_TOO);

        JsonNode first = client.get(NUMBERS + "?PageSize=1").body();
        String next = first.at("/meta/next_page_url").asText();
        JsonNode second = client.get(next).body();

        assertThat(first.at("/phone_numbers/0/sid").asText()).isEqualTo(FREE_NUMBER);
        assertThat(second.at("/phone_numbers/0/sid").asText()).isEqualTo(FREE_NUMBER_TOO);
        assertThat(second.at("/meta/next_page_url").isNull()).isTrue();
        assertThat(client.get(Example.POOL + "?" + URI.create(next).getQuery()).status())
                .isEqualTo(400);
    }

    @Test
    void everyEndpointHasItsOwnRate() {
        var clock = new HandMovedClock();
        try (Simulator clocked = Example.start(Example.state(), clock)) {
            Client here = Example.client(clocked);
            for (int i = 0; i < Limits.TWILIO.perWindow(); i++) {
                assertThat(here.get(NUMBERS).status()).isEqualTo(200);
            }
            assertThat(here.get(NUMBERS).code()).isEqualTo(80621);
            assertThat(here.get(Example.POOL).status()).isEqualTo(200);
        }
    }

    @Test
    void proxyTakesTheCallsAndMessagesOfANumberAndDoesNotGiveThemBack() {
        assertThat(number(FREE_NUMBER).voiceUrl()).isEqualTo("https://example.com/voice");

        client.post(NUMBERS, "Sid=" + FREE_NUMBER);

        String proxy = "https://webhooks.twilio.com/v1/Accounts/" + Example.ACCOUNT + "/Proxy/" + MESSAGING;
        assertThat(number(FREE_NUMBER).voiceUrl()).isEqualTo(proxy + "/Webhooks/Call");
        assertThat(number(FREE_NUMBER).smsUrl()).isEqualTo(proxy + "/Webhooks/Message");

        client.post(NUMBERS + "/" + FREE_NUMBER, "IsReserved=true");
        assertThat(number(FREE_NUMBER).smsUrl()).isEqualTo(proxy + "/Webhooks/Message");

        client.delete(NUMBERS + "/" + FREE_NUMBER);
        assertThat(List.of(number(FREE_NUMBER).voiceUrl(), number(FREE_NUMBER).smsUrl()))
                .allMatch(url -> url.startsWith("https://demo.twilio.com/"));
    }

    /** As after an edit by a person, which Proxy does not notice. */
    @Test
    void anUpdateLeavesOtherUrlsWhereTheyAre() {
        SimulatorState state = StateFile.parse("state.yaml", """
            accounts:
              - sid: AC00000000000000000000000000000001
                authToken: example-token-1
                phoneNumbers:
                  - sid: PN00000000000000000000000000000001
                    phoneNumber: "+14155550101"
                    smsUrl: https://example.com/sms
                services:
                  - sid: KS00000000000000000000000000000001
                    uniqueName: messaging
                    phoneNumbers: [{sid: PN00000000000000000000000000000001}]
            """);
        try (Simulator edited = Example.start(state)) {
            Example.client(edited).post(NUMBERS + "/" + FREE_NUMBER, "IsReserved=true");

            assertThat(edited.state().accounts().getFirst().phoneNumbers())
                    .isEqualTo(state.accounts().getFirst().phoneNumbers());
        }
    }

    @Test
    void aDeletedServiceFreesItsNumbersEvenThoseInUse() {
        simulator.put(SUPPORT, POOLED_NUMBER, false, 3);

        assertThat(client.delete("/v1/Services/" + SUPPORT).status()).isEqualTo(204);

        assertThat(client.get(SUPPORT_NUMBERS).status()).isEqualTo(404);
        assertThat(number(POOLED_NUMBER).smsUrl()).startsWith("https://demo.twilio.com/");
        assertThat(client.post(NUMBERS, "Sid=" + POOLED_NUMBER).status()).isEqualTo(201);
    }

    private SimulatorState.PhoneNumber number(String sid) {
        return simulator.state().accounts().getFirst().phoneNumbers().stream()
                .filter(number -> number.sid().equals(sid))
                .findFirst()
                .orElseThrow();
    }
}

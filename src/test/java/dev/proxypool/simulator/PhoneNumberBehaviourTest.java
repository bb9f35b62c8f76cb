package dev.proxypool.simulator;

import static dev.proxypool.simulator.Example.ACCOUNT;
import static dev.proxypool.simulator.Example.FREE;
import static dev.proxypool.simulator.Example.FREE_NUMBER;
import static dev.proxypool.simulator.Example.FREE_NUMBER_TOO;
import static dev.proxypool.simulator.Example.MESSAGING;
import static dev.proxypool.simulator.Example.NUMBERS;
import static dev.proxypool.simulator.Example.POOL;
import static dev.proxypool.simulator.Example.POOLED;
import static dev.proxypool.simulator.Example.POOLED_NUMBER;
import static dev.proxypool.simulator.Example.SUPPORT;
import static dev.proxypool.simulator.Example.SUPPORT_NUMBERS;
import static dev.proxypool.simulator.Example.SUPPORT_POOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every switch for what Twilio does not publish of phone numbers and Services, under each of its values. */
class PhoneNumberBehaviourTest {
    private final HandMovedClock clock = new HandMovedClock();
    private final Simulator simulator = Example.start(Example.state(), clock);
    private final Client client = Example.client(simulator);
    private final Client admin = new Client(simulator.uri(), "", "");

    @AfterEach
    void close() {
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 409})
    void otherServiceStatus(int status) {
        simulator.behave("otherServiceStatus: " + status);

        assertRefused(client.post(NUMBERS, "Sid=" + POOLED_NUMBER), status, 80101);
        assertRefused(client.post(POOL, "Sid=" + POOLED), status, 80101);
    }

    @ParameterizedTest
    @CsvSource({"80101,80101", "80105,80104", "80601,80601"})
    void otherServiceCode(int setting, int code) {
        simulator.behave("otherServiceCode: " + setting);

        assertRefused(client.post(NUMBERS, "Sid=" + POOLED_NUMBER), 400, code);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 409})
    void unknownNumberStatus(int status) {
        simulator.behave("unknownNumberStatus: " + status);

        assertRefused(client.post(NUMBERS, "Sid=PN00000000000000000000000000000099"), status, 80301);
        assertRefused(client.post(NUMBERS, "PhoneNumber=%2B14155550199"), 400, 80606);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 409})
    void numberInUseStatus(int status) {
        simulator.behave("numberInUseStatus: " + status);
        simulator.put(SUPPORT, POOLED_NUMBER, false, 1);
        simulator.put(SUPPORT, POOLED, false, true);

        assertRefused(client.delete(SUPPORT_NUMBERS + "/" + POOLED_NUMBER), status, 80611);
        assertRefused(client.delete(SUPPORT_POOL + "/" + POOLED), 400, 80611);
    }

    @ParameterizedTest
    @CsvSource({"false,400", "true,204"})
    void removesNumbersInUse(boolean setting, int status) {
        simulator.behave("removesNumbersInUse: " + setting);
        simulator.put(SUPPORT, POOLED_NUMBER, false, 1);
        simulator.put(SUPPORT, POOLED, false, true);

        assertThat(client.delete(SUPPORT_NUMBERS + "/" + POOLED_NUMBER).status())
                .isEqualTo(status);
        assertThat(client.delete(SUPPORT_POOL + "/" + POOLED).code()).isEqualTo(80611);
    }

    @Test
    void inUseFallsAtOnce() {
        simulator.put(SUPPORT, POOLED_NUMBER, true, 2);
        simulator.put(SUPPORT, POOLED_NUMBER, true, 0);

        assertThat(inUse()).isZero();
    }

    @Test
    void inUseFallsAfterAMinuteAndRisesAtOnce() {
        String path = SUPPORT_NUMBERS + "/" + POOLED_NUMBER;
        simulator.behave("inUseFallsAfter: 60");
        simulator.put(SUPPORT, POOLED_NUMBER, true, 2);
        assertThat(inUse()).isEqualTo(2);

        clock.advance(Duration.ofMinutes(5));
        simulator.put(SUPPORT, POOLED_NUMBER, true, 0);
        clock.advance(Duration.ofSeconds(59));
        client.post(path, "IsReserved=true");
        assertThat(inUse()).isEqualTo(2);
        assertThat(client.delete(path).code()).isEqualTo(80611);

        clock.advance(Duration.ofSeconds(1));
        assertThat(inUse()).isZero();
        assertThat(client.delete(path).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void showsInUse(boolean setting) {
        simulator.behave("showsInUse: " + setting);
        simulator.put(SUPPORT, POOLED_NUMBER, false, 1);

        assertThat(client.get(SUPPORT_NUMBERS).body().at("/phone_numbers/0").has("in_use"))
                .isEqualTo(setting);
        assertThat(client.delete(SUPPORT_NUMBERS + "/" + POOLED_NUMBER).code()).isEqualTo(80611);
    }

    @Test
    void aReleasedNumberVanishes() {
        release(POOLED_NUMBER);

        assertThat(client.get(SUPPORT_NUMBERS).body().path("phone_numbers")).isEmpty();
        assertThat(client.delete(SUPPORT_NUMBERS + "/" + POOLED_NUMBER).code()).isEqualTo(20404);
        assertRefused(client.post(SUPPORT_NUMBERS, "Sid=" + POOLED_NUMBER), 400, 80301);
        assertThat(simulator.state().toString()).doesNotContain(POOLED_NUMBER);
    }

    @Test
    void aReleasedNumberStaysAndCannotBeRemoved() throws Exception {
        simulator.behave("releasedNumberStays: true");
        release(POOLED_NUMBER);
        release(FREE_NUMBER);

        assertThat(client.get(SUPPORT_NUMBERS).body().path("phone_numbers").findValuesAsText("sid"))
                .containsExactly(POOLED_NUMBER);
        assertThat(client.delete(SUPPORT_NUMBERS + "/" + POOLED_NUMBER).code()).isEqualTo(20404);
        assertThat(client.post(SUPPORT_NUMBERS + "/" + POOLED_NUMBER, "IsReserved=true")
                        .status())
                .isEqualTo(200);
        assertRefused(client.post(SUPPORT_NUMBERS, "Sid=" + POOLED_NUMBER), 400, 80301);
        assertRefused(client.post(NUMBERS, "PhoneNumber=%2B14155550103"), 400, 80606);
        assertRefused(client.post(NUMBERS, "Sid=" + FREE_NUMBER), 400, 80301);
        try (Simulator again = Example.start(simulator.state())) {
            assertThat(again.state()).isEqualTo(simulator.state());
            assertThat(Example.client(again)
                            .delete(SUPPORT_NUMBERS + "/" + POOLED_NUMBER)
                            .code())
                    .isEqualTo(20404);
        }
        client.delete("/v1/Services/" + SUPPORT);
        assertThat(simulator.state().toString()).doesNotContain(POOLED_NUMBER);
    }

    @Test
    void aRemovedNumberIsAcceptedElsewhereAtOnce() {
        client.delete(SUPPORT_NUMBERS + "/" + POOLED_NUMBER);

        assertThat(client.post(NUMBERS, "Sid=" + POOLED_NUMBER).status()).isEqualTo(201);
    }

    @Test
    void aRemovedNumberIsHeldForAMinute() {
        simulator.behave("heldAfterRemoval: 60");
        client.delete(SUPPORT_NUMBERS + "/" + POOLED_NUMBER);
        clock.advance(Duration.ofSeconds(59));

        assertRefused(client.post(NUMBERS, "Sid=" + POOLED_NUMBER), 400, 80601);
        assertThat(client.post(SUPPORT_NUMBERS, "Sid=" + POOLED_NUMBER).status())
                .isEqualTo(201);

        client.delete("/v1/Services/" + SUPPORT);
        assertRefused(client.post(NUMBERS, "Sid=" + POOLED_NUMBER), 400, 80601);
        clock.advance(Duration.ofSeconds(60));
        assertThat(client.post(NUMBERS, "Sid=" + POOLED_NUMBER).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({"false,201", "true,400"})
    void limitsTogether(boolean setting, int status) {
        simulator.behave("{limitsTogether: " + setting + ", maxUnreserved: 1, maxReserved: 0}");
        client.post(POOL, "Sid=" + FREE);

        assertThat(client.post(NUMBERS, "Sid=" + FREE_NUMBER).status()).isEqualTo(status);
        assertRefused(client.post(NUMBERS, "Sid=" + FREE_NUMBER_TOO + "&IsReserved=true"), 400, 80622);
    }

    @Test
    void aPoolThatIsFullOfUnreservedNumbersTakesAReservedOne() {
        simulator.poolLimits(0, 1);

        assertRefused(client.post(NUMBERS, "Sid=" + FREE_NUMBER), 400, 80622);
        assertThat(client.post(NUMBERS, "Sid=" + FREE_NUMBER + "&IsReserved=true")
                        .status())
                .isEqualTo(201);
        assertRefused(client.post(NUMBERS + "/" + FREE_NUMBER, "IsReserved=false"), 400, 80622);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void reservesOnCreate(boolean setting) {
        simulator.behave("reservesOnCreate: " + setting);

        Client.Answer answer = client.post(NUMBERS, "Sid=" + FREE_NUMBER + "&IsReserved=true");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().path("is_reserved").booleanValue()).isEqualTo(setting);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "directional |"
                        + " {\"sms_inbound\":true,\"sms_outbound\":true,\"mms_inbound\":false,\"mms_outbound\":false,"
                        + "\"voice_inbound\":true,\"voice_outbound\":true}",
                "plain | {\"fax\":false,\"mms\":false,\"sms\":true,\"voice\":true}",
                "none | null"
            })
    void capabilities(String setting, String json) {
        simulator.behave("capabilities: " + setting);

        JsonNode body = client.post(NUMBERS, "Sid=" + FREE_NUMBER).body();

        assertThat(body.has("capabilities")).isTrue();
        assertThat(body.path("capabilities").toString()).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({"false,404", "true,200"})
    void servicesByName(boolean setting, int status) {
        simulator.behave("servicesByName: " + setting);

        assertThat(client.get("/v1/Services/messaging").status()).isEqualTo(status);
        assertThat(client.get("/v1/Services/messaging/PhoneNumbers").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"true,null", "false,\"https://example.com\""})
    void emptyUrlClears(boolean setting, String json) {
        simulator.behave("emptyUrlClears: " + setting);
        client.post("/v1/Services/" + MESSAGING, "CallbackUrl=https%3A%2F%2Fexample.com");

        JsonNode service =
                client.post("/v1/Services/" + MESSAGING, "CallbackUrl=").body();

        assertThat(service.path("callback_url").toString()).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({"withdrawn,404,200", "phoneNumbersWithdrawn,200,404"})
    void eachEndpointIsWithdrawnByItself(String setting, int codes, int numbers) {
        simulator.behave(setting + ": true");

        JsonNode links = client.get("/v1/Services/" + MESSAGING).body().path("links");

        assertThat(client.get(POOL).status()).isEqualTo(codes);
        assertThat(client.get(NUMBERS).status()).isEqualTo(numbers);
        assertThat(links.has("short_codes")).isEqualTo(codes == 200);
        assertThat(links.has("phone_numbers")).isEqualTo(numbers == 200);
    }

    /** Each key has the meaning above; here is that the state file has it too. */
    @Test
    void theStateFileHasTheSameKeysAsTheAdminApi() {
        assertThat(Example.stateWith("inUseFallsAfter: 60", "capabilities: plain")
                        .behaviour())
                .isEqualTo(Behaviour.DEFAULT.with("{inUseFallsAfter: 60, capabilities: plain}"));

        Client.Answer answer =
                admin.method("PUT", "/_simulator/behaviour", "{\"inUseFallsAfter\":60,\"capabilities\":\"plain\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(simulator.state().behaviour())
                .isEqualTo(Behaviour.DEFAULT.with("{inUseFallsAfter: 60, capabilities: plain}"));
        assertThat(answer.body())
                .isEqualTo(admin.get("/_simulator/state").body().path("behaviour"));
        assertThat(answer.body().properties().stream().map(Map.Entry::getKey))
                .containsExactlyElementsOf(BehaviourJson.KNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"numberInUseStatus\":418} | behaviour: numberInUseStatus: expected one of [400, 404, 409], found"
                        + " 418",
                "{\"capabilities\":\"all\"} | behaviour: capabilities: expected one of [directional, plain, none]",
                "{\"color\":1} | behaviour: color: unknown key, expected one of otherServiceCode",
                "[] | behaviour: (top level): expected an object"
            })
    void whatIsNoBehaviourIsRefused(String json, String message) {
        Client.Answer answer = admin.method("PUT", "/_simulator/behaviour", json);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("message").asText()).startsWith(message);
        assertThatThrownBy(() -> simulator.behave(json)).isInstanceOf(InvalidState.class);
        assertThat(simulator.state().behaviour()).isEqualTo(Behaviour.DEFAULT);
    }

    private void release(String sid) {
        assertThat(admin.delete("/_simulator/accounts/" + ACCOUNT + "/phoneNumbers/" + sid)
                        .status())
                .isEqualTo(204);
    }

    private int inUse() {
        return client.get(SUPPORT_NUMBERS + "/" + POOLED_NUMBER)
                .body()
                .path("in_use")
                .intValue();
    }

    private static void assertRefused(Client.Answer answer, int status, int code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().path("status").intValue()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }
}

package dev.proxypool.simulator;

import static dev.proxypool.simulator.Example.FREE;
import static dev.proxypool.simulator.Example.FREE_NUMBER;
import static dev.proxypool.simulator.Example.MESSAGING;
import static dev.proxypool.simulator.Example.NUMBERS;
import static dev.proxypool.simulator.Example.POOL;
import static dev.proxypool.simulator.Example.POOLED;
import static dev.proxypool.simulator.Example.POOLED_NUMBER;
import static dev.proxypool.simulator.Example.SUPPORT;
import static dev.proxypool.simulator.Example.SUPPORT_NUMBERS;
import static dev.proxypool.simulator.Example.SUPPORT_POOL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminTest {
    private final Simulator simulator = Example.start(Example.state());
    private final Client client = Example.client(simulator);
    private final Client admin = new Client(simulator.uri(), "", "");

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void theStateHasTheShapeOfTheFileAndNoSecrets() throws Exception {
        JsonNode file = new YAMLMapper().readTree(Example.yaml());

        Client.Answer state = admin.get("/_simulator/state");

        assertThat(state.raw().body()).doesNotContain("example-token", "example-secret");
        assertThat(state.body().path("limits")).isEqualTo(file.path("limits"));
        assertThat(state.body().path("behaviour")).isEqualTo(file.path("behaviour"));
        assertThat(state.body().at("/accounts/0/services")).isEqualTo(file.at("/accounts/0/services"));
        assertThat(state.body().at("/accounts/0/phoneNumbers/0")).isEqualTo(file.at("/accounts/0/phoneNumbers/0"));
        assertThat(state.body().at("/accounts/0/shortCodes/0")).isEqualTo(file.at("/accounts/0/shortCodes/0"));
        assertThat(state.body().at("/accounts/0/apiKeys/0/sid")).isEqualTo(file.at("/accounts/0/apiKeys/0/sid"));
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://example.com, 403",
        "Origin, null, 403",
        "Sec-Fetch-Site, cross-site, 403",
        "Sec-Fetch-Site, same-site, 403",
        "Sec-Fetch-Site, none, 204",
        "Sec-Fetch-Site, same-origin, 204",
        "Origin, self, 204",
        "Accept, */*, 204"
    })
    void aPageOfAnotherSiteChangesNothing(String header, String value, int status) {
        String own = admin.base().toString();

        Client.Answer answer = admin.send(admin.request("/_simulator/requests")
                .header(header, value.equals("self") ? own : value)
                .DELETE());

        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void theLogTellsWhatEveryRequestAskedAndGot() {
        client.post(POOL, "Sid=" + POOLED);
        client.get(POOL + "?PageSize=7");

        JsonNode log = admin.get("/_simulator/requests").body().path("requests");

        assertThat(log).hasSize(2);
        assertThat(log.path(0).path("number").intValue()).isEqualTo(1);
        assertThat(log.path(0).path("time").asText()).isNotEmpty();
        assertThat(log.path(0).path("account").asText()).isEqualTo(Example.ACCOUNT);
        assertThat(log.path(0).path("method").asText()).isEqualTo("POST");
        assertThat(log.path(0).path("path").asText()).isEqualTo(POOL);
        assertThat(log.path(0).path("form").path("Sid").asText()).isEqualTo(POOLED);
        assertThat(log.path(0).path("status").intValue()).isEqualTo(400);
        assertThat(log.path(0).path("code").intValue()).isEqualTo(80101);
        assertThat(log.path(0).path("inFlight").intValue()).isEqualTo(1);
        assertThat(log.path(0).has("durationMs")).isTrue();
        assertThat(log.path(1).path("query").asText()).isEqualTo("PageSize=7");
        assertThat(admin.get("/_simulator/requests?after=1").body().path("requests"))
                .hasSize(1);
        assertThat(admin.get("/_simulator/requests?after=2").body().path("requests"))
                .isEmpty();
    }

    @Test
    void requestsAreCountedByKind() {
        client.get(POOL);
        client.get(POOL + "?PageSize=7");
        client.post(POOL, "Sid=" + POOLED);

        JsonNode counts = admin.get("/_simulator/counts").body().path("counts");

        assertThat(counts).hasSize(2);
        assertThat(counts.path(0).path("account").asText()).isEqualTo(Example.ACCOUNT);
        assertThat(counts.path(0).path("method").asText()).isEqualTo("GET");
        assertThat(counts.path(0).path("path").asText()).isEqualTo("/v1/Services/*/ShortCodes");
        assertThat(counts.path(0).path("status").intValue()).isEqualTo(200);
        assertThat(counts.path(0).path("requests").intValue()).isEqualTo(2);
        assertThat(counts.path(1).path("code").intValue()).isEqualTo(80101);
        admin.delete("/_simulator/requests");
        assertThat(admin.get("/_simulator/counts").body().path("counts")).isEmpty();
    }

    @Test
    void aClearedLogGoesOnCounting() {
        client.get(POOL);

        assertThat(admin.delete("/_simulator/requests").status()).isEqualTo(204);
        client.get(POOL);

        assertThat(simulator.requests()).extracting(LoggedRequest::number).containsExactly(2L);
    }

    @Test
    void listenersHearEveryRequestInOrderEvenAfterOneOfThemFailed() {
        List<LoggedRequest> heard = new ArrayList<>();
        simulator.onRequest(request -> {
            throw new IllegalStateException("on purpose");
        });
        simulator.onRequest(heard::add);

        client.get(POOL);
        client.post(POOL, "Sid=" + FREE);

        assertThat(heard).extracting(LoggedRequest::isWrite).containsExactly(false, true);
        assertThat(heard).isEqualTo(simulator.requests());
    }

    @Test
    void aFaultComesAndGoes() {
        Client.Answer added = admin.method(
                "POST",
                "/_simulator/faults",
                "{\"method\":\"GET\",\"path\":\"/v1/**\",\"times\":2,\"action\":\"status\",\"status\":503}");

        assertThat(added.status()).isEqualTo(201);
        assertThat(added.body().path("applied").booleanValue()).isFalse();
        assertThat(client.get(POOL).code()).isEqualTo(20503);
        assertThat(admin.get("/_simulator/faults").body().path("faults").path(0))
                .isEqualTo(added.body());
        assertThat(admin.delete("/_simulator/faults").status()).isEqualTo(204);
        assertThat(client.get(POOL).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"action\":\"status\",\"status\":401} | Status[status=401, code=20003, retryAfter=null,"
                        + " applied=false]",
                "{\"action\":\"status\",\"status\":500,\"code\":80502,\"retryAfter\":0,\"applied\":true}"
                        + " | Status[status=500, code=80502, retryAfter=0, applied=true]",
                "{\"action\":\"reset-before\"} | Reset[applied=false]",
                "{\"action\":\"reset-after\"} | Reset[applied=true]",
                "{\"action\":\"delay\",\"delayMs\":1500} | Delay[time=PT1.5S]",
                "{\"action\":\"truncate\"} | Truncate[]",
                "{\"action\":\"html\"} | Html[status=502, applied=false]",
                "{\"action\":\"empty\",\"status\":200,\"applied\":true} | Empty[status=200, applied=true]"
            })
    void everyActionIsUnderstood(String json, String effect) {
        assertThat(admin.method("POST", "/_simulator/faults", json).status()).isEqualTo(201);

        assertThat(simulator.faults().getFirst().effect()).hasToString(effect);
        assertThat(admin.get("/_simulator/faults")
                        .body()
                        .path("faults")
                        .path(0)
                        .path("action")
                        .asText())
                .isEqualTo(json.replaceAll(".*\"action\":\"([a-z-]+)\".*", "$1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | faults | {} | action: missing, expected a text",
                "POST | faults | {\"action\":\"explode\"} | action: expected status, reset-before, reset-after",
                "POST | faults | {\"action\":\"status\"} | status: missing, expected an HTTP status",
                "POST | faults | {\"action\":\"delay\"} | delayMs: missing, expected milliseconds",
                "POST | faults | {\"action\":\"truncate\",\"applied\":false} | applied: expected only with",
                "POST | faults | {\"action\":\"truncate\",\"every\":0} | every: expected a whole number from 1",
                "POST | faults | {\"action\":\"truncate\",\"when\":0} | when: unknown key, expected one of method",
                "POST | faults | [] | (top level): expected an object",
                "POST | faults | {nonsense | Expected a JSON object",
                "PUT | mode | {\"withdrawn\":\"yes\"} | withdrawn: expected true or false, found a text",
                "PUT | mode | {} | withdrawn: missing",
                "GET | requests?after=x | '' | after: expected the number of a request",
                "PUT | services/KS1/shortCodes/SC1 | {} | There is no Service KS1",
                "PUT | services/" + MESSAGING + "/shortCodes/SC1 | {} | has no short code SC1",
                "PUT | services/" + MESSAGING + "/shortCodes/" + FREE + " | {\"reserved\":1} | reserved: expected true",
                "DELETE | services/" + MESSAGING + "/shortCodes/" + POOLED + " | '' | is not in the pool of",
                "PUT | services/" + MESSAGING + "/codes/" + FREE + " | {} | Nothing is here",
                "PUT | services/" + MESSAGING + "/phoneNumbers/PN1 | {} | has no phone number PN1",
                "PUT | services/" + MESSAGING + "/phoneNumbers/" + FREE + " | {} | has no phone number SC0",
                "PUT | services/" + MESSAGING + "/shortCodes/" + FREE_NUMBER + " | {} | has no short code PN0",
                "PUT | services/" + MESSAGING + "/phoneNumbers/" + FREE_NUMBER
                        + " | {\"inUse\":true} | inUse: expected a whole number from 0",
                "DELETE | services/" + MESSAGING + "/phoneNumbers/" + POOLED_NUMBER + " | '' | Phone number PN0",
                "DELETE | accounts/AC1/phoneNumbers/" + FREE_NUMBER + " | '' | There is no account AC1",
                "DELETE | accounts/" + Example.ACCOUNT + "/phoneNumbers/PN1 | '' | has no phone number PN1",
                "DELETE | accounts/" + Example.ACCOUNT + "/shortCodes/" + FREE + " | '' | Nothing is here",
                "PUT | accounts/AC1 | {\"authToken\":\"x\"} | There is no account AC1",
                "PUT | accounts/" + Example.ACCOUNT + " | {} | authToken: missing"
            })
    void badInputIsRefusedWithItsReason(String method, String path, String body, String message) {
        Client.Answer answer = admin.method(method, "/_simulator/" + path, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("message").asText()).contains(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/_simulator/", "/_simulator/nothing", "/_simulator/state/more"})
    void elsewhereThereIsOnlyAHint(String path) {
        Client.Answer answer = admin.get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().path("message").asText()).contains("GET state");
    }

    @Test
    void anEditMovesACodeFromAnotherPool() {
        Client.Answer answer = admin.method(
                "PUT", "/_simulator/services/" + MESSAGING + "/shortCodes/" + POOLED, "{\"reserved\":true}");

        assertThat(answer.body().toString())
                .isEqualTo("{\"sid\":\"" + POOLED + "\",\"reserved\":true,\"inUse\":false}");
        assertThat(client.get(POOL + "/" + POOLED).body().path("is_reserved").booleanValue())
                .isTrue();
        assertThat(client.get(SUPPORT_POOL + "/" + POOLED).status()).isEqualTo(404);
    }

    @Test
    void anEditLeavesAloneWhatItDoesNotName() {
        String path = "/_simulator/services/" + SUPPORT + "/shortCodes/" + POOLED;
        admin.method("PUT", path, "{\"reserved\":true}");

        Client.Answer answer = admin.method("PUT", path, "{\"inUse\":true}");

        assertThat(answer.body().path("reserved").booleanValue()).isTrue();
        assertThat(answer.body().path("inUse").booleanValue()).isTrue();
    }

    @Test
    void anEditRemovesEvenACodeInUse() {
        simulator.put(SUPPORT, POOLED, false, true);

        assertThat(admin.delete("/_simulator/services/" + SUPPORT + "/shortCodes/" + POOLED)
                        .status())
                .isEqualTo(204);
        assertThat(client.get(SUPPORT_POOL).body().path("short_codes")).isEmpty();
    }

    @Test
    void anEditOfAPhoneNumberCountsItsSessionsAndLeavesAloneWhatItDoesNotName() {
        String path = "/_simulator/services/" + MESSAGING + "/phoneNumbers/" + POOLED_NUMBER;

        Client.Answer moved = admin.method("PUT", path, "{\"reserved\":true}");
        Client.Answer used = admin.method("PUT", path, "{\"inUse\":3}");

        assertThat(moved.body().toString())
                .isEqualTo("{\"sid\":\"" + POOLED_NUMBER + "\",\"reserved\":true,\"inUse\":0}");
        assertThat(used.body().toString())
                .isEqualTo("{\"sid\":\"" + POOLED_NUMBER + "\",\"reserved\":true,\"inUse\":3}");
        assertThat(client.get(SUPPORT_NUMBERS).body().path("phone_numbers")).isEmpty();
        assertThat(admin.get("/_simulator/state")
                        .body()
                        .at("/accounts/0/services/0/phoneNumbers/0")
                        .toString())
                .isEqualTo(used.body().toString());
        assertThat(admin.delete(path).status()).isEqualTo(204);
        assertThat(client.get(NUMBERS).body().path("phone_numbers")).isEmpty();
    }

    /** Twilio's date is that of the pool's entry, and a Session does not change the entry. */
    @Test
    void anEditOfSessionsDoesNotTouchTheDate() {
        var clock = new HandMovedClock();
        try (Simulator clocked = Example.start(Example.state(), clock)) {
            clock.advance(Duration.ofHours(1));
            new Client(clocked.uri(), "", "")
                    .method(
                            "PUT",
                            "/_simulator/services/" + SUPPORT + "/phoneNumbers/" + POOLED_NUMBER,
                            "{\"inUse\":1}");

            JsonNode number = Example.client(clocked)
                    .get(SUPPORT_NUMBERS + "/" + POOLED_NUMBER)
                    .body();

            assertThat(number.path("in_use").intValue()).isEqualTo(1);
            assertThat(number.path("date_updated").asText()).isEqualTo("2026-01-01T00:00:00Z");
        }
    }

    @Test
    void theStateShowsWhereTheCallsOfANumberGo() {
        String before = admin.get("/_simulator/state")
                .body()
                .at("/accounts/0/phoneNumbers/0/voiceUrl")
                .asText();
        client.post(NUMBERS, "Sid=" + FREE_NUMBER);

        JsonNode number = admin.get("/_simulator/state").body().at("/accounts/0/phoneNumbers/0");

        assertThat(before).isEqualTo("https://example.com/voice");
        assertThat(number.path("voiceUrl").asText()).contains("/Proxy/" + MESSAGING + "/");
        assertThat(number.path("smsUrl").asText()).contains("/Proxy/" + MESSAGING + "/");
    }

    @Test
    void theModeWithdrawsTheEndpointAndTheTokenCanBeChanged() {
        assertThat(admin.method("PUT", "/_simulator/mode", "{\"withdrawn\":true}")
                        .body()
                        .path("withdrawn")
                        .booleanValue())
                .isTrue();
        assertThat(client.get(POOL).status()).isEqualTo(404);
        admin.method("PUT", "/_simulator/mode", "{\"withdrawn\":false}");
        assertThat(client.get(POOL).status()).isEqualTo(200);

        admin.method("PUT", "/_simulator/accounts/" + Example.ACCOUNT, "{\"authToken\":\"example-token-3\"}");
        assertThat(client.get(POOL).status()).isEqualTo(401);
    }

    @Test
    void theAdminSurfaceIsNeitherLoggedNorDisturbed() {
        simulator.addFault(Match.ANY.then(new Effect.Status(503, 20503)));

        assertThat(admin.get("/_simulator/state").status()).isEqualTo(200);
        assertThat(simulator.requests()).isEmpty();
    }
}

package dev.proxypool.simulator;

import static dev.proxypool.simulator.Example.FREE;
import static dev.proxypool.simulator.Example.MESSAGING;
import static dev.proxypool.simulator.Example.POOL;
import static dev.proxypool.simulator.Example.POOLED;
import static dev.proxypool.simulator.Example.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServicesTest {
    private static final String UNKNOWN = "KS00000000000000000000000000000099";

    private final Simulator simulator = Example.start(Example.state());
    private final Client client = Example.client(simulator);

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void fetchAnswersTheServiceWithItsLinks() {
        Client.Answer answer = client.get("/v1/Services/" + MESSAGING);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("unique_name").asText()).isEqualTo("messaging");
        assertThat(answer.body().path("geo_match_level").asText()).isEqualTo("country");
        assertThat(answer.body().path("callback_url").isNull()).isTrue();
        assertThat(answer.body().path("links").path("short_codes").asText()).isEqualTo(simulator.uri() + POOL);
    }

    @Test
    void fetchTakesAUniqueNameTooIfTwilioDoes() {
        assertThat(client.get("/v1/Services/support").status()).isEqualTo(404);

        simulator.behave("servicesByName: true");

        assertThat(client.get("/v1/Services/support").body().path("sid").asText())
                .isEqualTo(SUPPORT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"KS71", "nobody", UNKNOWN, "KS00000000000000000000000000000011"})
    void fetchOfWhatTheAccountDoesNotHaveIsNotFound(String sid) {
        Client.Answer answer = client.get("/v1/Services/" + sid);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo(20404);
        assertThat(answer.body().path("message").asText())
                .isEqualTo("The requested resource /Services/" + sid + " was not found");
    }

    @Test
    void aUniqueNameIsNoPlaceForShortCodes() {
        assertThat(client.get("/v1/Services/messaging/ShortCodes").status()).isEqualTo(404);
    }

    @Test
    void anUnknownServiceHasNoShortCodes() {
        assertThat(client.get("/v1/Services/" + UNKNOWN + "/ShortCodes").code()).isEqualTo(20404);
        assertThat(client.post("/v1/Services/" + UNKNOWN + "/ShortCodes", "Sid=" + FREE)
                        .code())
                .isEqualTo(20404);
    }

    @Test
    void listShowsTheServicesOfTheAccountOnly() {
        Client.Answer answer = client.get("/v1/Services");

        assertThat(answer.body().path("meta").path("key").asText()).isEqualTo("services");
        assertThat(answer.body().path("services").findValuesAsText("unique_name"))
                .containsExactly("messaging", "support");
    }

    @Test
    void createMakesAServiceThatTakesShortCodes() {
        Client.Answer created = client.post(
                "/v1/Services",
                "UniqueName=My+Service&DefaultTtl=3600&CallbackUrl=http%3A%2F%2Fwww.example.com"
                        + "&NumberSelectionBehavior=avoid-sticky");

        String sid = created.body().path("sid").asText();
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().path("unique_name").asText()).isEqualTo("My Service");
        assertThat(created.body().path("default_ttl").intValue()).isEqualTo(3600);
        assertThat(created.body().path("callback_url").asText()).isEqualTo("http://www.example.com");
        assertThat(created.body().path("number_selection_behavior").asText()).isEqualTo("avoid-sticky");
        simulator.behave("servicesByName: true");
        assertThat(client.get("/v1/Services/My%20Service").body().path("sid").asText())
                .isEqualTo(sid);
        assertThat(client.post("/v1/Services/" + sid + "/ShortCodes", "Sid=" + FREE)
                        .status())
                .isEqualTo(201);
    }

    @Test
    void aUniqueNameIsUniqueInItsAccount() {
        Client.Answer taken = client.post("/v1/Services", "UniqueName=support");
        Client.Answer renamed = client.post("/v1/Services/" + MESSAGING, "UniqueName=support");
        Client other = client.as("AC00000000000000000000000000000002", "example-token-2");

        assertThat(taken.status()).isEqualTo(400);
        assertThat(taken.code()).isEqualTo(80602);
        assertThat(renamed.code()).isEqualTo(80602);
        assertThat(other.post("/v1/Services", "UniqueName=support").status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "UniqueName=",
                "UniqueName=a&DefaultTtl=soon",
                "UniqueName=a&GeoMatchLevel=extended-area-code",
                "UniqueName=a&ChatInstanceSid=IS1"
            })
    void createWithParametersThatCannotBeUsedIsRefused(String form) {
        Client.Answer answer = client.post("/v1/Services", form);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(80701);
    }

    @Test
    void updateChangesWhatIsSentAndNothingElse() {
        Client.Answer answer = client.post("/v1/Services/" + MESSAGING, "DefaultTtl=60");

        assertThat(answer.body().path("default_ttl").intValue()).isEqualTo(60);
        assertThat(answer.body().path("unique_name").asText()).isEqualTo("messaging");
    }

    @Test
    void deleteCascadesSilentlyAndFreesEvenCodesInUse() {
        simulator.put(SUPPORT, POOLED, false, true);

        Client.Answer deleted = client.delete("/v1/Services/" + SUPPORT);

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(client.get("/v1/Services/" + SUPPORT).status()).isEqualTo(404);
        assertThat(client.get("/v1/Services/" + SUPPORT + "/ShortCodes").status())
                .isEqualTo(404);
        assertThat(client.post(POOL, "Sid=" + POOLED).status()).isEqualTo(201);
    }
}

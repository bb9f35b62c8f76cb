package dev.proxypool.simulator;

import static dev.proxypool.simulator.Example.FREE;
import static dev.proxypool.simulator.Example.FREE_TOO;
import static dev.proxypool.simulator.Example.MESSAGING;
import static dev.proxypool.simulator.Example.POOL;
import static dev.proxypool.simulator.Example.POOLED;
import static dev.proxypool.simulator.Example.SUPPORT;
import static dev.proxypool.simulator.Example.SUPPORT_POOL;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every switch for what Twilio does not publish. */
class BehaviourTest {
    @ParameterizedTest
    @ValueSource(ints = {80101, 80105, 80601})
    void otherServiceCode(int code) {
        Client.Answer answer = with("otherServiceCode: " + code, client -> client.post(POOL, "Sid=" + POOLED));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 400})
    void unknownCodeStatus(int status) {
        Client.Answer answer = with(
                "unknownCodeStatus: " + status, client -> client.post(POOL, "Sid=SC00000000000000000000000000000099"));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().path("status").intValue()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(80303);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409})
    void inUseStatus(int status) {
        try (Simulator simulator = Example.start(Example.stateWith("inUseStatus: " + status))) {
            simulator.put(SUPPORT, POOLED, false, true);

            Client.Answer answer = Example.client(simulator).delete(SUPPORT_POOL + "/" + POOLED);

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.code()).isEqualTo(80611);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 412})
    void poolFullStatus(int status) {
        try (Simulator simulator = Example.start(Example.stateWith("maxUnreserved: 0", "poolFullStatus: " + status))) {
            Client.Answer answer = Example.client(simulator).post(POOL, "Sid=" + FREE);

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.code()).isEqualTo(80622);
        }
    }

    @Test
    void aFullPoolRefusesToAddToReserveAndToUnreserve() {
        try (Simulator simulator = Example.start(Example.stateWith("maxUnreserved: 1", "maxReserved: 1"))) {
            Client client = Example.client(simulator);
            client.post(POOL, "Sid=" + FREE);
            assertThat(client.post(POOL, "Sid=" + FREE_TOO).code()).isEqualTo(80622);

            client.post(POOL + "/" + FREE, "IsReserved=true");
            assertThat(client.post(POOL, "Sid=" + FREE_TOO).status()).isEqualTo(201);
            assertThat(client.post(POOL + "/" + FREE, "IsReserved=false").code())
                    .isEqualTo(80622);
            assertThat(client.post(POOL + "/" + FREE_TOO, "IsReserved=true").code())
                    .isEqualTo(80622);

            assertThat(client.post(POOL + "/" + FREE, "IsReserved=true").status())
                    .isEqualTo(200);
            assertThat(client.post(POOL + "/" + FREE_TOO, "IsReserved=false").status())
                    .isEqualTo(200);
            client.delete(POOL + "/" + FREE);
            assertThat(client.post(POOL + "/" + FREE_TOO, "IsReserved=true").status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"20404,404", "80408,400"})
    void malformedServiceCode(int code, int status) {
        Client.Answer answer =
                with("malformedServiceCode: " + code, client -> client.get("/v1/Services/KS71/ShortCodes"));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void emptyUpdateTouchesDate() {
        var clock = new HandMovedClock();
        try (Simulator simulator = Example.start(Example.stateWith("emptyUpdateTouchesDate: true"), clock)) {
            clock.advance(Duration.ofMinutes(1));

            Client.Answer answer = Example.client(simulator).post(SUPPORT_POOL + "/" + POOLED, "");

            assertThat(answer.body().path("date_updated").asText()).isEqualTo("2026-01-01T00:01:00Z");
        }
    }

    @Test
    void clampPageSize() {
        assertThat(with("clampPageSize: false", client -> client.get(POOL + "?PageSize=101"))
                        .status())
                .isEqualTo(400);
        assertThat(with("clampPageSize: false", client -> client.get(POOL + "?PageSize=100"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aWithdrawnEndpointIsNotFoundWhileTheServiceIsThereWithoutItsLink() {
        try (Simulator simulator = Example.start(Example.stateWith("withdrawn: true"))) {
            Client client = Example.client(simulator);

            Client.Answer list = client.get(SUPPORT_POOL);
            Client.Answer service = client.get("/v1/Services/" + SUPPORT);

            assertThat(list.status()).isEqualTo(404);
            assertThat(list.code()).isEqualTo(20404);
            assertThat(client.post(POOL, "Sid=" + FREE).status()).isEqualTo(404);
            assertThat(client.delete(SUPPORT_POOL + "/" + POOLED).status()).isEqualTo(404);
            assertThat(service.status()).isEqualTo(200);
            assertThat(service.body().path("links").has("short_codes")).isFalse();
            assertThat(service.body().path("links").has("phone_numbers")).isTrue();

            simulator.withdrawn(false);
            assertThat(client.get(SUPPORT_POOL).body().path("short_codes")).hasSize(1);
            assertThat(client.get("/v1/Services/" + MESSAGING)
                            .body()
                            .path("links")
                            .has("short_codes"))
                    .isTrue();
        }
    }

    private static Client.Answer with(String setting, Function<Client, Client.Answer> request) {
        try (Simulator simulator = Example.start(Example.stateWith(setting))) {
            return request.apply(Example.client(simulator));
        }
    }
}

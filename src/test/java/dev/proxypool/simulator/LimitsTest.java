package dev.proxypool.simulator;

import static dev.proxypool.simulator.Example.FREE;
import static dev.proxypool.simulator.Example.POOL;
import static dev.proxypool.simulator.Example.SUPPORT_POOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private final HandMovedClock clock = new HandMovedClock();

    @Test
    void aBurstOfFiveSecondsWorthPassesAndOneMoreDoesNot() {
        try (Simulator simulator = Example.start(Example.state(), clock)) {
            Client client = Example.client(simulator);

            assertThat(admitted(client, POOL, 160)).isEqualTo(150);

            Client.Answer refused = client.get(POOL);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.code()).isEqualTo(80621);
            assertThat(refused.header("Retry-After")).isEmpty();
        }
    }

    @Test
    void theWindowSlidesSoThatRequestsComeBackOneByOne() {
        try (Simulator simulator = Example.start(Example.state(), clock)) {
            Client client = Example.client(simulator);
            admitted(client, POOL, 100);
            clock.advance(Duration.ofSeconds(3));
            admitted(client, POOL, 50);

            clock.advance(Duration.ofMillis(1999));
            assertThat(admitted(client, POOL, 5)).isZero();
            clock.advance(Duration.ofMillis(1));
            assertThat(admitted(client, POOL, 110)).isEqualTo(100);
        }
    }

    @Test
    void aSmallerBurstFactorLimitsEachSecond() {
        try (Simulator simulator = Example.start(Example.stateWith("burstFactor: 1"), clock)) {
            Client client = Example.client(simulator);

            assertThat(admitted(client, POOL, 40)).isEqualTo(30);
            clock.advance(Duration.ofSeconds(1));
            assertThat(admitted(client, POOL, 40)).isEqualTo(30);
        }
    }

    @Test
    void everyEndpointOfEveryServiceCountsByItself() {
        try (Simulator simulator = Example.start(Example.stateWith("requestsPerSecond: 1", "burstFactor: 5"), clock)) {
            Client client = Example.client(simulator);

            assertThat(admitted(client, POOL, 6)).isEqualTo(5);
            assertThat(admitted(client, SUPPORT_POOL, 6)).isEqualTo(5);
            assertThat(admitted(client, POOL + "/" + FREE, 6)).isEqualTo(5);
            assertThat(admitted(client, "/v1/Services", 6)).isEqualTo(5);
            assertThat(client.post(POOL, "Sid=" + FREE).status()).isEqualTo(201);
        }
    }

    @Test
    void aRefusedWriteIsNotDone() {
        try (Simulator simulator = Example.start(Example.stateWith("requestsPerSecond: 1", "burstFactor: 1"), clock)) {
            Client client = Example.client(simulator);
            client.post(POOL, "Sid=nonsense");

            assertThat(client.post(POOL, "Sid=" + FREE).status()).isEqualTo(429);
            assertThat(client.get(POOL).body().path("short_codes")).isEmpty();
        }
    }

    @Test
    void limitsCanBeSwitchedOff() {
        try (Simulator simulator = Example.start(Example.stateWith("enabled: false"), clock)) {
            assertThat(admitted(Example.client(simulator), POOL, 200)).isEqualTo(200);
        }
    }

    @Test
    void tooManyInFlightAreRefusedUntilOneIsDone() {
        SimulatorState state = Example.stateWith("concurrency: 1", "retryAfter: 7", "requestsPerSecond: 100000");
        try (Simulator simulator = Example.start(state, clock)) {
            Client client = Example.client(simulator);
            simulator.addFault(Match.of("GET", POOL).then(new Effect.Delay(Duration.ofMinutes(5))));
            var slow = CompletableFuture.supplyAsync(() -> client.get(POOL));

            Client.Answer refused = await().until(() -> client.get(SUPPORT_POOL), answer -> answer.status() != 200);

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.code()).isEqualTo(20429);
            assertThat(refused.header("Twilio-Concurrent-Requests")).isEqualTo("2");
            assertThat(refused.header("Retry-After")).isEqualTo("7");
            assertThat(client.as("AC00000000000000000000000000000002", "example-token-2")
                            .get("/v1/Services")
                            .status())
                    .isEqualTo(200);
            assertThat(slow).isNotDone();
        }
    }

    private static long admitted(Client client, String path, int requests) {
        return IntStream.range(0, requests)
                .filter(i -> client.get(path).status() != 429)
                .count();
    }
}

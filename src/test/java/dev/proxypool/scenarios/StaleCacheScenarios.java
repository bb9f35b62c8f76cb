package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The watch lags behind what a user wrote, and the pool at Twilio gives a reason to take something away. */
abstract class StaleCacheScenarios extends PoolStories {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void aMemberThatIsListedByNowIsNotPruned() {
        Map<String, Object> pruning = Map.of("unlisted", "Remove", "maxRemovals", 10);
        environment.startOperator();
        apply(pruning, code(SC1, false), code(SC2, false));
        awaitReady();
        environment.proxy().holdEvents();
        edit(pruning, code(SC1, false), code(SC2, false), code(SC3, false));
        environment.proxy().forgetRequests();

        environment.simulator().put(KS1, SC3, false, false);

        awaitAConsistentRead("proxyshortcodepools/messaging");
        assertThat(environment.pool(KS1)).containsOnlyKeys(SC1, SC2, SC3);
        environment.proxy().releaseEvents();
        awaitReady();
        assertThat(environment.pool(KS1)).containsOnlyKeys(SC1, SC2, SC3);
        assertThat(environment.writes().stream().filter(call -> call.method().equals("DELETE")))
                .isEmpty();
    }

    @Test
    void aReservationThatIsDeclaredByNowIsNotTakenAway() {
        environment.startOperator();
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        environment.awaitReady("promo");
        environment.proxy().holdEvents();
        environment.edit("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "reserved", true));
        environment.proxy().forgetRequests();
        environment.simulator().clearRequests();

        environment.simulator().put(KS1, SC1, true, false);

        awaitAConsistentRead("proxyshortcodes/promo");
        assertThat(environment.writes()).isEmpty();
        environment.proxy().releaseEvents();
        environment.awaitReady("promo");
        assertThat(environment.pool(KS1)).isEqualTo(Map.of(SC1, true));
        assertThat(environment.writes()).as("never released in between").isEmpty();
    }

    @Test
    void aMemberThatAnotherResourceClaimsByNowIsNotPruned() {
        environment.startOperator();
        apply(Map.of("unlisted", "Remove", "maxRemovals", 10), code(SC1, false));
        awaitReady();
        environment.proxy().holdEvents();
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC2));
        environment.proxy().forgetRequests();

        environment.simulator().put(KS1, SC2, false, false);

        awaitAConsistentRead("proxyshortcodepools/messaging");
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        assertThat(environment.pool(KS1)).containsOnlyKeys(SC1, SC2);
        environment.proxy().releaseEvents();
        environment.awaitReady("promo");
        assertThat(environment.pool(KS1)).containsOnlyKeys(SC1, SC2);
        assertThat(environment.writes().stream().filter(call -> call.method().equals("DELETE")))
                .isEmpty();
    }

    /** The pass had read the rivals before, and the consistent read compares with a cache that has caught up since. */
    @Test
    void aClaimThatTheCacheShowsInTheMiddleOfThePassIsNotOverlooked() {
        environment.startOperator();
        apply(Map.of("unlisted", "Remove", "maxRemovals", 10), code(SC1, false));
        awaitReady();
        environment.proxy().holdEvents();
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC2));
        String version = environment.await("promo", _ -> true).getMetadata().getResourceVersion();
        ApiFault caughtUp = environment.proxy().delayAnswer(request -> request.isListOf("proxyshortcodes"), () -> {
            environment.proxy().releaseEvents();
            environment.proxy().awaitEventOf(version);
            await().pollDelay(Duration.ofMillis(500)).until(() -> true);
        });
        environment
                .proxy()
                .delayRequest(
                        ApiFault.request("PATCH", ".*/promo", ""),
                        () -> await().pollDelay(Duration.ofSeconds(2)).until(() -> true));

        environment.simulator().put(KS1, SC2, false, false);

        await().atMost(SOON).until(caughtUp::happened);
        environment.awaitReady("promo");
        assertThat(environment.pool(KS1)).containsOnlyKeys(SC1, SC2);
        assertThat(environment.writes().stream().filter(call -> call.method().equals("DELETE")))
                .isEmpty();
    }

    @Test
    void aPassThatTakesNothingAwayReadsNothing() {
        environment.startOperator();
        environment.proxy().forgetRequests();

        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "reserved", true));
        environment.awaitReady("promo");

        assertThat(reads("proxyshortcodes/promo") + reads("proxyshortcodes") + reads("proxyshortcodepools"))
                .isZero();
        environment.delete("promo");
        environment.awaitGone("promo");
        assertThat(reads("proxyshortcodes/promo")).as("one for the removal").isOne();
        assertThat(reads("proxyshortcodes"))
                .as("one for rivals, and one more where the API server cannot select by a field")
                .isBetween(1L, 2L);
        assertThat(reads("proxyshortcodepools")).as("one for rivals").isOne();
    }

    private void awaitAConsistentRead(String path) {
        await().atMost(SOON).until(() -> reads(path) > 0);
    }

    private long reads(String path) {
        return environment.proxy().requests().stream()
                .filter(request ->
                        request.method().equals("GET") && request.path().endsWith("/" + path))
                .count();
    }
}

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
        stage.startOperator();
        apply(pruning, code(SC1, false), code(SC2, false));
        awaitReady();
        stage.proxy().holdEvents();
        edit(pruning, code(SC1, false), code(SC2, false), code(SC3, false));
        stage.proxy().forgetRequests();

        stage.simulator().put(KS1, SC3, false, false);

        awaitAConsistentRead("proxyshortcodepools/messaging");
        assertThat(stage.pool(KS1)).containsOnlyKeys(SC1, SC2, SC3);
        stage.proxy().releaseEvents();
        awaitReady();
        assertThat(stage.pool(KS1)).containsOnlyKeys(SC1, SC2, SC3);
        assertThat(stage.writes().stream().filter(call -> call.method().equals("DELETE")))
                .isEmpty();
    }

    @Test
    void aReservationThatIsDeclaredByNowIsNotTakenAway() {
        stage.startOperator();
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        stage.awaitReady("promo");
        stage.proxy().holdEvents();
        stage.edit("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "reserved", true));
        stage.proxy().forgetRequests();
        stage.simulator().clearRequests();

        stage.simulator().put(KS1, SC1, true, false);

        awaitAConsistentRead("proxyshortcodes/promo");
        assertThat(stage.writes()).isEmpty();
        stage.proxy().releaseEvents();
        stage.awaitReady("promo");
        assertThat(stage.pool(KS1)).isEqualTo(Map.of(SC1, true));
        assertThat(stage.writes()).as("never released in between").isEmpty();
    }

    @Test
    void aMemberThatAnotherResourceClaimsByNowIsNotPruned() {
        stage.startOperator();
        apply(Map.of("unlisted", "Remove", "maxRemovals", 10), code(SC1, false));
        awaitReady();
        stage.proxy().holdEvents();
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC2));
        stage.proxy().forgetRequests();

        stage.simulator().put(KS1, SC2, false, false);

        awaitAConsistentRead("proxyshortcodepools/messaging");
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        assertThat(stage.pool(KS1)).containsOnlyKeys(SC1, SC2);
        stage.proxy().releaseEvents();
        stage.awaitReady("promo");
        assertThat(stage.pool(KS1)).containsOnlyKeys(SC1, SC2);
        assertThat(stage.writes().stream().filter(call -> call.method().equals("DELETE")))
                .isEmpty();
    }

    @Test
    void aPassThatTakesNothingAwayReadsNothing() {
        stage.startOperator();
        stage.proxy().forgetRequests();

        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "reserved", true));
        stage.awaitReady("promo");

        assertThat(reads("proxyshortcodes/promo") + reads("proxyshortcodes") + reads("proxyshortcodepools"))
                .isZero();
        stage.delete("promo");
        stage.awaitGone("promo");
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
        return stage.proxy().requests().stream()
                .filter(request ->
                        request.method().equals("GET") && request.path().endsWith("/" + path))
                .count();
    }
}

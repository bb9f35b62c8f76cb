package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The watch lags behind what a user wrote, and the pool at Twilio gives a reason to take something away. */
@ParameterizedClass
@EnumSource
abstract class StaleCacheScenarios extends PoolStories {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void aMemberThatIsListedByNowIsNotPruned() {
        Map<String, Object> pruning = Map.of("unlisted", "Remove", "maxRemovals", 10);
        environment.startOperator();
        apply(pruning, code(one, false), code(two, false));
        awaitReady();
        environment.proxy().holdEvents();
        edit(pruning, code(one, false), code(two, false), code(three, false));
        environment.proxy().forgetRequests();

        environment.simulator().put(KS1, three, false, false);

        awaitAConsistentRead(telling.pools() + "/messaging");
        assertThat(environment.pool(KS1)).containsOnlyKeys(one, two, three);
        environment.proxy().releaseEvents();
        awaitReady();
        assertThat(environment.pool(KS1)).containsOnlyKeys(one, two, three);
        assertThat(environment.writes().stream().filter(call -> call.method().equals("DELETE")))
                .isEmpty();
    }

    @Test
    void aReservationThatIsDeclaredByNowIsNotTakenAway() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.awaitReady("promo");
        environment.proxy().holdEvents();
        environment.edit("promo", single(KS1, one, "reserved", true));
        environment.proxy().forgetRequests();
        environment.simulator().clearRequests();

        environment.simulator().put(KS1, one, true, false);

        awaitAConsistentRead(telling.singles() + "/promo");
        assertThat(environment.writes()).isEmpty();
        environment.proxy().releaseEvents();
        environment.awaitReady("promo");
        assertThat(environment.pool(KS1)).isEqualTo(Map.of(one, true));
        assertThat(environment.writes()).as("never released in between").isEmpty();
    }

    @Test
    void aMemberThatAnotherResourceClaimsByNowIsNotPruned() {
        environment.startOperator();
        apply(Map.of("unlisted", "Remove", "maxRemovals", 10), code(one, false));
        awaitReady();
        environment.proxy().holdEvents();
        environment.apply("promo", single(KS1, two));
        environment.proxy().forgetRequests();

        environment.simulator().put(KS1, two, false, false);

        awaitAConsistentRead(telling.pools() + "/messaging");
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        assertThat(environment.pool(KS1)).containsOnlyKeys(one, two);
        environment.proxy().releaseEvents();
        environment.awaitReady("promo");
        assertThat(environment.pool(KS1)).containsOnlyKeys(one, two);
        assertThat(environment.writes().stream().filter(call -> call.method().equals("DELETE")))
                .isEmpty();
    }

    /** The pass had read the rivals before, and the consistent read compares with a cache that has caught up since. */
    @Test
    void aClaimThatTheCacheShowsInTheMiddleOfThePassIsNotOverlooked() {
        environment.startOperator();
        apply(Map.of("unlisted", "Remove", "maxRemovals", 10), code(one, false));
        awaitReady();
        environment.proxy().holdEvents();
        environment.apply("promo", single(KS1, two));
        String version = environment.await("promo", _ -> true).getMetadata().getResourceVersion();
        ApiFault caughtUp = environment.proxy().delayAnswer(request -> request.isListOf(telling.singles()), () -> {
            environment.proxy().releaseEvents();
            environment.proxy().awaitEventOf(version);
            await().pollDelay(Duration.ofMillis(500)).until(() -> true);
        });
        environment
                .proxy()
                .delayRequest(
                        ApiFault.request("PATCH", ".*/promo", ""),
                        () -> await().pollDelay(Duration.ofSeconds(2)).until(() -> true));

        environment.simulator().put(KS1, two, false, false);

        await().atMost(SOON).until(caughtUp::happened);
        environment.awaitReady("promo");
        assertThat(environment.pool(KS1)).containsOnlyKeys(one, two);
        assertThat(environment.writes().stream().filter(call -> call.method().equals("DELETE")))
                .isEmpty();
    }

    /** The operator's own writes are what it knows best, however late the watch shows them. */
    @Test
    void aPassKnowsWhatThePassBeforeItWrote() {
        environment.simulator().put(KS1, one, false, false);
        environment.startOperator();
        ApiFault held = environment
                .proxy()
                .delayRequest(
                        ApiFault.request("PATCH", ".*/messaging", ""),
                        () -> environment.proxy().holdEvents());
        apply(Map.of("adoptionPolicy", "Never"), code(one, true), code(two, false), code(three, true));
        await().atMost(SOON).until(held::happened);
        awaitPool(there -> isReason(there, "AdoptionRefused"));

        environment.simulator().put(KS1, four, false, false);

        awaitPool(there ->
                there.getStatus().counts() != null && there.getStatus().counts().unlisted() == 1);
        assertThat(environment.pool(KS1)).isEqualTo(Map.of(one, false, two, false, three, true, four, false));
        environment.proxy().releaseEvents();
    }

    @Test
    void aPassThatTakesNothingAwayReadsNothing() {
        environment.startOperator();
        environment.proxy().forgetRequests();

        environment.apply("promo", single(KS1, one, "reserved", true));
        environment.awaitReady("promo");

        assertThat(reads(telling.singles() + "/promo") + reads(telling.singles()) + reads(telling.pools()))
                .isZero();
        environment.delete("promo");
        environment.awaitGone("promo");
        assertThat(reads(telling.singles() + "/promo"))
                .as("one for the removal")
                .isOne();
        assertThat(reads(telling.singles()))
                .as("one for rivals, and one more where the API server cannot select by a field")
                .isBetween(1L, 2L);
        assertThat(reads(telling.pools())).as("one for rivals").isOne();
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

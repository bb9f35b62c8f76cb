package dev.proxypool.reconcile.account;

import static dev.proxypool.domain.PoolKeys.codesOf;
import static dev.proxypool.plan.PlanFixtures.ELSEWHERE;
import static dev.proxypool.plan.PlanFixtures.NOON;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.proxy.PoolCache;
import dev.proxypool.reconcile.account.RequestedPolls.Due;
import dev.proxypool.reconcile.pass.FakeTwilio;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestedPollsTest {

    private Instant now = NOON;
    private final PoolCache pools = new PoolCache(new FakeTwilio(), () -> now, Duration.ZERO, (_, _, _) -> {});
    private final RequestedPolls looks = new RequestedPolls(pools, Duration.ofSeconds(3), () -> now);

    @Test
    void theFirstRequestIsServedAtOnce() {
        pools.look(codesOf(SERVICE));
        passSeconds(1);

        assertThat(ask("a", "one")).isEqualTo(Due.LOOK);
        assertThat(looks.waitFor("a")).isEmpty();
    }

    @Test
    void theNextOneOfTheServiceWaitsAndIsServedAfterAFewSeconds() {
        assertThat(ask("a", "one")).isEqualTo(Due.LOOK);
        passSeconds(1);

        assertThat(ask("a", "two")).isEqualTo(Due.LATER);
        assertThat(looks.waitFor("a")).contains(Duration.ofSeconds(2));
        assertThat(ask("a", "three")).as("it replaces the one that waits").isEqualTo(Due.LATER);
        assertThat(looks.turn("b", "one", List.of(codesOf(ELSEWHERE))))
                .as("of another Service")
                .isEqualTo(Due.LOOK);
        passSeconds(2);
        assertThat(ask("a", "three")).isEqualTo(Due.LOOK);
    }

    @Test
    void allThatWaitShareALookThatBeganAfterThem() {
        ask("a", "one");
        passSeconds(1);
        assertThat(ask("b", "one")).isEqualTo(Due.LATER);
        assertThat(ask("c", "one")).isEqualTo(Due.LATER);
        passSeconds(2);

        assertThat(ask("b", "one")).isEqualTo(Due.LOOK);
        assertThat(ask("c", "one")).as("the look of b is under way").isEqualTo(Due.LATER);
        pools.look(codesOf(SERVICE));
        assertThat(ask("c", "one")).isEqualTo(Due.KNOWN);
        assertThat(looks.waitFor("c")).isEmpty();
    }

    @Test
    void aLookThatBeganBeforeTheRequestDoesNotServeIt() {
        ask("a", "one");
        pools.look(codesOf(SERVICE));
        passSeconds(1);

        assertThat(ask("b", "one")).isEqualTo(Due.LATER);
    }

    @Test
    void aRequestThatWaitsIsNotLostThoughTheResourceNoLongerShowsIt() {
        ask("a", "one");
        passSeconds(1);
        assertThat(ask("b", "generation 2")).isEqualTo(Due.LATER);
        passSeconds(2);

        assertThat(ask("b", null)).isEqualTo(Due.LOOK);
        assertThat(ask("b", null)).isEqualTo(Due.KNOWN);
    }

    @Test
    void aRequestThatWasLookedForInVainIsServedByTheNextLookThatSucceeds() {
        assertThat(ask("a", "one")).isEqualTo(Due.LOOK);
        pools.look(codesOf(SERVICE));
        passSeconds(60);

        assertThat(ask("a", "one")).as("no look of its own again").isEqualTo(Due.KNOWN);
    }

    @Test
    void aClockThatIsSetBackDelaysNothing() {
        ask("a", "one");
        passSeconds(-3_600);

        assertThat(ask("a", "two")).isEqualTo(Due.LOOK);
    }

    private Due ask(String uid, @Nullable String what) {
        return looks.turn(uid, what, List.of(codesOf(SERVICE)));
    }

    private void passSeconds(int seconds) {
        now = now.plusSeconds(seconds);
    }
}

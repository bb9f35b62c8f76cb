package dev.proxypool.reconcile;

import static dev.proxypool.plan.Cast.ELSEWHERE;
import static dev.proxypool.plan.Cast.NOON;
import static dev.proxypool.plan.Cast.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.proxy.PoolCache;
import dev.proxypool.reconcile.RequestedLooks.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestedLooksTest {

    private Instant now = NOON;
    private final PoolCache pools = new PoolCache(new FakeTwilio(), () -> now, Duration.ZERO, (_, _, _) -> {});
    private final RequestedLooks looks = new RequestedLooks(pools, Duration.ofSeconds(3), () -> now);

    @Test
    void theFirstRequestIsServedAtOnce() {
        pools.look(SERVICE);
        passSeconds(1);

        assertThat(ask("a", "one")).isEqualTo(Turn.LOOK);
        assertThat(looks.waitFor("a")).isEmpty();
    }

    @Test
    void theNextOneOfTheServiceWaitsAndIsServedAfterAFewSeconds() {
        assertThat(ask("a", "one")).isEqualTo(Turn.LOOK);
        passSeconds(1);

        assertThat(ask("a", "two")).isEqualTo(Turn.LATER);
        assertThat(looks.waitFor("a")).contains(Duration.ofSeconds(2));
        assertThat(ask("a", "three")).as("it replaces the one that waits").isEqualTo(Turn.LATER);
        assertThat(looks.turn("b", "one", List.of(ELSEWHERE)))
                .as("of another Service")
                .isEqualTo(Turn.LOOK);
        passSeconds(2);
        assertThat(ask("a", "three")).isEqualTo(Turn.LOOK);
    }

    @Test
    void allThatWaitShareALookThatBeganAfterThem() {
        ask("a", "one");
        passSeconds(1);
        assertThat(ask("b", "one")).isEqualTo(Turn.LATER);
        assertThat(ask("c", "one")).isEqualTo(Turn.LATER);
        passSeconds(2);

        assertThat(ask("b", "one")).isEqualTo(Turn.LOOK);
        assertThat(ask("c", "one")).as("the look of b is under way").isEqualTo(Turn.LATER);
        pools.look(SERVICE);
        assertThat(ask("c", "one")).isEqualTo(Turn.KNOWN);
        assertThat(looks.waitFor("c")).isEmpty();
    }

    @Test
    void aLookThatBeganBeforeTheRequestDoesNotServeIt() {
        ask("a", "one");
        pools.look(SERVICE);
        passSeconds(1);

        assertThat(ask("b", "one")).isEqualTo(Turn.LATER);
    }

    @Test
    void aRequestThatWaitsIsNotLostThoughTheResourceNoLongerShowsIt() {
        ask("a", "one");
        passSeconds(1);
        assertThat(ask("b", "generation 2")).isEqualTo(Turn.LATER);
        passSeconds(2);

        assertThat(ask("b", null)).isEqualTo(Turn.LOOK);
        assertThat(ask("b", null)).isEqualTo(Turn.KNOWN);
    }

    @Test
    void aRequestThatWasLookedForInVainIsServedByTheNextLookThatSucceeds() {
        assertThat(ask("a", "one")).isEqualTo(Turn.LOOK);
        pools.look(SERVICE);
        passSeconds(60);

        assertThat(ask("a", "one")).as("no look of its own again").isEqualTo(Turn.KNOWN);
    }

    @Test
    void aClockThatIsSetBackDelaysNothing() {
        ask("a", "one");
        passSeconds(-3_600);

        assertThat(ask("a", "two")).isEqualTo(Turn.LOOK);
    }

    private Turn ask(String uid, @Nullable String what) {
        return looks.turn(uid, what, List.of(SERVICE));
    }

    private void passSeconds(int seconds) {
        now = now.plusSeconds(seconds);
    }
}

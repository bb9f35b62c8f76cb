package dev.proxypool.proxy.governor;

import static dev.proxypool.proxy.ProxyFixtures.CREATE;
import static dev.proxypool.proxy.ProxyFixtures.DELETE;
import static dev.proxypool.proxy.ProxyFixtures.LIST;
import static dev.proxypool.proxy.ProxyFixtures.SERVICE;
import static dev.proxypool.proxy.governor.Timetable.CROWD_REFUSED;
import static dev.proxypool.proxy.governor.Timetable.DOWN;
import static dev.proxypool.proxy.governor.Timetable.RATE_REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.proxy.governor.GovernorState.Held;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person is shown of a governor, as a timetable. */
class GovernorStateTest {

    private final Timetable time = new Timetable(new Limits(1, 2));

    @Test
    void nothingIsHeldAtTheBegin() {
        assertThat(state()).isEqualTo(new GovernorState(0, 2, List.of()));
    }

    @Test
    void aFullWindowIsShownUntilItHasAPlaceAndAsLongAsCallsAreInFlightTheyCount() {
        time.at(0).go(4, SERVICE, CREATE);
        time.at(1).begins(SERVICE, CREATE);

        assertThat(state().inFlight()).isEqualTo(1);
        assertThat(state().held())
                .containsExactly(new Held(Obstacle.RATE, SERVICE, "CreateShortCode", Duration.ofMillis(4_020)));
        time.at(5.02);
        assertThat(state().held()).isEmpty();
    }

    @Test
    void eachBreakerSaysUntilWhenAndThenThatItTries() {
        time.at(0).goes(SERVICE, DELETE, RATE_REFUSED);
        assertThat(state().held())
                .containsExactly(new Held(Obstacle.ENDPOINT_CLOSED, SERVICE, "DeleteShortCode", Duration.ofSeconds(5)));

        time.at(5);
        assertThat(state().held())
                .containsExactly(new Held(Obstacle.ENDPOINT_CLOSED, SERVICE, "DeleteShortCode", Duration.ZERO));

        time.at(0).goes(SERVICE, LIST, CROWD_REFUSED);
        assertThat(state().allowed()).isEqualTo(1);
        assertThat(state().held()).contains(new Held(Obstacle.ACCOUNT_CLOSED, null, null, Duration.ofMillis(500)));
    }

    @Test
    void whatConcernsOtherCredentialsIsNotShown() {
        for (int i = 0; i < 5; i++) {
            time.at(6 * i).goes(SERVICE, LIST, DOWN);
        }
        assertThat(state().held()).contains(new Held(Obstacle.BREAKER_OPEN, null, null, Duration.ofSeconds(5)));

        time.breaker = new CredentialsBreaker();
        assertThat(state().held()).isEmpty();
    }

    @Test
    void aBreakerThatIsNotTriedForLongIsNotShownForEver() {
        time.at(0).goes(SERVICE, DELETE, RATE_REFUSED);

        time.at(60);
        assertThat(state().held()).isEmpty();
    }

    private GovernorState state() {
        return time.governor.state(time.breaker);
    }
}

package dev.proxypool.proxy.governor;

import static dev.proxypool.proxy.ProxyFixtures.CREATE;
import static dev.proxypool.proxy.ProxyFixtures.DELETE;
import static dev.proxypool.proxy.ProxyFixtures.LIST;
import static dev.proxypool.proxy.ProxyFixtures.OTHER_SERVICE;
import static dev.proxypool.proxy.ProxyFixtures.SERVICE;
import static dev.proxypool.proxy.governor.Timetable.CROWD_REFUSED;
import static dev.proxypool.proxy.governor.Timetable.DOWN;
import static dev.proxypool.proxy.governor.Timetable.GOOD;
import static dev.proxypool.proxy.governor.Timetable.RATE_REFUSED;
import static dev.proxypool.proxy.governor.Timetable.later;
import static dev.proxypool.proxy.governor.Timetable.throttled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.Trouble;
import dev.proxypool.domain.Trouble.Exchange;
import dev.proxypool.proxy.Answer;
import dev.proxypool.proxy.CallListener;
import dev.proxypool.proxy.governor.Admission.Permit;
import dev.proxypool.proxy.governor.GovernorListener.Notice;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What closes after which answer, for how long, and how it opens again, as a timetable. */
class GovernorBreakersTest {

    private static final Answer<String> REFUSED_IN_USE = new Answer.Failed<>(
            new Trouble.Rejected(new Exchange("DeleteShortCode", 400, 80611, "in use", null), Trouble.Refusal.IN_USE));
    private static final Answer<String> REFUSED_DOWNSTREAM = new Answer.Failed<>(new Trouble.Unavailable(
            new Exchange("CreatePhoneNumber", 502, 80613, "Downstream Request Rejected", null)));
    private static final Answer<String> UNAUTHORIZED = new Answer.Failed<>(
            new Trouble.Unauthorized(new Exchange("ListShortCode", 401, 20003, "Authenticate", null)));
    private static final Answer<String> GARBLED =
            new Answer.Failed<>(new Trouble.Garbled(new Exchange("ListShortCode", 200, 0, "not JSON", null)));

    private final Timetable time = new Timetable(Limits.DEFAULT);

    // One endpoint: 80621

    @Test
    void aRefusedRateClosesThatEndpointForAWindowAndNoOther() {
        time.at(0).goes(SERVICE, CREATE, RATE_REFUSED);
        time.at(0).waits(5, Obstacle.ENDPOINT_CLOSED, SERVICE, CREATE);
        time.at(0).go(1, SERVICE, DELETE);
        time.at(0).go(1, OTHER_SERVICE, CREATE);
        assertThat(time.notices)
                .containsExactly(new Notice.BreakerOpened(
                        SERVICE, "CreateShortCode", Obstacle.ENDPOINT_CLOSED, Duration.ofSeconds(5)));
    }

    @Test
    void afterwardsOneRequestTriesAndItsAnswerOpensTheEndpoint() {
        time.at(0).goes(SERVICE, CREATE, RATE_REFUSED);
        Permit trial = time.at(5).begins(SERVICE, CREATE);
        time.at(5).waits(1, Obstacle.ENDPOINT_CLOSED, SERVICE, CREATE);
        time.at(5.1).ends(trial, GOOD);
        time.at(5.1).go(100, SERVICE, CREATE);
    }

    @Test
    void anEndpointThatGoesOnRefusingIsTriedEverMoreSeldom() {
        time.at(0).goes(SERVICE, CREATE, RATE_REFUSED);
        time.at(5).goes(SERVICE, CREATE, RATE_REFUSED);
        time.at(9.9).waitsAgain(0.1, SERVICE, CREATE);
        time.at(10).goes(SERVICE, CREATE, RATE_REFUSED);
        time.at(20).goes(SERVICE, CREATE, RATE_REFUSED);
        time.at(40).goes(SERVICE, CREATE, RATE_REFUSED);
        time.at(40).waitsAgain(30, SERVICE, CREATE);
        time.at(70).goes(SERVICE, CREATE, GOOD);
        time.at(70).goes(SERVICE, CREATE, RATE_REFUSED);
        time.at(70).waitsAgain(5, SERVICE, CREATE);
    }

    @Test
    void whatTwilioAsksForIsHonoured() {
        time.at(0).goes(SERVICE, CREATE, throttled(80621, Duration.ofSeconds(60)));
        time.at(0).waitsAgain(60, SERVICE, CREATE);
        time.at(0).goes(SERVICE, DELETE, throttled(80621, Duration.ofSeconds(1)));
        time.at(0).waitsAgain(1, SERVICE, DELETE);
        time.at(1).goes(SERVICE, DELETE, throttled(80621, Duration.ofSeconds(1)));
        time.at(1).waitsAgain(5, SERVICE, DELETE);
    }

    @Test
    void thoseWhoAreSentAwayComeBackOneByOne() {
        time.at(0).goes(SERVICE, CREATE, RATE_REFUSED);
        time.at(0).waits(5, Obstacle.ENDPOINT_CLOSED, SERVICE, CREATE);
        time.at(0).waits(5 + 5.020 / 150, Obstacle.ENDPOINT_CLOSED, SERVICE, CREATE);
        time.at(0).waits(5 + 2 * 5.020 / 150, Obstacle.ENDPOINT_CLOSED, SERVICE, CREATE);
    }

    @Test
    void answersThatWereUnderWayNeitherOpenItNorCloseItForLonger() {
        List<Permit> flying = time.at(0).begin(4, SERVICE, CREATE);
        time.at(0.1).ends(flying.get(0), RATE_REFUSED);
        time.at(0.1).ends(flying.get(1), RATE_REFUSED);
        time.at(0.1).ends(flying.get(2), GOOD);
        time.at(0.1).waitsAgain(5, SERVICE, CREATE);
        time.at(0.1).ends(flying.get(3), throttled(80621, Duration.ofSeconds(7)));
        time.at(0.1).waitsAgain(7, SERVICE, CREATE);
    }

    @Test
    void aRefusalInTwiliosOwnWordsIsNoReasonToClose() {
        for (int i = 0; i < 20; i++) {
            time.at(0).goes(SERVICE, DELETE, REFUSED_IN_USE);
        }
        assertThat(time.notices).isEmpty();
    }

    /** For example three hundred numbers of a Messaging Service: none of them may stop the rest of the account. */
    @Test
    void aSystemBehindProxyThatRefusesOneMemberIsNoOutage() {
        for (int i = 0; i < 20; i++) {
            time.at(0).goes(SERVICE, CREATE, REFUSED_DOWNSTREAM);
        }
        assertThat(time.notices).isEmpty();
    }

    @Test
    void aThousandCallersAndAMinuteOf429GiveAtMostOneRequestAWindow() {
        int sent = 0;
        int sentInWindow = 0;
        for (int tenth = 0; tenth < 600; tenth++) {
            sentInWindow = tenth % 50 == 0 ? 0 : sentInWindow;
            for (int caller = 0; caller < 1_000; caller++) {
                if (time.at(tenth / 10.0).ask(SERVICE, CREATE, false) instanceof Admission.Admitted(Permit permit)) {
                    time.ends(permit, RATE_REFUSED);
                    sent++;
                    sentInWindow++;
                }
            }
            assertThat(sentInWindow).isLessThanOrEqualTo(1);
        }
        assertThat(sent).isEqualTo(5);
    }

    // The account: 20429

    @Test
    void aRefusedCrowdPausesTheWholeAccountAndHalvesTheSlotsOnce() {
        List<Permit> crowd = time.at(0).begin(10, SERVICE, CREATE);
        crowd.forEach(permit -> time.at(0).ends(permit, CROWD_REFUSED));
        time.at(0).waits(0.5, Obstacle.ACCOUNT_CLOSED, OTHER_SERVICE, LIST);
        Permit trial = time.at(0.5).begins(OTHER_SERVICE, LIST);
        time.at(0.5).waits(1, Obstacle.ACCOUNT_CLOSED, SERVICE, CREATE);
        time.at(0.6).ends(trial, GOOD);
        time.at(0.6).begin(5, SERVICE, CREATE);
        time.at(0.6).waits(0.020, Obstacle.CONCURRENCY, SERVICE, CREATE);
    }

    @Test
    void theAccountIsTriedOnceSoonAndThenOnceAWindow() {
        time.at(0).goes(SERVICE, CREATE, CROWD_REFUSED);
        time.at(0.5).goes(SERVICE, CREATE, CROWD_REFUSED);
        time.at(0.5).waitsAgain(5, SERVICE, CREATE);
        time.at(5.5).goes(SERVICE, CREATE, CROWD_REFUSED);
        time.at(5.5).waitsAgain(10, SERVICE, CREATE);
    }

    @Test
    void anotherSlotForEachRoundThatWentWell() {
        time.at(0).goes(SERVICE, CREATE, CROWD_REFUSED);
        time.at(1).go(6, SERVICE, CREATE);
        time.at(1).begin(6, SERVICE, CREATE);
        time.at(1).waits(0.020, Obstacle.CONCURRENCY, SERVICE, CREATE);
    }

    @Test
    void butNotWhileTheAccountIsAsFullAsWhereItWasRefused() {
        time.at(0);
        hear(101);
        time.goes(SERVICE, CREATE, CROWD_REFUSED);
        hear(100);
        time.at(1).go(50, SERVICE, CREATE);
        time.at(1).begin(5, SERVICE, CREATE);
        time.at(1).waits(0.020, Obstacle.CONCURRENCY, SERVICE, CREATE);
    }

    @Test
    void aRefusedRateShowsThatTheCrowdIsNoTroubleAnyMore() {
        time.at(0).goes(SERVICE, CREATE, CROWD_REFUSED);
        time.at(1).goes(SERVICE, CREATE, RATE_REFUSED);
        time.at(1).go(1, SERVICE, DELETE);
    }

    // The breaker

    @Test
    void fiveFailuresInARowOpenTheBreakerForTheWholeAccount() {
        for (int i = 0; i < 5; i++) {
            time.at(0).goes(SERVICE, CREATE, DOWN);
        }
        time.at(0).waits(5, Obstacle.BREAKER_OPEN, OTHER_SERVICE, LIST);
        assertThat(later(time.ask(SERVICE, CREATE, false)).because()).isInstanceOf(Trouble.Unavailable.class);
        assertThat(time.notices)
                .containsExactly(new Notice.BreakerOpened(null, null, Obstacle.BREAKER_OPEN, Duration.ofSeconds(5)));
    }

    @Test
    void anAnswerInBetweenBeginsTheCountAnew() {
        for (int i = 0; i < 20; i++) {
            time.at(0).goes(SERVICE, CREATE, i % 5 == 4 ? REFUSED_IN_USE : UNAUTHORIZED);
        }
        time.at(0).go(1, SERVICE, CREATE);
    }

    @Test
    void exactlyOneRequestTriesHalfOpen() {
        for (int i = 0; i < 5; i++) {
            time.at(0).goes(SERVICE, CREATE, UNAUTHORIZED);
        }
        Permit trial = time.at(5).begins(SERVICE, LIST);
        time.at(5).waits(1, Obstacle.BREAKER_OPEN, OTHER_SERVICE, LIST);
        time.at(35).waits(1, Obstacle.BREAKER_OPEN, OTHER_SERVICE, LIST);
        time.at(35).ends(trial, DOWN);
        time.at(35).waits(5, Obstacle.BREAKER_OPEN, OTHER_SERVICE, LIST);
        time.at(40).go(100, SERVICE, LIST);
    }

    @Test
    void aTrialThatSaysNothingOrEndsInABugDoesNotOpenIt() {
        for (int i = 0; i < 5; i++) {
            time.at(0).goes(SERVICE, CREATE, DOWN);
        }
        time.at(5).goes(SERVICE, LIST, GARBLED);
        time.at(5).waits(5, Obstacle.BREAKER_OPEN, SERVICE, LIST);
        time.at(10).ends(time.begins(SERVICE, LIST), null);
        time.at(10).waits(10, Obstacle.BREAKER_OPEN, SERVICE, LIST);
    }

    @Test
    void otherCredentialsNeedNotWaitForIt() {
        for (int i = 0; i < 5; i++) {
            time.at(0).goes(SERVICE, CREATE, UNAUTHORIZED);
        }
        time.at(0).waits(5, Obstacle.BREAKER_OPEN, SERVICE, LIST);
        CredentialsBreaker refused = time.breaker;

        time.breaker = new CredentialsBreaker();

        time.at(0).go(10, SERVICE, CREATE);
        time.breaker = refused;
        time.at(0).waits(5, Obstacle.BREAKER_OPEN, SERVICE, LIST);
    }

    private void hear(int concurrent) {
        time.governor.onCall(new CallListener.Call(
                "POST", "/", new Exchange("CreateShortCode", 200, 0, "ok", null), Duration.ZERO, concurrent));
    }
}

package dev.proxypool.proxy.governor;

import static dev.proxypool.proxy.ProxyFixtures.CREATE;
import static dev.proxypool.proxy.ProxyFixtures.DELETE;
import static dev.proxypool.proxy.ProxyFixtures.LIST;
import static dev.proxypool.proxy.ProxyFixtures.OTHER_SERVICE;
import static dev.proxypool.proxy.ProxyFixtures.SERVICE;
import static dev.proxypool.proxy.ProxyFixtures.UPDATE;
import static dev.proxypool.proxy.governor.Timetable.GOOD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxypool.domain.Sid;
import dev.proxypool.proxy.governor.Admission.Permit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The window and the slots, as a timetable; {@link GovernorBreakersTest} is about refusals. */
class GovernorTest {

    /** What of the window is added for safety. */
    private static final double WINDOW = 5.020;

    private final Timetable time = new Timetable(Limits.DEFAULT);

    // The window

    @Test
    void aBurstOf150GoesAtOnceAndTheNextHasToWaitForTheWindow() {
        time.at(0).go(150, SERVICE, CREATE);
        time.at(0).waits(5.020, Obstacle.RATE, SERVICE, CREATE);
        time.at(5.019).waitsAgain(0.001, SERVICE, CREATE);
        time.at(5.020).go(150, SERVICE, CREATE);
        time.at(5.020).waitsAgain(5.020, SERVICE, CREATE);
    }

    @Test
    void placesComeBackInTheOrderInWhichTheyWereTaken() {
        time.at(0).go(100, SERVICE, CREATE);
        time.at(3).go(50, SERVICE, CREATE);
        time.at(WINDOW).go(100, SERVICE, CREATE);
        time.at(WINDOW).waitsAgain(3, SERVICE, CREATE);
        time.at(3 + WINDOW).go(50, SERVICE, CREATE);
    }

    @Test
    void aPlaceComesBackOneWindowAfterTheAnswer() {
        Permit slow = time.at(0).begins(SERVICE, CREATE);
        time.at(0).go(149, SERVICE, CREATE);
        time.at(2).ends(slow, GOOD);
        time.at(WINDOW).go(149, SERVICE, CREATE);
        time.at(WINDOW).waitsAgain(2, SERVICE, CREATE);
    }

    @Test
    void aPlaceWhoseAnswerIsStillToComeIsNotFreeInLessThanAWindow() {
        Timetable narrow = new Timetable(new Limits(1, 10));
        narrow.at(0).begin(5, SERVICE, CREATE);
        narrow.at(9).waits(WINDOW, Obstacle.RATE, SERVICE, CREATE);
    }

    @Test
    void everyEndpointOfEveryServiceHasAWindowOfItsOwn() {
        time.at(0).go(150, SERVICE, CREATE);
        time.at(0).waits(WINDOW, Obstacle.RATE, SERVICE, CREATE);
        time.at(0).go(150, SERVICE, DELETE);
        time.at(0).go(150, SERVICE, UPDATE);
        time.at(0).go(150, OTHER_SERVICE, CREATE);
    }

    @Test
    void eachOfThoseWhoAreHeldBackIsToldWhenAnotherPlaceComesFree() {
        time.at(0).go(100, SERVICE, CREATE);
        time.at(1).go(50, SERVICE, CREATE);
        for (int i = 0; i < 100; i++) {
            time.at(1).waits(WINDOW - 1, Obstacle.RATE, SERVICE, CREATE);
        }
        for (int i = 0; i < 50; i++) {
            time.at(2).waits(WINDOW - 1, Obstacle.RATE, SERVICE, CREATE);
        }
        time.at(2).waits(2 * WINDOW - 2, Obstacle.RATE, SERVICE, CREATE);
        time.at(WINDOW).go(99, SERVICE, CREATE);
        time.at(WINDOW).go(1, SERVICE, CREATE);
        time.at(WINDOW + 0.5).waits(2 * WINDOW - (WINDOW + 0.5), Obstacle.RATE, SERVICE, CREATE);
    }

    @Test
    void whoeverWaitedAsToldIsNotSentBehindTheOthers() {
        time.at(0).go(150, SERVICE, CREATE);
        for (int i = 0; i < 151; i++) {
            time.ask(SERVICE, CREATE, false);
        }
        time.at(4).waits(2 * WINDOW - 4, Obstacle.RATE, SERVICE, CREATE);
        time.at(4).waitsAgain(WINDOW - 4, SERVICE, CREATE);
    }

    @Test
    void whoeverComesALittleTooEarlyIsNotSentBehindTheOthers() {
        time.at(0).go(150, SERVICE, CREATE);
        for (int i = 0; i < 150; i++) {
            time.ask(SERVICE, CREATE, false);
        }
        time.at(4.8).waits(WINDOW - 4.8, Obstacle.RATE, SERVICE, CREATE);
    }

    @Test
    void aPromiseIsNeverFurtherOffThanAFullPoolTakes() {
        time.at(0).go(150, SERVICE, CREATE);
        for (int i = 0; i < 10_000; i++) {
            time.ask(SERVICE, CREATE, false);
        }
        time.at(0).waits(200, Obstacle.RATE, SERVICE, CREATE);
    }

    @Test
    void aListTakesAPlaceForEachPageThatTheLastOneHad() {
        Permit first = time.at(0).begins(SERVICE, LIST);
        time.governor.ended(first, 55, GOOD);
        Permit second = time.at(1).begins(SERVICE, LIST);
        assertThat(second.places()).isEqualTo(55);
        time.governor.ended(second, 55, GOOD);
        time.at(1).waits(WINDOW - 1, Obstacle.RATE, SERVICE, LIST);
        time.at(WINDOW).begins(SERVICE, LIST);
    }

    @Test
    void aListOfMorePagesThanTheWindowHasPlacesGoesWhenItIsEmpty() {
        Timetable narrow = new Timetable(new Limits(1, 10));
        narrow.governor.ended(narrow.at(0).begins(SERVICE, LIST), 55, GOOD);
        narrow.at(1).waits(WINDOW - 1, Obstacle.RATE, SERVICE, LIST);
        assertThat(narrow.at(WINDOW).begins(SERVICE, LIST).places()).isEqualTo(5);
    }

    // The slots

    @Test
    void noMoreAreInFlightThanMayBe() {
        List<Permit> flying = time.at(0).begin(10, SERVICE, CREATE);
        time.at(0).waits(0.020, Obstacle.CONCURRENCY, SERVICE, CREATE);
        time.at(0).waits(0.020, Obstacle.CONCURRENCY, OTHER_SERVICE, LIST);
        time.at(0.020).ends(flying.get(0), GOOD);
        time.at(0.020).begins(OTHER_SERVICE, LIST);
    }

    @Test
    void aSingleCallOfAnotherServiceTakesTheNextSlotOfABulkLoad() {
        List<Permit> bulk = time.at(0).begin(10, SERVICE, CREATE);
        time.at(0.010).waits(0.020, Obstacle.CONCURRENCY, SERVICE, CREATE);
        time.at(0.015).waits(0.020, Obstacle.CONCURRENCY, OTHER_SERVICE, CREATE);
        time.at(0.020).ends(bulk.get(0), GOOD);
        time.at(0.030).waits(0.020, Obstacle.CONCURRENCY, SERVICE, CREATE);
        time.at(0.035).begins(OTHER_SERVICE, CREATE);
    }

    @Test
    void twoBulkLoadsEndUpWithHalfOfTheSlotsEach() {
        List<Permit> first = time.at(0).begin(10, SERVICE, CREATE);
        for (int i = 0; i < 5; i++) {
            time.at(i).waits(0.020, Obstacle.CONCURRENCY, OTHER_SERVICE, CREATE);
            time.at(i).ends(first.get(i), GOOD);
            time.at(i).waits(0.020, Obstacle.CONCURRENCY, SERVICE, CREATE);
            time.at(i).begins(OTHER_SERVICE, CREATE);
        }
        time.at(5).waits(0.020, Obstacle.CONCURRENCY, OTHER_SERVICE, CREATE);
        time.at(5).ends(first.get(5), GOOD);
        time.at(5).begins(SERVICE, CREATE);
    }

    @Test
    void aNamespaceWithTenServicesGetsNoMoreSlotsThanOneWithASingleService() {
        List<Permit> many = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            many.add(time.at(0).by("many").begins(service(i), CREATE));
        }
        for (int i = 0; i < 5; i++) {
            time.at(i).by("one").waits(0.020, Obstacle.CONCURRENCY, SERVICE, CREATE);
            time.at(i).ends(many.get(i), GOOD);
            // Of this Service nothing is in flight, but of its namespace much.
            time.at(i).by("many").waits(0.020, Obstacle.CONCURRENCY, service(i), CREATE);
            time.at(i).by("one").begins(SERVICE, CREATE);
        }
        time.at(5).by("one").waits(0.020, Obstacle.CONCURRENCY, SERVICE, CREATE);
        time.at(5).ends(many.get(5), GOOD);
        time.at(5).by("many").begins(service(5), CREATE);
    }

    @Test
    void withinANamespaceTheServiceWithTheFewestCallsGoesFirst() {
        List<Permit> bulk = time.at(0).by("one").begin(10, SERVICE, CREATE);
        time.at(0.010).waits(0.020, Obstacle.CONCURRENCY, OTHER_SERVICE, CREATE);
        time.at(0.020).ends(bulk.get(0), GOOD);
        time.at(0.030).waits(0.020, Obstacle.CONCURRENCY, SERVICE, CREATE);
        time.at(0.035).begins(OTHER_SERVICE, CREATE);
    }

    private static Sid.Service service(int number) {
        return new Sid.Service("KS%032d".formatted(100 + number));
    }

    @Test
    void anInterruptedReservationGoesBeforeAllOthers() {
        List<Permit> flying = time.at(0).begin(10, SERVICE, CREATE);
        time.at(0).waits(0.020, Obstacle.CONCURRENCY, SERVICE, UPDATE);
        time.at(0.010).ends(flying.get(0), GOOD);
        time.at(0.010).waits(0.020, Obstacle.CONCURRENCY, OTHER_SERVICE, CREATE);
        time.at(0.020).begins(SERVICE, UPDATE);
    }

    @Test
    void whereSlotsAboundNobodyGoesBefore() {
        List<Permit> flying = time.at(0).begin(10, SERVICE, CREATE);
        time.at(0).waits(0.020, Obstacle.CONCURRENCY, SERVICE, UPDATE);
        time.at(0.010).ends(flying.get(0), GOOD);
        time.at(0.010).ends(flying.get(1), GOOD);
        time.at(0.010).begins(SERVICE, CREATE);
    }

    @Test
    void nothingIsKeptForOneWhoDoesNotComeBack() {
        List<Permit> flying = time.at(0).begin(10, SERVICE, CREATE);
        time.at(0).waits(0.020, Obstacle.CONCURRENCY, OTHER_SERVICE, UPDATE);
        time.at(0.010).ends(flying.get(0), GOOD);
        time.at(0.099).waits(0.020, Obstacle.CONCURRENCY, SERVICE, CREATE);
        time.at(0.100).begins(SERVICE, CREATE);
    }

    // Memory, and what may be asked for

    @Test
    void endpointsThatRestAreForgotten() {
        for (int i = 0; i < 1_000; i++) {
            time.at(i * 10).go(1, new Sid.Service("KS%032d".formatted(i)), CREATE);
            assertThat(time.governor.remembered()).isEqualTo(1);
        }
    }

    @Test
    void limitsMakeSense() {
        assertThatThrownBy(() -> new Limits(0, 10))
                .hasMessage("the limit of requests per second must be from 1 to 10,000, got 0");
        assertThatThrownBy(() -> new Limits(30, -1))
                .hasMessage("the limit of concurrent requests must be from 1 to 10,000, got -1");
    }
}

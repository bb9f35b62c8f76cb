package dev.proxypool.reconcile.pass;

import static dev.proxypool.domain.Claim.Standing.HOLDING;
import static dev.proxypool.domain.Claim.Standing.NEW;
import static dev.proxypool.domain.Claim.Standing.SETTLED;
import static dev.proxypool.plan.PlanFixtures.ABSENT;
import static dev.proxypool.plan.PlanFixtures.HERE;
import static dev.proxypool.plan.PlanFixtures.NO_ADOPTION;
import static dev.proxypool.plan.PlanFixtures.OBSERVE;
import static dev.proxypool.plan.PlanFixtures.OUTAGE;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static dev.proxypool.plan.PlanFixtures.SUSPEND;
import static dev.proxypool.plan.PlanFixtures.THERE;
import static dev.proxypool.plan.PlanFixtures.UNRESERVED;
import static dev.proxypool.plan.PlanFixtures.claim;
import static dev.proxypool.plan.PlanFixtures.fresh;
import static dev.proxypool.plan.PlanFixtures.member;
import static dev.proxypool.plan.PlanFixtures.rival;
import static dev.proxypool.reconcile.pass.Ended.decided;
import static dev.proxypool.reconcile.pass.Ended.decidedInUse;
import static dev.proxypool.reconcile.pass.FakeTwilio.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Trouble;
import dev.proxypool.domain.Trouble.Refusal;
import dev.proxypool.reconcile.account.Timing;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When a resource is passed again if nothing wakes it before; at the default interval of a minute, without chance. */
class NextPassTest {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration SLOWLY = Duration.ofMinutes(1);
    private static final Trouble.Exchange HELD_BACK = new Trouble.Exchange("CreateShortCode", 0, 0, "later", null);
    private static final Observation EMPTY = fresh();
    private static final Observation FREE = fresh(member(false));
    private static final Claim ADDING = claim(UNRESERVED, NEW);

    private final NextPass nextLook = new NextPass(() -> 1);

    /** The why is the test's name. */
    record Row(String why, Ended ended, Duration next) {
        @Override
        public String toString() {
            return why;
        }
    }

    static Stream<Row> failures() {
        return Stream.of(
                failed("an outage passes", OUTAGE, SOON),
                failed("throttling passes", throttled(null), SOON),
                failed("Twilio knows best how long", throttled(Duration.ofSeconds(30)), Duration.ofSeconds(30)),
                failed("but it is never hurried after", throttled(Duration.ZERO), SOON),
                failed("a garbled answer passes", new Trouble.Garbled(OUTAGE.exchange()), SOON),
                failed("a contradiction passes", refused(Refusal.VANISHED), SOON),
                failed("a person mends credentials", new Trouble.Unauthorized(OUTAGE.exchange()), SLOWLY),
                failed("a person asks Twilio for the endpoint", new Trouble.Withdrawn(OUTAGE.exchange()), SLOWLY),
                failed("a person makes room", refused(Refusal.POOL_FULL), SLOWLY),
                failed("a person buys the code", refused(Refusal.UNKNOWN_SHORT_CODE), SLOWLY),
                failed("a person takes it out of the other Service", refused(Refusal.IN_OTHER_SERVICE), SLOWLY),
                failed("a person reads what Twilio says", refused(Refusal.OTHER), SLOWLY),
                new Row(
                        "drift is mended as soon as Twilio is back",
                        decided(claim(UNRESERVED, SETTLED), EMPTY).failed(OUTAGE),
                        SOON),
                new Row("so is a removal", decided(claim(ABSENT, SETTLED), FREE).failed(OUTAGE), SOON));
    }

    static Stream<Row> thingsThatNothingWakes() {
        return Stream.of(
                new Row("no list shows whether Sessions use a code", decidedInUse(member(true)), SLOWLY),
                new Row(
                        "what only a person mends is not hurried, though the resource is being deleted",
                        decided(claim(ABSENT, SETTLED), FREE).failed(new Trouble.Unauthorized(OUTAGE.exchange())),
                        SLOWLY),
                new Row(
                        "our own governor says when",
                        decided(ADDING, EMPTY).failed(new Trouble.Throttled(HELD_BACK, Duration.ofMillis(1_234))),
                        Duration.ofMillis(1_234)));
    }

    static Stream<Row> thingsThatAreWoken() {
        Claim holder = rival("holder", HERE, UNRESERVED, SETTLED);
        Claim leaver = rival("leaver", THERE, ABSENT, SETTLED);
        return Stream.of(
                woken("a rival's end wakes it", decided(claim(UNRESERVED, NEW), FREE, holder)),
                woken("so does that of one who leaves", decided(claim(UNRESERVED, NEW), EMPTY, leaver)),
                woken("in sync: the watch sees drift", decided(claim(UNRESERVED, SETTLED), FREE)),
                woken("added", decided(ADDING, EMPTY)),
                woken("adopted", decided(ADDING, FREE)),
                woken("drift corrected", decided(claim(UNRESERVED, SETTLED), EMPTY)),
                woken("observed", decided(claim(UNRESERVED, NEW, OBSERVE), FREE)),
                woken("not found: the watch sees it come", decided(claim(UNRESERVED, NEW, OBSERVE), EMPTY)),
                woken("adoption refused: an edit wakes it", decided(claim(UNRESERVED, NEW, NO_ADOPTION), FREE)),
                woken("suspended: an edit wakes it", decided(claim(UNRESERVED, HOLDING, SUSPEND), EMPTY)),
                woken("blind: the watch looks again", decided(ADDING, new Observation.Unreadable(OUTAGE))),
                woken("no Service: the watch sees it come", decided(ADDING, new Observation.ServiceGone(SERVICE))));
    }

    @ParameterizedTest
    @MethodSource({"failures", "thingsThatNothingWakes"})
    void whatNothingElseWakesIsPassedAgain(Row row) {
        assertThat(after("promo", row.ended())).contains(row.next());
    }

    @ParameterizedTest
    @MethodSource("thingsThatAreWoken")
    void whatIsWokenNeedsNoTime(Row row) {
        assertThat(after("promo", row.ended())).isEmpty();
    }

    @Test
    void whatFailsIsTriedEverMoreSlowly() {
        Ended failed = decided(ADDING, EMPTY).failed(OUTAGE);

        assertThat(Stream.generate(() -> after("promo", failed).orElseThrow()).limit(3))
                .containsExactly(SOON, SOON.multipliedBy(2), SOON.multipliedBy(4));
        assertThat(after("support", failed)).as("each for itself").contains(SOON);
    }

    @Test
    void aSuccessForgetsTheFailuresBefore() {
        Ended failed = decided(ADDING, EMPTY).failed(OUTAGE);
        after("promo", failed);
        after("promo", failed);

        after("promo", decided(ADDING, EMPTY));

        assertThat(after("promo", failed)).contains(SOON);
    }

    @Test
    void aResourceThatIsGoneIsForgotten() {
        Ended failed = decided(ADDING, EMPTY).failed(OUTAGE);
        after("promo", failed);

        nextLook.forget("promo");

        assertThat(after("promo", failed)).contains(SOON);
    }

    private Optional<Duration> after(String uid, Ended ended) {
        return nextLook.after(uid, ended.decision(), ended.outcome(), Timing.DEFAULT, _ -> Optional.of(SLOWLY));
    }

    private static Row failed(String why, Trouble trouble, Duration wait) {
        return new Row(why, decided(ADDING, EMPTY).failed(trouble), wait);
    }

    private static Row woken(String why, Ended ended) {
        return new Row(why, ended, Duration.ZERO);
    }

    private static Trouble throttled(@Nullable Duration retryAfter) {
        return new Trouble.Throttled(OUTAGE.exchange(), retryAfter);
    }
}

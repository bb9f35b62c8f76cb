package dev.proxypool.reconcile.pass;

import static dev.proxypool.domain.Claim.Standing.HOLDING;
import static dev.proxypool.domain.Claim.Standing.NEW;
import static dev.proxypool.domain.Claim.Standing.SETTLED;
import static dev.proxypool.domain.PoolKeys.codesOf;
import static dev.proxypool.plan.PlanFixtures.ABSENT;
import static dev.proxypool.plan.PlanFixtures.CODE;
import static dev.proxypool.plan.PlanFixtures.HERE;
import static dev.proxypool.plan.PlanFixtures.NOON;
import static dev.proxypool.plan.PlanFixtures.OUTAGE;
import static dev.proxypool.plan.PlanFixtures.RESERVED;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static dev.proxypool.plan.PlanFixtures.UNRESERVED;
import static dev.proxypool.plan.PlanFixtures.claim;
import static dev.proxypool.plan.PlanFixtures.member;
import static dev.proxypool.reconcile.pass.FakeTwilio.Call.ADD;
import static dev.proxypool.reconcile.pass.FakeTwilio.Call.FETCH_SERVICE;
import static dev.proxypool.reconcile.pass.FakeTwilio.Call.LIST;
import static dev.proxypool.reconcile.pass.FakeTwilio.Call.REMOVE;
import static dev.proxypool.reconcile.pass.FakeTwilio.Call.RESERVE;
import static dev.proxypool.reconcile.pass.FakeTwilio.notFound;
import static dev.proxypool.reconcile.pass.FakeTwilio.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Trouble;
import dev.proxypool.domain.Trouble.Refusal;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.PlanInput;
import dev.proxypool.plan.Step;
import dev.proxypool.plan.Verdict;
import dev.proxypool.plan.Verdict.ReleaseReason;
import dev.proxypool.proxy.PoolCache;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Twilio's answer shows that the look was out of date, or that the code is in use: the pass plans once more. */
class SecondRoundTest {

    private static final Step ADD_IT = new Step.Add(HERE, false);
    private static final Step RESERVE_IT = new Step.SetReserved(HERE, true);

    private final FakeTwilio twilio = new FakeTwilio();
    private final PoolCache pools = new PoolCache(twilio, () -> NOON, Duration.ofSeconds(5), (_, _, _) -> {});
    private final ClaimPass pass = new ClaimPass(twilio, pools, OnePass.noRefusals(), Checkpoint.NONE);

    // The look was out of date

    @Test
    void aCodeThatSomebodyAddedMeanwhileIsAdopted() {
        pools.look(codesOf(SERVICE));
        twilio.holds(member(false));

        ClaimPass.Result result = run(claim(UNRESERVED, NEW));

        assertThat(twilio.calls()).containsExactly(LIST, ADD, LIST);
        assertThat(result.decision().verdict()).isEqualTo(new Verdict.Adopted());
        assertThat(result.outcome()).isEqualTo(Outcome.settled(member(false)));
    }

    @Test
    void itIsGivenTheDeclaredReservationToo() {
        pools.look(codesOf(SERVICE));
        twilio.holds(member(false));

        ClaimPass.Result result = run(claim(RESERVED, NEW));

        assertThat(twilio.calls()).containsExactly(LIST, ADD, LIST, RESERVE);
        assertThat(result.decision().verdict()).isEqualTo(new Verdict.Adopted());
        assertThat(result.outcome()).isEqualTo(new Outcome(List.of(RESERVE_IT), null, member(true)));
    }

    @Test
    void aCodeThatVanishedBeforeItsReservationIsAddedAnew() {
        twilio.holds(member(false));
        pools.look(codesOf(SERVICE));
        twilio.loses(CODE);

        ClaimPass.Result result = run(claim(RESERVED, HOLDING));

        assertThat(twilio.calls()).containsExactly(LIST, RESERVE, LIST, ADD, RESERVE);
        assertThat(result.outcome()).isEqualTo(new Outcome(List.of(ADD_IT, RESERVE_IT), null, member(true)));
    }

    static Stream<Trouble> whatSaysThatTheCodeIsNotThere() {
        return Stream.of(notFound(), refused(Refusal.VANISHED));
    }

    @ParameterizedTest
    @MethodSource("whatSaysThatTheCodeIsNotThere")
    void aRemovalOfWhatIsGoneAlreadyIsDone(Trouble trouble) {
        twilio.holds(member(false));
        pools.look(codesOf(SERVICE));
        twilio.loses(CODE);
        twilio.fails(REMOVE, trouble);

        ClaimPass.Result result = run(claim(ABSENT, SETTLED));

        assertThat(twilio.calls()).containsExactly(LIST, REMOVE, LIST);
        assertThat(result.decision().verdict()).isEqualTo(new Verdict.Gone(ReleaseReason.ABSENT));
        assertThat(result.outcome()).isEqualTo(Outcome.settled(null));
        assertThat(releases(result)).isTrue();
    }

    @Test
    void aNotFoundIsNoFarewellWhileTheListStillShowsTheCode() {
        twilio.holds(member(false));
        twilio.fails(REMOVE, notFound());
        twilio.fails(REMOVE, notFound());

        ClaimPass.Result result = run(claim(ABSENT, SETTLED));

        assertThat(twilio.calls()).containsExactly(LIST, REMOVE, LIST, REMOVE);
        assertThat(releases(result)).isFalse();
    }

    @Test
    void aServiceThatWasDeletedMeanwhileIsToldFromACodeThatWas() {
        pools.look(codesOf(SERVICE));
        twilio.losesTheService();

        ClaimPass.Result result = run(claim(UNRESERVED, NEW));

        assertThat(twilio.calls()).containsExactly(LIST, ADD, LIST, FETCH_SERVICE);
        assertThat(result.decision().verdict()).isEqualTo(new Verdict.ServiceMissing());
        assertThat(result.outcome()).isEqualTo(Outcome.settled(null));
    }

    @Test
    void aSecondLookThatFailsEndsThePass() {
        pools.look(codesOf(SERVICE));
        twilio.holds(member(false));
        twilio.fails(LIST, OUTAGE);

        ClaimPass.Result result = run(claim(UNRESERVED, NEW));

        assertThat(twilio.calls()).containsExactly(LIST, ADD, LIST);
        assertThat(result.decision().verdict()).isEqualTo(new Verdict.PoolUnreadable(OUTAGE));
        assertThat(result.decision().verdict()).isInstanceOf(Verdict.PoolUnreadable.class);
    }

    @Test
    void whatTheFirstRoundWroteWasWrittenAllTheSame() {
        twilio.fails(RESERVE, notFound());

        ClaimPass.Result result = run(claim(RESERVED, NEW));

        assertThat(twilio.calls()).containsExactly(LIST, ADD, RESERVE, LIST, RESERVE);
        assertThat(result.outcome()).isEqualTo(new Outcome(List.of(ADD_IT, RESERVE_IT), null, member(true)));
    }

    // In use

    @Test
    void aCodeInUseIsReservedInsteadOfRemoved() {
        twilio.holds(member(false));
        twilio.hasSessionsOn(CODE);

        ClaimPass.Result result = run(claim(ABSENT, SETTLED));

        assertThat(twilio.calls()).as("no second look").containsExactly(LIST, REMOVE, RESERVE);
        assertThat(result.decision().verdict()).isEqualTo(new Verdict.InUse());
        assertThat(result.outcome()).isEqualTo(new Outcome(List.of(RESERVE_IT), null, member(true)));
        assertThat(releases(result)).isFalse();
    }

    @Test
    void aCodeInUseThatIsReservedAlreadyIsWaitedFor() {
        twilio.holds(member(true));
        twilio.hasSessionsOn(CODE);

        ClaimPass.Result result = run(claim(ABSENT, SETTLED));

        assertThat(twilio.calls()).containsExactly(LIST, REMOVE);
        assertThat(result.decision().verdict()).isEqualTo(new Verdict.InUse());
        assertThat(result.outcome()).isEqualTo(Outcome.settled(member(true)));
    }

    @Test
    void inUseIsNoReasonToPlanAnewForAnythingButARemoval() {
        twilio.holds(member(false));
        twilio.fails(RESERVE, refused(Refusal.IN_USE));

        ClaimPass.Result result = run(claim(RESERVED, HOLDING));

        assertThat(twilio.calls()).containsExactly(LIST, RESERVE);
        assertThat(result.outcome().failure()).isEqualTo(new Outcome.Failure(RESERVE_IT, refused(Refusal.IN_USE)));
    }

    // Never a third time

    @Test
    void aPoolThatContradictsItselfIsLeftToTheNextPass() {
        twilio.fails(ADD, refused(Refusal.ALREADY_MEMBER));
        twilio.fails(ADD, refused(Refusal.ALREADY_MEMBER));

        ClaimPass.Result result = run(claim(UNRESERVED, NEW));

        assertThat(twilio.calls()).containsExactly(LIST, ADD, LIST, ADD);
        assertThat(result.outcome().failure()).isEqualTo(new Outcome.Failure(ADD_IT, refused(Refusal.ALREADY_MEMBER)));
    }

    @Test
    void aCodeInUseThatVanishesBeforeItsReservationIsLeftToTheNextPass() {
        twilio.holds(member(false));
        twilio.hasSessionsOn(CODE);
        twilio.fails(RESERVE, notFound());

        ClaimPass.Result result = run(claim(ABSENT, SETTLED));

        assertThat(twilio.calls()).containsExactly(LIST, REMOVE, RESERVE);
        assertThat(result.outcome().failure()).isEqualTo(new Outcome.Failure(RESERVE_IT, notFound()));
        assertThat(releases(result)).isFalse();
    }

    static Stream<Trouble> whatASecondRoundWouldNotMend() {
        var exchange = OUTAGE.exchange();
        return Stream.concat(
                Stream.of(
                        OUTAGE,
                        new Trouble.Unauthorized(exchange),
                        new Trouble.Withdrawn(exchange),
                        new Trouble.Throttled(exchange, null),
                        new Trouble.Garbled(exchange)),
                Arrays.stream(Refusal.values())
                        .filter(refusal -> refusal != Refusal.ALREADY_MEMBER && refusal != Refusal.VANISHED)
                        .map(FakeTwilio::refused));
    }

    @ParameterizedTest
    @MethodSource("whatASecondRoundWouldNotMend")
    void whatASecondRoundWouldNotMendGetsNone(Trouble trouble) {
        twilio.fails(ADD, trouble);

        ClaimPass.Result result = run(claim(UNRESERVED, NEW));

        assertThat(twilio.calls()).containsExactly(LIST, ADD);
        assertThat(result.outcome().failure()).isEqualTo(new Outcome.Failure(ADD_IT, trouble));
    }

    private ClaimPass.Result run(Claim claim) {
        return pass.run(PlanInput.of(claim, List.of()), false);
    }

    private static boolean releases(ClaimPass.Result result) {
        return result.decision().verdict().releases(result.outcome());
    }
}

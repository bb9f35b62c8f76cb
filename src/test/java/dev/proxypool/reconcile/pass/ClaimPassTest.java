package dev.proxypool.reconcile.pass;

import static dev.proxypool.domain.Claim.Standing.HOLDING;
import static dev.proxypool.domain.Claim.Standing.NEW;
import static dev.proxypool.domain.Claim.Standing.SETTLED;
import static dev.proxypool.domain.PoolKeys.codesOf;
import static dev.proxypool.plan.PlanFixtures.HERE;
import static dev.proxypool.plan.PlanFixtures.NOON;
import static dev.proxypool.plan.PlanFixtures.OUTAGE;
import static dev.proxypool.plan.PlanFixtures.RESERVED;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static dev.proxypool.plan.PlanFixtures.UNRESERVED;
import static dev.proxypool.plan.PlanFixtures.claim;
import static dev.proxypool.plan.PlanFixtures.member;
import static dev.proxypool.reconcile.pass.FakeTwilio.Call.ADD;
import static dev.proxypool.reconcile.pass.FakeTwilio.Call.LIST;
import static dev.proxypool.reconcile.pass.FakeTwilio.Call.RESERVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Trouble;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.PlanInput;
import dev.proxypool.plan.Step;
import dev.proxypool.plan.Verdict;
import dev.proxypool.plan.Verdict.Drift;
import dev.proxypool.proxy.PoolCache;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * One look, one plan, its steps. What happens if Twilio's answer contradicts the look is told in {@link SecondRoundTest},
 * and when a resource may go in {@link FinalizerReleaseTest}.
 */
class ClaimPassTest {

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Step ADD_IT = new Step.Add(HERE, false);
    private static final Step RESERVE_IT = new Step.SetReserved(HERE, true);

    private final FakeTwilio twilio = new FakeTwilio();
    private Instant now = NOON;
    private final PoolCache pools = new PoolCache(twilio, () -> now, GRACE, (_, _, _) -> {});
    private final ClaimPass pass = new ClaimPass(twilio, pools, OnePass.noRefusals(), Checkpoint.NONE);

    @Test
    void aCodeIsAddedAndReservedAfterOneLook() {
        ClaimPass.Result result = run(claim(RESERVED, NEW));

        assertThat(twilio.calls()).containsExactly(LIST, ADD, RESERVE);
        assertThat(result.decision().verdict()).isEqualTo(new Verdict.Pending());
        assertThat(result.outcome()).isEqualTo(new Outcome(List.of(ADD_IT, RESERVE_IT), null, member(true)));
        assertThat(result.decision().verdict()).isNotInstanceOf(Verdict.PoolUnreadable.class);
        assertThat(releases(result)).isFalse();
    }

    @Test
    void whatWasWrittenIsKnownToTheNextPassWithoutALook() {
        run(claim(RESERVED, NEW));

        ClaimPass.Result next = run(claim(RESERVED, SETTLED));

        assertThat(twilio.calls()).containsExactly(LIST, ADD, RESERVE);
        assertThat(next.decision().verdict()).isEqualTo(new Verdict.InSync());
        assertThat(next.outcome()).isEqualTo(Outcome.settled(member(true)));
    }

    @Test
    void whoAsksForALookGetsOneThoughThePoolIsKnown() {
        run(claim(UNRESERVED, NEW));
        twilio.holds(member(true));

        ClaimPass.Result result = pass.run(input(claim(RESERVED, SETTLED)), true);

        assertThat(twilio.calls()).containsExactly(LIST, ADD, LIST, RESERVE);
        assertThat(result.decision().verdict()).isNotInstanceOf(Verdict.PoolUnreadable.class);
    }

    // Failing

    @Test
    void nothingIsWrittenToAPoolThatCannotBeRead() {
        twilio.fails(LIST, OUTAGE);

        ClaimPass.Result result = run(claim(UNRESERVED, NEW));

        assertThat(twilio.calls()).containsExactly(LIST);
        assertThat(result.decision().verdict()).isEqualTo(new Verdict.PoolUnreadable(OUTAGE));
        assertThat(result.outcome()).isEqualTo(Outcome.settled(null));
        assertThat(result.decision().verdict()).isInstanceOf(Verdict.PoolUnreadable.class);
    }

    @Test
    void theStepsEndAtTheFirstThatFails() {
        twilio.fails(ADD, OUTAGE);

        Outcome outcome = run(claim(RESERVED, NEW)).outcome();

        assertThat(twilio.calls()).containsExactly(LIST, ADD);
        assertThat(outcome).isEqualTo(failed(List.of(), ADD_IT, OUTAGE, null));
    }

    @Test
    void theNextPassGoesOnWhereTheLastOneEnded() {
        twilio.fails(RESERVE, OUTAGE);

        Outcome first = run(claim(RESERVED, NEW)).outcome();
        Outcome second = run(claim(RESERVED, HOLDING)).outcome();

        assertThat(first).isEqualTo(failed(List.of(ADD_IT), RESERVE_IT, OUTAGE, member(false)));
        assertThat(second).isEqualTo(new Outcome(List.of(RESERVE_IT), null, member(true)));
        assertThat(twilio.calls()).containsExactly(LIST, ADD, RESERVE, RESERVE);
    }

    @Test
    void anAddThatWasCarriedOutThoughItsAnswerWasLostIsFound() {
        twilio.fails(ADD, OUTAGE);
        run(claim(UNRESERVED, NEW));
        twilio.holds(member(false));

        ClaimPass.Result next = run(claim(UNRESERVED, NEW));

        assertThat(twilio.calls()).containsExactly(LIST, ADD, ADD, LIST);
        assertThat(next.decision().verdict()).isEqualTo(new Verdict.Adopted());
        assertThat(next.outcome()).isEqualTo(Outcome.settled(member(false)));
    }

    // Believing

    /** That an answer is about the code that was asked for is checked by the client, which calls it garbled otherwise. */
    @Test
    void anAnswerAboutAnotherCodeEndsThePass() {
        var garbled = new Trouble.Garbled(
                new Trouble.Exchange("CreateShortCode", 201, 0, "the answer is about another code", null));
        twilio.fails(ADD, garbled);

        Outcome outcome = run(claim(RESERVED, NEW)).outcome();

        assertThat(outcome).isEqualTo(failed(List.of(), ADD_IT, garbled, null));
        assertThat(twilio.calls()).containsExactly(LIST, ADD);
    }

    @Test
    void aStepWhoseSuccessDoesNotShowWhatWasAskedForIsNotDone() {
        twilio.claims(RESERVE, member(false));

        Outcome outcome = run(claim(RESERVED, NEW)).outcome();

        assertThat(outcome.done()).containsExactly(ADD_IT);
        assertThat(outcome.after()).isEqualTo(member(false));
        assertUnbelieved(outcome, RESERVE_IT, "Twilio reported success, but the code is not reserved");
    }

    @Test
    void aCodeThatCameReservedUnaskedIsNotWhatWasAskedFor() {
        twilio.claims(ADD, member(true));

        Outcome outcome = run(claim(UNRESERVED, NEW)).outcome();

        assertUnbelieved(outcome, ADD_IT, "Twilio reported success, but the code is not unreserved");
    }

    @Test
    void aSuccessIsKeptUntilAListMustShowItAndIsDriftIfThatDoesNot() {
        twilio.claims(ADD, member(false));
        run(claim(UNRESERVED, NEW));

        now = NOON.plus(GRACE);
        pools.look(codesOf(SERVICE));
        assertThat(run(claim(UNRESERVED, SETTLED)).decision().verdict()).isEqualTo(new Verdict.InSync());

        now = NOON.plus(GRACE).plusSeconds(1);
        pools.look(codesOf(SERVICE));
        ClaimPass.Result result = run(claim(UNRESERVED, SETTLED));
        assertThat(result.decision().verdict()).isEqualTo(new Verdict.Drifted(Drift.REMOVED));
        assertThat(result.outcome()).isEqualTo(new Outcome(List.of(ADD_IT), null, member(false)));
    }

    private ClaimPass.Result run(Claim claim) {
        return pass.run(input(claim), false);
    }

    private static PlanInput input(Claim claim) {
        return PlanInput.of(claim, List.of());
    }

    private static Outcome failed(List<Step> done, Step step, Trouble trouble, @Nullable Member after) {
        return new Outcome(done, new Outcome.Failure(step, trouble), after);
    }

    private static void assertUnbelieved(Outcome outcome, Step step, String message) {
        assertThat(outcome.failure()).isNotNull().satisfies(failure -> {
            assertThat(failure.step()).isEqualTo(step);
            assertThat(failure.trouble()).isInstanceOf(Trouble.Garbled.class);
            assertThat(failure.trouble().exchange().message()).isEqualTo(message);
        });
    }

    private static boolean releases(ClaimPass.Result result) {
        return result.decision().verdict().releases(result.outcome());
    }
}

package dev.proxypool.reconcile.pass;

import static dev.proxypool.domain.Claim.Standing.HOLDING;
import static dev.proxypool.domain.Claim.Standing.NEW;
import static dev.proxypool.domain.Claim.Standing.SETTLED;
import static dev.proxypool.plan.PlanFixtures.ABSENT;
import static dev.proxypool.plan.PlanFixtures.HERE;
import static dev.proxypool.plan.PlanFixtures.LET_GO;
import static dev.proxypool.plan.PlanFixtures.NOON;
import static dev.proxypool.plan.PlanFixtures.OUTAGE;
import static dev.proxypool.plan.PlanFixtures.SUSPEND;
import static dev.proxypool.plan.PlanFixtures.UNRESERVED;
import static dev.proxypool.plan.PlanFixtures.claim;
import static dev.proxypool.plan.PlanFixtures.member;
import static dev.proxypool.plan.PlanFixtures.rival;
import static dev.proxypool.reconcile.pass.FakeTwilio.Call.FETCH_SERVICE;
import static dev.proxypool.reconcile.pass.FakeTwilio.Call.LIST;
import static dev.proxypool.reconcile.pass.FakeTwilio.Call.REMOVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.Claim;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.PlanInput;
import dev.proxypool.plan.Step;
import dev.proxypool.plan.Verdict;
import dev.proxypool.plan.Verdict.ReleaseReason;
import dev.proxypool.proxy.PoolCache;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a resource that is being deleted may go, and when it must stay. */
class FinalizerReleaseTest {

    private static final Step REMOVE_IT = new Step.Remove(HERE, false);

    private final FakeTwilio twilio = new FakeTwilio();
    private final PoolCache pools = new PoolCache(twilio, () -> NOON, Duration.ZERO, (_, _, _) -> {});
    private final ClaimPass pass = new ClaimPass(twilio, pools, OnePass.noRefusals(), Checkpoint.NONE);

    @Test
    void aRemovedCodeIsAFarewell() {
        twilio.holds(member(false));

        ClaimPass.Result result = run(claim(ABSENT, SETTLED));

        assertThat(twilio.calls()).containsExactly(LIST, REMOVE);
        assertThat(result.outcome()).isEqualTo(new Outcome(List.of(REMOVE_IT), null, null));
        assertThat(releases(result)).isTrue();
    }

    @Test
    void aRemovalThatFailsIsNoFarewell() {
        twilio.holds(member(false));
        twilio.fails(REMOVE, OUTAGE);

        ClaimPass.Result result = run(claim(ABSENT, SETTLED));

        assertThat(result.outcome())
                .isEqualTo(new Outcome(List.of(), new Outcome.Failure(REMOVE_IT, OUTAGE), member(false)));
        assertThat(releases(result)).isFalse();
    }

    @Test
    void aRemovalThatIsHeldBackIsNoFarewell() {
        twilio.holds(member(false));

        ClaimPass.Result result = run(claim(ABSENT, SETTLED, SUSPEND));

        assertThat(twilio.calls()).containsExactly(LIST);
        assertThat(result.decision().held()).containsExactly(REMOVE_IT);
        assertThat(releases(result)).isFalse();
    }

    @Test
    void aPoolThatCannotBeReadKeepsTheResource() {
        twilio.fails(LIST, OUTAGE);

        assertThat(releases(run(claim(ABSENT, SETTLED)))).isFalse();
    }

    @Test
    void whoLetsGoOfTheCodeAsksTwilioNothing() {
        ClaimPass.Result result = run(claim(LET_GO, SETTLED));

        assertThat(twilio.calls()).isEmpty();
        assertThat(result.decision().verdict()).isEqualTo(new Verdict.Gone(ReleaseReason.ORPHANED));
        assertThat(releases(result)).isTrue();
    }

    @Test
    void whoHandsTheCodeOverWritesNothing() {
        twilio.holds(member(false));
        Claim heir = rival("heir", HERE, UNRESERVED, HOLDING);

        ClaimPass.Result result = pass.run(PlanInput.of(claim(ABSENT, SETTLED), List.of(heir)), false);

        assertThat(twilio.calls()).containsExactly(LIST);
        assertThat(result.decision().verdict()).isEqualTo(new Verdict.Gone(ReleaseReason.HANDED_OVER));
        assertThat(releases(result)).isTrue();
    }

    @Test
    void aServiceThatIsGoneTookTheMembershipWithIt() {
        twilio.losesTheService();

        ClaimPass.Result result = run(claim(ABSENT, SETTLED));

        assertThat(twilio.calls()).containsExactly(LIST, FETCH_SERVICE);
        assertThat(result.decision().verdict()).isEqualTo(new Verdict.Gone(ReleaseReason.SERVICE_GONE));
        assertThat(releases(result)).isTrue();
    }

    @Test
    void whatStaysNeverSaysFarewell() {
        assertThat(releases(run(claim(UNRESERVED, NEW)))).isFalse();
        assertThat(releases(run(claim(UNRESERVED, SETTLED)))).isFalse();
    }

    private ClaimPass.Result run(Claim claim) {
        return pass.run(PlanInput.of(claim, List.of()), false);
    }

    private static boolean releases(ClaimPass.Result result) {
        return result.decision().verdict().releases(result.outcome());
    }
}

package dev.proxypool.status;

import static dev.proxypool.api.ClaimsFixtures.keeping;
import static dev.proxypool.domain.Claim.Standing.NEW;
import static dev.proxypool.domain.Claim.Standing.SETTLED;
import static dev.proxypool.plan.PlanFixtures.ACCOUNT;
import static dev.proxypool.plan.PlanFixtures.NOON;
import static dev.proxypool.plan.PlanFixtures.NO_ADOPTION;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static dev.proxypool.plan.PlanFixtures.SUSPEND;
import static dev.proxypool.plan.PlanFixtures.TO_DRAIN;
import static dev.proxypool.plan.PlanFixtures.claim;
import static dev.proxypool.plan.PlanFixtures.code;
import static dev.proxypool.plan.PlanFixtures.fresh;
import static dev.proxypool.plan.PlanFixtures.owner;
import static dev.proxypool.status.Passes.KEPT;
import static dev.proxypool.status.Passes.done;
import static dev.proxypool.status.Passes.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.Claims;
import dev.proxypool.api.Ledger;
import dev.proxypool.api.PoolStatus;
import dev.proxypool.api.StatusHead;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Claim.Wish;
import dev.proxypool.domain.Hold;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Policies;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.Step;
import dev.proxypool.plan.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a status says, and remembers, where something is held back or does not fit. */
class GuardedStatusTest {

    @Test
    void aPoolThatDeclaresMoreThanFitsSaysBothNumbers() {
        Claims pool = pool(false, List.of());

        assertThat(OverCapacity.of(pool, new Capacity(3, 2))).isEmpty();
        assertThat(OverCapacity.of(pool, new Capacity(2, 2)))
                .contains(new Finding(
                        Reason.POOL_FULL,
                        "the pool declares 3 unreserved short codes, but Twilio allows at most 2 in one Service"));
        assertThat(OverCapacity.of(pool, new Capacity(3, 1)))
                .contains(new Finding(
                        Reason.POOL_FULL,
                        "the pool declares 2 reserved short codes, but Twilio allows at most 1 in one Service"));
        assertThat(OverCapacity.of(pool, new Capacity(1, 1)).orElseThrow().message())
                .contains("at most 1 in one Service; the pool declares 2 reserved");
        assertThat(OverCapacity.of(pool(true, List.of()), new Capacity(1, 1))).isEmpty();
        assertThat(OverCapacity.of(pool(false, List.of("no")), new Capacity(1, 1)))
                .isEmpty();
    }

    @Test
    void thatItDoesNotFitIsItsReason() {
        assertThat(project(PoolStatus.NONE, Set.of(), new Capacity(1, 1))
                        .conditions()
                        .getFirst()
                        .reason())
                .isEqualTo("PoolFull");
        assertThat(project(PoolStatus.NONE, Set.of(), Capacity.TWILIO)
                        .conditions()
                        .getFirst()
                        .reason())
                .isEqualTo("InProgress");
    }

    @Test
    void whatTheNextPassAddsIsNoted() {
        Ledger ledger =
                project(PoolStatus.NONE, Set.of(code(1)), Capacity.TWILIO).ledger();

        assertThat(ledger.holdOf(code(1), SERVICE)).isEqualTo(new Hold(null, null, null, SERVICE));
        assertThat(ledger.holdOf(code(2), SERVICE)).isEqualTo(Hold.NONE);
    }

    @Test
    void whatIsHeldStaysHeldThoughItIsAddedAgain() {
        Hold held = new Hold(SERVICE, false, null);
        PoolStatus old = new PoolStatus(
                new StatusHead(1L, List.of(), SERVICE.value(), AccountUse.own(ACCOUNT), null, List.of()),
                null,
                Ledger.of(Map.of(code(1), held), List.of(), 0),
                0,
                List.of(),
                null,
                0);

        Ledger ledger = project(old, Set.of(code(1)), Capacity.TWILIO).ledger();

        assertThat(ledger.holdOf(code(1), SERVICE)).isEqualTo(held);
    }

    @Test
    void aRemovalThatWaitsForAnApprovalSaysSo() {
        Claim claim = claim(new Wish.Absent(Claim.Drain.NONE), SETTLED);
        Step remove = new Step.Remove(claim.membership(), false);
        Finding expected = new Finding(
                Reason.REMOVALS_HELD, "no resource lists the member; its removal is waiting for an approval");

        for (List<Step> held : List.of(List.of(remove), List.<Step>of())) {
            var decision = new Decision(claim, new Verdict.RemovalHeld(), null, List.of(), held);
            assertThat(Finding.of(decision, Outcome.settled(null))).isEqualTo(expected);
        }
    }

    @Test
    void aHandoverNamesTheHeirToThoseWhoMaySeeIt() {
        Claim claim = claim(new Wish.Absent(Claim.Drain.NONE), SETTLED);
        var decision = new Decision(claim, new Verdict.HandingOver(owner("heir")), null, List.of(), List.of());

        assertThat(Finding.of(decision, Outcome.settled(null)))
                .isEqualTo(new Finding(
                        Reason.DELETING,
                        "the code stays in the pool: ProxyShortCode messaging/heir claims it too and takes it over"));
    }

    @Test
    void whatIsHeldOrHandedOverIsRememberedAsBeforeAndDoesNotDrain() {
        Claim claim = claim(new Wish.Absent(Claim.Drain.RUNNING), SETTLED);
        Hold held = new Hold(SERVICE, true, null);
        for (Verdict verdict : List.of(new Verdict.RemovalHeld(), new Verdict.HandingOver(owner("heir")))) {
            var decision = new Decision(claim, verdict, null, List.of(), List.of());
            assertThat(NextHold.of(held, decision, Outcome.settled(null), NOON)).isEqualTo(held);
            assertThat(RankedFinding.of(new ClaimResult(
                                    code(1), false, decision, Outcome.settled(Member.of(code(1), true))))
                            .rank())
                    .isEqualTo(
                            verdict instanceof Verdict.RemovalHeld
                                    ? RankedFinding.Rank.REPORTED
                                    : RankedFinding.Rank.RETRIED);
        }
        assertThat(Finding.reasonOf(new Trouble.Superseded(new Trouble.Exchange("", 0, 0, "changed", null))))
                .isEqualTo(Reason.PENDING);
    }

    @Test
    void withoutAnAccountTheOneThatWasWrittenDownStays() {
        Passes.Ended seen = done(claim(new Wish.Present(true), SETTLED), KEPT);

        assertThat(StatusFactory.project(Passes.frame(settled(), null, null, NOON), seen.decision(), seen.outcome())
                        .accountSid())
                .isEqualTo(ACCOUNT.value());
    }

    @Test
    void noDrainBeginsWhileItIsSuspended() {
        assertThat(done(claim(TO_DRAIN, SETTLED, SUSPEND), KEPT).over(settled()).drainingSince())
                .isNull();
        assertThat(done(claim(TO_DRAIN, SETTLED), KEPT).over(settled()).drainingSince())
                .isEqualTo(NOON);
    }

    private static PoolStatus project(PoolStatus old, Set<Sid.Member> nextAdds, Capacity capacity) {
        var passed =
                new PassResult(pool(false, List.of()), fresh(), List.of(), Optional.empty(), Set.of(), nextAdds, 5);
        return PoolStatusFactory.project(
                passed,
                new StatusFrame<>(
                        Passes.GENERATION,
                        old,
                        AccountUse.own(ACCOUNT),
                        null,
                        capacity,
                        Passes.STALE_AFTER,
                        Passes::drainEnd,
                        NOON,
                        Passes.RESOURCE));
    }

    /** Three codes unreserved, two reserved. */
    private static Claims pool(boolean leaving, List<String> problems) {
        List<Claim> listed = IntStream.rangeClosed(1, 5)
                .mapToObj(i -> new Claim(
                        owner("pool"), new Membership(SERVICE, code(i)), new Wish.Present(i > 3), NO_ADOPTION, NEW))
                .toList();
        return keeping(listed, problems, leaving, Policies.DEFAULT);
    }
}

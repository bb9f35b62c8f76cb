package dev.proxypool.status;

import static dev.proxypool.api.ClaimsFixtures.keeping;
import static dev.proxypool.domain.Claim.Standing.NEW;
import static dev.proxypool.domain.Claim.Standing.SETTLED;
import static dev.proxypool.domain.PoolKeys.codesOf;
import static dev.proxypool.plan.PlanFixtures.ABSENT;
import static dev.proxypool.plan.PlanFixtures.ACCOUNT;
import static dev.proxypool.plan.PlanFixtures.NOON;
import static dev.proxypool.plan.PlanFixtures.OBSERVE;
import static dev.proxypool.plan.PlanFixtures.OUTAGE;
import static dev.proxypool.plan.PlanFixtures.RESERVED;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static dev.proxypool.plan.PlanFixtures.SUSPEND;
import static dev.proxypool.plan.PlanFixtures.UNRESERVED;
import static dev.proxypool.plan.PlanFixtures.code;
import static dev.proxypool.plan.PlanFixtures.fresh;
import static dev.proxypool.plan.PlanFixtures.owner;
import static dev.proxypool.status.Passes.EXCHANGE;
import static dev.proxypool.status.Passes.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.Claims;
import dev.proxypool.api.Condition;
import dev.proxypool.api.Ledger;
import dev.proxypool.api.PlannedStep;
import dev.proxypool.api.PoolStatus;
import dev.proxypool.api.PoolStatus.Counts;
import dev.proxypool.api.StatusHead;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Claim.Standing;
import dev.proxypool.domain.Claim.Wish;
import dev.proxypool.domain.Hold;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Policies;
import dev.proxypool.domain.Policies.Adoption;
import dev.proxypool.domain.Policies.Management;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.RemovalLimit;
import dev.proxypool.domain.Trouble;
import dev.proxypool.domain.Trouble.Refusal;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.PlanFixtures;
import dev.proxypool.plan.Removals;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The one status of many claims: the worst of them counts. */
class PoolStatusTest {

    private static final Observation SEEN = seen(Member.of(code(1), true), Member.of(code(2), false));
    private static final Observation KEPT = seen(Member.of(code(1), true), Member.of(code(2), true));
    private static final ClaimResult FIRST = done(1, RESERVED, SETTLED, SEEN);
    private static final ClaimResult SECOND = done(2, UNRESERVED, SETTLED, SEEN);
    private static final Ledger HELD = Ledger.of(
            Map.of(code(1), new Hold(SERVICE, true, null), code(2), new Hold(SERVICE, false, null)), List.of(), 0);
    private static final Instant TOO_LATE = NOON.plus(Passes.STALE_AFTER);

    @Test
    void aPoolAsListedIsReadyAndCounted() {
        PoolStatus status = settled();

        assertThat(ready(status).isTrue()).isTrue();
        assertThat(ready(status).message()).isEqualTo("the pool of %s is as declared".formatted(SERVICE));
        assertThat(status.counts()).isEqualTo(new Counts(2, 2, 1, 0, 0));
        assertThat(status.serviceSid()).isEqualTo(SERVICE.value());
        assertThat(status.accountSid()).isEqualTo(ACCOUNT.value());
        assertThat(status.ledger()).isEqualTo(HELD);
        assertThat(status.observedGeneration()).isEqualTo(Passes.GENERATION);
        assertThat(status.problems()).isEmpty();
        assertThat(project(status, passed(FIRST, SECOND))).isSameAs(status);
    }

    /** Most members of a large pool wait for the operator's own rate limiter; none of them is a problem. */
    @Test
    void aMemberThatTheRateLimiterDelaysIsProgressAndNoProblem() {
        Trouble delayed = new Trouble.Throttled(
                new Trouble.Exchange("CreateShortCode", 0, 0, "delayed by the operator's rate limiter", null), null);
        Trouble refused = new Trouble.Throttled(
                new Trouble.Exchange("CreateShortCode", 429, 80621, "Too many requests", null), null);

        PoolStatus waiting = project(
                PoolStatus.NONE,
                new PassResult(pool(), seen(), List.of(failed(1, RESERVED, delayed)), none(), Set.of(), Set.of(), 0));
        PoolStatus limited = project(
                PoolStatus.NONE,
                new PassResult(
                        pool(),
                        seen(),
                        List.of(failed(1, RESERVED, delayed), failed(2, RESERVED, refused)),
                        none(),
                        Set.of(),
                        Set.of(),
                        3));

        assertThat(ready(waiting).reason()).isEqualTo("InProgress");
        assertThat(waiting.problemCount()).isZero();
        assertThat(waiting.counts()).isEqualTo(new Counts(2, 0, 0, 2, 0));
        assertThat(ready(limited).reason()).isEqualTo("Throttled");
        assertThat(ready(limited).message()).startsWith(code(2) + ": ");
        assertThat(limited.problemCount()).isEqualTo(1);
    }

    @Test
    void whatStallsIsToldBeforeWhatIsRetried() {
        ClaimResult retried = failed(1, RESERVED, OUTAGE);
        ClaimResult full = failed(2, RESERVED, rejected(Refusal.POOL_FULL));

        PoolStatus status = project(
                PoolStatus.NONE, new PassResult(pool(), seen(), List.of(retried, full), none(), Set.of(), Set.of(), 3));

        assertThat(ready(status).reason()).isEqualTo("PoolFull");
        assertThat(ready(status).message()).startsWith(code(2) + ": CreateShortCode: Bound elsewhere");
        assertThat(types(status)).containsExactly("Ready", "Stalled");
        assertThat(status.problems())
                .extracting(problem -> problem.member().identity())
                .containsExactly(code(2).value(), code(1).value());
        assertThat(status.problems()).extracting("reason").containsExactly("PoolFull", "RemoteUnavailable");
        assertThat(status.counts()).isEqualTo(new Counts(2, 0, 0, 2, 0));
        assertThat(status.ledger().isHeld(code(1))).isFalse();
        assertThat(status.ledger().holdOf(code(1), SERVICE).adding())
                .as("Twilio did not answer the add")
                .isEqualTo(SERVICE);
        assertThat(status.ledger().holdOf(code(2), SERVICE)).isEqualTo(Hold.NONE);
    }

    @Test
    void whatIsHeldIsToldBeforeWhatIsRetried() {
        Removals removals = new Removals(List.of(FIRST.decision()));
        ClaimResult retried = failed(1, RESERVED, OUTAGE);

        PoolStatus status = project(
                PoolStatus.NONE,
                new PassResult(pool(), SEEN, List.of(retried, SECOND), Optional.of(removals), Set.of(), Set.of(), 0));

        assertThat(ready(status).reason()).isEqualTo("RemovalsHeld");
        assertThat(ready(status).message()).contains("0 members", "the hash of these removals is " + removals.hash());
        assertThat(status.held()).isEqualTo(new PoolStatus.Held(0, removals.hash()));
        assertThat(project(status, passed(FIRST, SECOND)).held()).isNull();
    }

    @Test
    void oneHeldRemovalIsOneMember() {
        Decision gone = Passes.decide(PlanFixtures.claim(ABSENT, SETTLED), Passes.FREE);

        assertThat(PoolStatusFactory.held(new Removals(List.of(gone))).message())
                .startsWith("no resource lists 1 member, which is more than maxRemovals allows");
    }

    @Test
    void whatIsHeldIsInTheStatusThoughSomethingElseStalls() {
        Removals removals = new Removals(List.of(FIRST.decision()));
        ClaimResult full = failed(1, RESERVED, rejected(Refusal.POOL_FULL));

        PoolStatus status = project(
                PoolStatus.NONE,
                new PassResult(pool(), SEEN, List.of(full, SECOND), Optional.of(removals), Set.of(), Set.of(), 0));

        assertThat(ready(status).reason()).isEqualTo("PoolFull");
        assertThat(status.held()).isEqualTo(new PoolStatus.Held(0, removals.hash()));
    }

    @Test
    void whatIsHeldIsKeptWhileThePoolCannotBeRead() {
        Removals removals = new Removals(List.of(FIRST.decision()));
        PoolStatus status = project(
                PoolStatus.NONE,
                new PassResult(pool(), SEEN, List.of(FIRST, SECOND), Optional.of(removals), Set.of(), Set.of(), 0));
        PassResult blind =
                new PassResult(pool(), new Observation.Unreadable(OUTAGE), List.of(), none(), Set.of(), Set.of(), 0);

        assertThat(project(status, blind).held()).isEqualTo(status.held());
    }

    @Test
    void whatIsRetriedIsToldBeforeWhatIsLeft() {
        ClaimResult retried = failed(1, RESERVED, OUTAGE);

        assertThat(ready(project(
                                PoolStatus.NONE,
                                new PassResult(pool(), SEEN, List.of(retried), none(), Set.of(), Set.of(), 1)))
                        .reason())
                .isEqualTo("RemoteUnavailable");
    }

    @Test
    void aPoolThatHasNotComeToItsEndIsInProgress() {
        PoolStatus status =
                project(PoolStatus.NONE, new PassResult(pool(), SEEN, List.of(FIRST), none(), Set.of(), Set.of(), 1));

        assertThat(ready(status).reason()).isEqualTo("InProgress");
        assertThat(status.counts()).isEqualTo(new Counts(2, 2, 1, 1, 0));
        assertThat(status.ledger().holdOf(code(1), SERVICE)).isEqualTo(new Hold(SERVICE, true, null));
        assertThat(status.ledger().holdOf(code(2), SERVICE))
                .as("it was not come to")
                .isEqualTo(Hold.NONE);
    }

    @Test
    void whatIsOnlyLookedAtIsObserved() {
        ClaimResult observed = done(1, RESERVED, NEW, SEEN, OBSERVE);

        PoolStatus status = project(PoolStatus.NONE, passed(observed, SECOND));

        assertThat(ready(status).reason()).isEqualTo("Observed");
        assertThat(ready(status).isTrue()).isTrue();
        assertThat(status.counts()).isEqualTo(new Counts(2, 2, 1, 0, 0));
        assertThat(status.problems()).isEmpty();
    }

    @Test
    void aDriftThatIsOnlyReportedLeavesThePoolReadyAndShowsThePlan() {
        Policies report = new Policies(Management.MANAGE, Adoption.ALWAYS, Policies.DriftPolicy.REPORT, false);
        ClaimResult drifted = done(2, RESERVED, SETTLED, SEEN, report);
        PoolStatus old = project(PoolStatus.NONE, passed(FIRST, done(2, RESERVED, SETTLED, KEPT)));

        PoolStatus status = project(old, passed(FIRST, drifted));

        assertThat(ready(status).reason()).isEqualTo("DriftReported");
        assertThat(ready(status).isTrue()).isTrue();
        assertThat(types(status)).containsExactly("Ready", "InSync");
        assertThat(status.plan()).extracting("action").containsExactly("Reserve");
        assertThat(status.problems()).extracting("reason").containsExactly("DriftReported");
        assertThat(status.counts()).as("not as declared").isEqualTo(new Counts(2, 2, 1, 1, 0));
        assertThat(status.ledger()).as("drift stays drift").isEqualTo(old.ledger());
    }

    @Test
    void whatIsGoneOrNoLongerListedIsForgottenAndWhatDrainsIsNot() {
        ClaimResult gone = done(1, ABSENT, SETTLED, seen(Member.of(code(1), true)));
        ClaimResult drains = done(2, new Wish.Absent(Claim.Drain.RUNNING), SETTLED, seen(Member.of(code(2), false)));
        Observation after = seen(Member.of(code(2), true), Member.of(code(4), false));
        PassResult passed = new PassResult(
                pool(Policies.DEFAULT, true, List.of()),
                after,
                List.of(gone, drains),
                none(),
                Set.of(code(4), code(5)),
                Set.of(),
                0);

        Ledger ledger = project(settled(), passed).ledger();

        assertThat(ledger.holdOf(code(1), SERVICE)).isEqualTo(Hold.NONE);
        assertThat(ledger.holdOf(code(2), SERVICE))
                .as("a drain that is called off is no drift")
                .isEqualTo(new Hold(SERVICE, null, NOON));
        assertThat(ledger.isApproved(code(4))).isTrue();
        assertThat(ledger.isApproved(code(5))).as("it is no member any more").isFalse();
        assertThat(ledger.approvalsUsed()).as("one for both").isOne();
        PassResult next = new PassResult(pool(), after, List.of(), none(), Set.of(code(4)), Set.of(), 0);
        assertThat(project(with(ledger), next).ledger().approvalsUsed())
                .as("the same approval, which takes several passes")
                .isOne();
        PassResult blind =
                new PassResult(pool(), new Observation.Unreadable(OUTAGE), List.of(), none(), Set.of(), Set.of(), 0);
        assertThat(project(with(ledger), blind).ledger()).isEqualTo(ledger);
        PassResult invalid = new PassResult(
                pool(Policies.DEFAULT, false, List.of("no")), SEEN, List.of(), none(), Set.of(), Set.of(), 0);
        assertThat(project(with(ledger), invalid).ledger()).isEqualTo(ledger);
        PassResult noService =
                new PassResult(pool(), new Observation.ServiceGone(SERVICE), List.of(), none(), Set.of(), Set.of(), 0);
        assertThat(project(with(ledger), noService).ledger()).isEqualTo(Ledger.of(Map.of(), List.of(), 1));
    }

    private static PoolStatus with(Ledger ledger) {
        return new PoolStatus(StatusHead.NONE, null, ledger, 0, List.of(), null, 0);
    }

    @Test
    void aMemberThatIsGoneIsNoProblem() {
        ClaimResult gone = new ClaimResult(
                code(3),
                false,
                decide(3, ABSENT, SETTLED, Policies.DEFAULT, seen(Member.of(code(3), false))),
                Passes.done(decide(3, ABSENT, SETTLED, Policies.DEFAULT, seen(Member.of(code(3), false))))
                        .outcome());
        ClaimResult stays = new ClaimResult(
                code(4),
                false,
                decide(4, ABSENT, SETTLED, Policies.DEFAULT, seen(Member.of(code(4), false))),
                Passes.failed(decide(4, ABSENT, SETTLED, Policies.DEFAULT, seen(Member.of(code(4), false))), 0, OUTAGE)
                        .outcome());

        assertThat(gone.isGone()).isTrue();
        assertThat(stays.isGone()).isFalse();
        assertThat(FIRST.isGone()).isFalse();
        assertThat(ready(project(PoolStatus.NONE, passed(FIRST, SECOND, gone))).reason())
                .isEqualTo("InSync");
        assertThat(project(PoolStatus.NONE, passed(FIRST, SECOND, gone)).counts())
                .as("it is nothing that was declared")
                .isEqualTo(new Counts(2, 2, 1, 0, 0));
        assertThat(ready(project(PoolStatus.NONE, passed(FIRST, SECOND, stays))).reason())
                .isEqualTo("Deleting");
    }

    @Test
    void whatHasLeftAPoolThatIsBeingDeletedIsNotPending() {
        ClaimResult gone = done(1, ABSENT, SETTLED, SEEN);

        PoolStatus status = project(
                settled(),
                new PassResult(
                        pool(Policies.DEFAULT, true, List.of()), SEEN, List.of(gone), none(), Set.of(), Set.of(), 1));

        assertThat(status.counts()).isEqualTo(new Counts(2, 2, 1, 1, 0));
        assertThat(ready(status).reason()).isEqualTo("InProgress");
    }

    @Test
    void troubleWithThePoolIsToldOnce() {
        Observation refused = new Observation.Unreadable(new Trouble.Unauthorized(EXCHANGE));
        PoolStatus status = project(
                settled(), new PassResult(pool(), refused, List.of(blind(refused)), none(), Set.of(), Set.of(), 0));

        assertThat(ready(status).reason()).isEqualTo("CredentialsInvalid");
        assertThat(ready(status).message()).startsWith("CreateShortCode: Bound elsewhere");
        assertThat(status.problems()).isEmpty();
        assertThat(status.counts()).isEqualTo(settled().counts());
        assertThat(status.ledger()).isEqualTo(HELD);
        PoolStatus gone = project(
                PoolStatus.NONE,
                new PassResult(pool(), new Observation.ServiceGone(SERVICE), List.of(), none(), Set.of(), Set.of(), 0));
        assertThat(ready(gone).reason()).isEqualTo("ServiceNotFound");
        assertThat(ready(gone).message()).startsWith("the account has no Proxy Service " + SERVICE);
    }

    @Test
    void anOutageLeavesASettledPoolReadyUntilTheBudgetIsSpent() {
        Observation unreadable = new Observation.Unreadable(OUTAGE);
        PassResult blind =
                new PassResult(pool(), unreadable, List.of(blind(unreadable)), none(), Set.of(), Set.of(), 0);

        PoolStatus outage = project(settled(), blind);
        assertThat(ready(outage)).isEqualTo(ready(settled()));
        assertThat(types(outage)).containsExactly("Ready", "RemoteVerified");
        PoolStatus stale =
                PoolStatusFactory.project(blind, Passes.frame(outage, AccountUse.own(ACCOUNT), null, TOO_LATE));
        assertThat(ready(stale).reason()).isEqualTo("VerificationStale");
        assertThat(ready(project(PoolStatus.NONE, blind)).reason()).isEqualTo("RemoteUnavailable");
        PoolStatus leaving = project(
                settled(),
                new PassResult(
                        pool(Policies.DEFAULT, true, List.of()), unreadable, List.of(), none(), Set.of(), Set.of(), 0));
        assertThat(ready(leaving).reason()).isEqualTo("Deleting");
    }

    @Test
    void problemsOfTheSpecAreToldAndNothingElseCounts() {
        PassResult invalid = new PassResult(
                pool(Policies.DEFAULT, false, List.of("one", "two")),
                SEEN,
                List.of(FIRST, SECOND),
                none(),
                Set.of(),
                Set.of(),
                0);
        PoolStatus status = project(PoolStatus.NONE, invalid);

        assertThat(ready(status).reason()).isEqualTo("InvalidSpec");
        assertThat(ready(status).message()).startsWith("one; two");
        assertThat(status.ledger()).isEqualTo(Ledger.NONE);
        PassResult leaving = new PassResult(
                pool(Policies.DEFAULT, true, List.of("one")), SEEN, List.of(), none(), Set.of(), Set.of(), 0);
        assertThat(ready(project(PoolStatus.NONE, leaving)).reason()).isEqualTo("DeletionBlocked");
    }

    @Test
    void aStepThatIsHeldBackShowsTheDigitsOfItsCodeIfTheyAreKnown() {
        Observation seen = fresh(
                new Member(code(1), false, new Member.Details("12345", "US", Map.of(), null, null, null)),
                Member.of(code(2), false));
        List<ClaimResult> held = IntStream.rangeClosed(1, 3)
                .mapToObj(i -> done(i, RESERVED, NEW, seen, SUSPEND))
                .toList();

        assertThat(plan(seen, held))
                .extracting(step -> step.member().digits())
                .containsExactly("12345", null, null, null);
        assertThat(plan(seen, held).getFirst().member()).hasToString(code(1) + " (12345)");
        assertThat(plan(seen, held).getLast().member()).hasToString(code(3).value());
        assertThat(plan(new Observation.Unreadable(OUTAGE), held))
                .extracting(step -> step.member().digits())
                .containsOnlyNulls()
                .hasSize(4);
    }

    private static List<PlannedStep> plan(Observation seen, List<ClaimResult> held) {
        return project(
                        PoolStatus.NONE,
                        new PassResult(pool(SUSPEND, false, List.of()), seen, held, none(), Set.of(), Set.of(), 0))
                .plan();
    }

    @Test
    void aSuspendedPoolShowsAtMostTwentySteps() {
        List<ClaimResult> held = IntStream.rangeClosed(1, 30)
                .mapToObj(i -> done(i, UNRESERVED, NEW, seen(), SUSPEND))
                .toList();
        PoolStatus status = project(
                PoolStatus.NONE,
                new PassResult(pool(SUSPEND, false, List.of()), seen(), held, none(), Set.of(), Set.of(), 0));

        assertThat(types(status)).containsExactly("Ready", "Reconciling", "Suspended");
        assertThat(status.plan()).hasSize(20);
        assertThat(status.problems()).hasSize(20);
        assertThat(status.conditions().getLast().message())
                .isEqualTo("spec.suspend is true: the operator writes nothing to Twilio");
        assertThat(status.conditions().getLast().isTrue()).isTrue();
    }

    @Test
    @SuppressWarnings("NullAway") // it does not see the annotation of a record's component in another package
    void anAccountAServiceAndARequestAreRemembered() {
        PoolStatus served = PoolStatusFactory.project(
                passed(FIRST, SECOND), Passes.frame(settled(), AccountUse.own(ACCOUNT), "now", NOON));
        assertThat(served.lastHandledReconcileAt()).isEqualTo("now");
        assertThat(project(served, passed(FIRST, SECOND)).lastHandledReconcileAt())
                .isEqualTo("now");

        Claims nowhere = new Claims(
                owner("pool"),
                null,
                List.of(),
                List.of("no"),
                false,
                Policies.DEFAULT,
                false,
                RemovalLimit.ONE,
                Ledger.NONE,
                _ -> Claim.Drain.NONE);
        PoolStatus status = PoolStatusFactory.project(
                new PassResult(nowhere, SEEN, List.of(), none(), Set.of(), Set.of(), 0),
                Passes.frame(settled(), null, null, NOON));
        assertThat(status.accountSid()).isEqualTo(ACCOUNT.value());
        assertThat(status.serviceSid()).isEqualTo(SERVICE.value());
    }

    @Test
    void claimsAreInTheOrderOfTheirCodes() {
        assertThat(List.of(SECOND, FIRST)).isSortedAccordingTo(ClaimResult.BY_MEMBER.reversed());
    }

    private static PoolStatus settled() {
        return project(PoolStatus.NONE, passed(FIRST, SECOND));
    }

    private static PoolStatus project(PoolStatus old, PassResult passed) {
        return PoolStatusFactory.project(passed, Passes.frame(old));
    }

    private static PassResult passed(ClaimResult... claims) {
        return new PassResult(pool(), SEEN, List.of(claims), none(), Set.of(), Set.of(), 0);
    }

    private static Optional<Removals> none() {
        return Optional.empty();
    }

    private static Claims pool() {
        return pool(Policies.DEFAULT, false, List.of());
    }

    private static Claims pool(Policies policies, boolean leaving, List<String> problems) {
        List<Claim> listed = List.of(claim(1, RESERVED, SETTLED, policies), claim(2, UNRESERVED, SETTLED, policies));
        return keeping(listed, problems, leaving, policies);
    }

    private static Claim claim(int number, Wish wish, Standing standing, Policies policies) {
        return new Claim(owner("pool"), new Membership(SERVICE, code(number)), wish, policies, standing);
    }

    private static Decision decide(int number, Wish wish, Standing standing, Policies policies, Observation seen) {
        return Passes.decide(claim(number, wish, standing, policies), seen);
    }

    private static ClaimResult done(int number, Wish wish, Standing standing, Observation seen) {
        return done(number, wish, standing, seen, Policies.DEFAULT);
    }

    private static ClaimResult done(int number, Wish wish, Standing standing, Observation seen, Policies policies) {
        Decision decision = decide(number, wish, standing, policies, seen);
        return new ClaimResult(
                code(number), true, decision, Passes.done(decision).outcome());
    }

    private static ClaimResult failed(int number, Wish wish, Trouble trouble) {
        Decision decision = decide(number, wish, NEW, Policies.DEFAULT, seen());
        return new ClaimResult(
                code(number),
                true,
                decision,
                Passes.failed(decision, 0, trouble).outcome());
    }

    private static ClaimResult blind(Observation seen) {
        return done(1, RESERVED, SETTLED, seen);
    }

    private static Observation seen(Member... members) {
        return new Observation.Fresh(PoolSnapshot.of(codesOf(SERVICE), NOON, List.of(members)));
    }

    private static Condition ready(PoolStatus status) {
        return status.conditions().getFirst();
    }

    private static List<String> types(PoolStatus status) {
        return status.conditions().stream().map(Condition::type).toList();
    }
}

package dev.proxypool.status;

import static dev.proxypool.domain.Claim.Standing.NEW;
import static dev.proxypool.domain.Claim.Standing.SETTLED;
import static dev.proxypool.plan.PlanFixtures.ABSENT;
import static dev.proxypool.plan.PlanFixtures.ACCOUNT;
import static dev.proxypool.plan.PlanFixtures.DRAINED;
import static dev.proxypool.plan.PlanFixtures.ELSEWHERE;
import static dev.proxypool.plan.PlanFixtures.HERE;
import static dev.proxypool.plan.PlanFixtures.NOON;
import static dev.proxypool.plan.PlanFixtures.NO_ADOPTION;
import static dev.proxypool.plan.PlanFixtures.OUTAGE;
import static dev.proxypool.plan.PlanFixtures.RESERVED;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static dev.proxypool.plan.PlanFixtures.TO_DRAIN;
import static dev.proxypool.plan.PlanFixtures.claim;
import static dev.proxypool.plan.PlanFixtures.member;
import static dev.proxypool.plan.PlanFixtures.mover;
import static dev.proxypool.status.Passes.EXCHANGE;
import static dev.proxypool.status.Passes.FREE;
import static dev.proxypool.status.Passes.KEPT;
import static dev.proxypool.status.Passes.NONE;
import static dev.proxypool.status.Passes.NO_MEMBER;
import static dev.proxypool.status.Passes.decide;
import static dev.proxypool.status.Passes.done;
import static dev.proxypool.status.Passes.failed;
import static dev.proxypool.status.Passes.message;
import static dev.proxypool.status.Passes.rejected;
import static dev.proxypool.status.Passes.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.MemberStatus;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Policies;
import dev.proxypool.domain.Trouble;
import dev.proxypool.domain.Trouble.Refusal;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.PlanInput;
import dev.proxypool.plan.Verdict;
import dev.proxypool.plan.Verdict.Drift;
import dev.proxypool.status.Passes.Ended;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a status remembers of what takes more than one pass: moves, drains, adds that nobody answered for. */
class StatusOverTimeTest {

    private static final Ended DRAINING = done(claim(TO_DRAIN, SETTLED), FREE);

    @Test
    void aCodeThatMovedIsHeldWhereItWent() {
        MemberStatus moved = done(mover(true, true, Policies.DEFAULT), FREE).over(settled());

        assertThat(moved.serviceSid()).isEqualTo(ELSEWHERE.value());
        assertThat(moved.appliedReserved()).isTrue();
    }

    @Test
    void aCodeThatCouldNotLeaveIsHeldWhereItWas() {
        assertThat(failed(mover(true, true, Policies.DEFAULT), FREE, OUTAGE).over(settled()))
                .satisfies(status -> assertThat(status.serviceSid()).isEqualTo(SERVICE.value()))
                .satisfies(status -> assertThat(status.appliedReserved()).isNull());
    }

    @Test
    void aCodeThatHasLeftIsFoundByWhereItWas() {
        MemberStatus status =
                done(mover(true, true, Policies.DEFAULT), NO_MEMBER).over(settled());

        assertThat(status.serviceSid()).isEqualTo(SERVICE.value());
        assertThat(status.condition("Ready").orElseThrow().reason()).isEqualTo("Pending");
    }

    @Test
    void aCodeThatMayHaveArrivedIsLookedForWhereItWent() {
        MemberStatus status = failed(decide(mover(true, true, Policies.DEFAULT), FREE), 1, OUTAGE)
                .over(settled());

        assertThat(status.serviceSid()).isNull();
        assertThat(status.addingTo()).isEqualTo(ELSEWHERE.value());
    }

    @Test
    void aCodeThatWasRefusedWhereItWentIsHeldNowhere() {
        MemberStatus status = failed(decide(mover(true, true, Policies.DEFAULT), FREE), 1, rejected(Refusal.POOL_FULL))
                .over(settled());

        assertThat(status.serviceSid()).isNull();
        assertThat(status.addingTo()).isNull();
    }

    @Test
    void aCodeThatArrivedUnreservedIsHeldWhereItWent() {
        MemberStatus status = failed(decide(mover(true, true, Policies.DEFAULT), FREE), 2, OUTAGE)
                .over(settled());

        assertThat(status.serviceSid()).isEqualTo(ELSEWHERE.value());
        assertThat(status.appliedReserved()).isNull();
    }

    @Test
    void anAddThatWasNotAnsweredIsRemembered() {
        var unreadable = new Trouble.Garbled(EXCHANGE);

        for (Policies policies : List.of(Policies.DEFAULT, NO_ADOPTION)) {
            assertThat(failed(claim(RESERVED, NEW, policies), NO_MEMBER, OUTAGE).over(NONE))
                    .satisfies(status -> assertThat(status.serviceSid()).isNull())
                    .satisfies(status -> assertThat(status.addingTo()).isEqualTo(SERVICE.value()));
            assertThat(failed(claim(RESERVED, NEW, policies), NO_MEMBER, unreadable)
                            .over(NONE)
                            .addingTo())
                    .isEqualTo(SERVICE.value());
            assertThat(failed(claim(RESERVED, NEW, policies), NO_MEMBER, rejected(Refusal.POOL_FULL))
                            .over(NONE)
                            .addingTo())
                    .as("a refusal is an answer")
                    .isNull();
        }
    }

    @Test
    void whatIsContestedChangesNoMemory() {
        PlanInput contested = PlanInput.of(claim(RESERVED, SETTLED), List.of()).knowing(PlanInput.Hint.CONTESTED);

        MemberStatus status = done(decide(contested, FREE)).over(settled());

        assertThat(status.appliedReserved()).isTrue();
        assertThat(status.isProblem(HERE.member(), "ForeignWriter")).isTrue();
        assertThat(settled().isProblem(HERE.member(), "ForeignWriter")).isFalse();
    }

    @Test
    void aContestedClaimIsNeverInSync() {
        var contested = new Decision(
                claim(RESERVED, SETTLED), new Verdict.Contested(Drift.RESERVED), member(true), List.of(), List.of());

        assertThat(Finding.of(contested, Outcome.settled(member(true))).reason())
                .isEqualTo(Reason.FOREIGN_WRITER);
    }

    @Test
    void aDrainBeginsWhenTheCodeIsReserved() {
        assertThat(DRAINING.over(settled()).drainingSince()).isEqualTo(NOON);
        assertThat(done(claim(TO_DRAIN, SETTLED), KEPT)
                        .over(settled(), NOON.plusMillis(400))
                        .drainingSince())
                .as("rounded up, so that a drain never ends early")
                .isEqualTo(NOON.plusSeconds(1));
        assertThat(failed(claim(TO_DRAIN, SETTLED), FREE, OUTAGE)
                        .over(settled())
                        .drainingSince())
                .isNull();
        assertThat(settled().drainingSince()).isNull();
    }

    @Test
    void aDrainSaysSinceWhenAndUntilWhen() {
        MemberStatus draining = DRAINING.over(settled());
        String since = "the code is reserved since " + NOON + " so that Sessions can end before the operator removes it"
                + " from " + SERVICE + " at " + NOON.plus(Duration.ofHours(1));

        assertThat(message(draining, "Ready")).isEqualTo(since);
        assertThat(message(
                        done(claim(TO_DRAIN, SETTLED), KEPT).over(draining, NOON.plus(Duration.ofMinutes(9))), "Ready"))
                .isEqualTo(since);
        assertThat(message(failed(claim(TO_DRAIN, SETTLED), FREE, OUTAGE).over(settled()), "Ready"))
                .as("not reserved yet")
                .doesNotContain("since");
    }

    @Test
    void aDrainGoesOnThroughAnOutageAndEndsWithItsCause() {
        MemberStatus draining = DRAINING.over(settled());
        Ended later = done(claim(TO_DRAIN, SETTLED), KEPT);
        Ended blind = done(claim(TO_DRAIN, SETTLED), new Observation.Unreadable(OUTAGE));

        assertThat(later.over(draining, NOON.plus(Duration.ofMinutes(9))).drainingSince())
                .isEqualTo(NOON);
        assertThat(blind.over(draining).drainingSince()).isEqualTo(NOON);
        assertThat(done(claim(RESERVED, SETTLED), KEPT).over(draining).drainingSince())
                .isNull();
    }

    /** Left by a backup, say, or interrupted by another writer. */
    @Test
    void aDrainOfAMemberThatIsSeenUnreservedBeginsAnew() {
        MemberStatus drained = DRAINING.over(settled());
        Instant later = NOON.plusSeconds(3_600);

        assertThat(done(claim(DRAINED, SETTLED), FREE).over(drained, later).drainingSince())
                .isEqualTo(later);
    }

    @Test
    void aDrainThatIsOverStaysOverWhateverKeepsTheCode() {
        MemberStatus drained = DRAINING.over(settled());
        PlanInput leaving = PlanInput.of(claim(ABSENT, SETTLED), List.of());

        assertThat(done(decide(leaving.knowing(PlanInput.Hint.IN_USE), KEPT))
                        .over(drained)
                        .drainingSince())
                .isEqualTo(NOON);
        assertThat(failed(claim(ABSENT, SETTLED), KEPT, OUTAGE).over(drained).drainingSince())
                .isEqualTo(NOON);
        assertThat(failed(mover(true, true, Policies.DEFAULT), KEPT, OUTAGE)
                        .over(drained)
                        .drainingSince())
                .isEqualTo(NOON);
        assertThat(failed(claim(TO_DRAIN, SETTLED), FREE, OUTAGE).over(drained).drainingSince())
                .as("a code that somebody released drains anew")
                .isNull();
    }

    @Test
    void anAccountThatCannotBeFoundIsStillTheOneThatWasWrittenDown() {
        Ended blind = done(claim(RESERVED, SETTLED), new Observation.Unreadable(Trouble.noAccount("there is none")));

        MemberStatus status =
                StatusFactory.project(Passes.frame(settled(), null, null, NOON), blind.decision(), blind.outcome());

        assertThat(status.accountSid()).isEqualTo(ACCOUNT.value());
        assertThat(status.condition("Ready").orElseThrow().isTrue()).isTrue();
        assertThat(status.condition("RemoteVerified").orElseThrow().reason()).isEqualTo("AccountNotReady");
    }
}

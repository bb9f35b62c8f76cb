package dev.proxypool.status;

import static dev.proxypool.domain.Claim.Standing.NEW;
import static dev.proxypool.domain.Claim.Standing.SETTLED;
import static dev.proxypool.plan.PlanFixtures.ABSENT;
import static dev.proxypool.plan.PlanFixtures.CODE;
import static dev.proxypool.plan.PlanFixtures.NOON;
import static dev.proxypool.plan.PlanFixtures.OUTAGE;
import static dev.proxypool.plan.PlanFixtures.REPORT;
import static dev.proxypool.plan.PlanFixtures.RESERVED;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static dev.proxypool.plan.PlanFixtures.SUSPEND;
import static dev.proxypool.plan.PlanFixtures.UNRESERVED;
import static dev.proxypool.plan.PlanFixtures.claim;
import static dev.proxypool.status.Passes.EXCHANGE;
import static dev.proxypool.status.Passes.FREE;
import static dev.proxypool.status.Passes.GENERATION;
import static dev.proxypool.status.Passes.KEPT;
import static dev.proxypool.status.Passes.NONE;
import static dev.proxypool.status.Passes.NO_MEMBER;
import static dev.proxypool.status.Passes.done;
import static dev.proxypool.status.Passes.failed;
import static dev.proxypool.status.Passes.message;
import static dev.proxypool.status.Passes.reason;
import static dev.proxypool.status.Passes.settled;
import static dev.proxypool.status.Passes.since;
import static dev.proxypool.status.Passes.withConditions;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.Condition;
import dev.proxypool.api.MemberName;
import dev.proxypool.api.MemberStatus;
import dev.proxypool.api.PlannedStep;
import dev.proxypool.domain.Trouble;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The conditions of a status: their times, outages, and what stands beside Ready. */
class StatusFactoryTest {

    private static final Instant LATER = NOON.plus(Duration.ofMinutes(1));

    // Transition times

    @Test
    void aTransitionTimeIsTheTimeOfThePassInWholeSeconds() {
        MemberStatus status = done(claim(RESERVED, NEW), NO_MEMBER).over(NONE, NOON.plusMillis(999));

        assertThat(since(status, "Ready")).isEqualTo("2026-11-01T12:00:00Z");
    }

    @Test
    void aTransitionTimeDoesNotMoveWithReasonOrMessage() {
        MemberStatus pending = failed(claim(RESERVED, NEW), NO_MEMBER, OUTAGE).over(NONE);
        MemberStatus throttled = failed(claim(RESERVED, NEW), NO_MEMBER, new Trouble.Throttled(EXCHANGE, null))
                .over(pending, LATER);

        assertThat(reason(throttled)).isEqualTo("Throttled");
        assertThat(since(throttled, "Ready")).isEqualTo(NOON.toString());
        assertThat(since(throttled, "Reconciling")).isEqualTo(NOON.toString());
    }

    @Test
    void aTransitionTimeMovesWithTheStatus() {
        MemberStatus pending = failed(claim(RESERVED, NEW), NO_MEMBER, OUTAGE).over(NONE);

        assertThat(since(done(claim(RESERVED, NEW), NO_MEMBER).over(pending, LATER), "Ready"))
                .isEqualTo(LATER.toString());
    }

    @Test
    void aTransitionTimeThatIsMissingIsMadeUpFor() {
        var timeless = new Condition("Ready", "True", GENERATION, null, "InSync", "");

        assertThat(since(done(claim(RESERVED, SETTLED), KEPT).over(withConditions(timeless), LATER), "Ready"))
                .isEqualTo(LATER.toString());
    }

    // Conditions beside Ready

    @Test
    void reportedDriftIsToldTwice() {
        MemberStatus status = done(claim(RESERVED, SETTLED, REPORT), FREE).over(settled());

        assertThat(status.condition("InSync").map(Condition::status)).contains("False");
        assertThat(status.condition("InSync").map(Condition::reason)).contains("Drifted");
        assertThat(message(status, "InSync")).isEqualTo(message(status, "Ready"));
        assertThat(status.plan())
                .containsExactly(new PlannedStep(
                        "Reserve", SERVICE.value(), MemberName.of(CODE, null), "unreserved", "reserved"));
    }

    @Test
    void suspensionIsTold() {
        MemberStatus status = done(claim(RESERVED, SETTLED, SUSPEND), KEPT).over(settled());

        assertThat(status.condition("Suspended").map(Condition::status)).contains("True");
        assertThat(status.condition("Suspended").map(Condition::reason)).contains("Suspended");
        assertThat(message(status, "Suspended"))
                .isEqualTo("spec.suspend is true: the operator writes nothing to Twilio");
        assertThat(settled().condition("Suspended")).isEmpty();
        assertThat(Passes.senseless(false, settled()).condition("Suspended")).isEmpty();
    }

    @Test
    void aPlanTellsEveryKindOfStep() {
        assertThat(done(claim(RESERVED, NEW, SUSPEND), NO_MEMBER).over(NONE).plan())
                .containsExactly(
                        new PlannedStep("Add", SERVICE.value(), MemberName.of(CODE, null), "absent", "unreserved"),
                        new PlannedStep(
                                "Reserve", SERVICE.value(), MemberName.of(CODE, null), "unreserved", "reserved"));
        assertThat(done(claim(UNRESERVED, NEW, SUSPEND), KEPT).over(NONE).plan())
                .containsExactly(new PlannedStep(
                        "Release", SERVICE.value(), MemberName.of(CODE, null), "reserved", "unreserved"));
        assertThat(done(claim(ABSENT, SETTLED, SUSPEND), KEPT).over(NONE).plan())
                .containsExactly(
                        new PlannedStep("Remove", SERVICE.value(), MemberName.of(CODE, null), "reserved", "absent"));
        assertThat(settled().plan()).isEmpty();
    }
}

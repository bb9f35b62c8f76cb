package dev.proxypool.status;

import static dev.proxypool.domain.Claim.Standing.HOLDING;
import static dev.proxypool.domain.Claim.Standing.NEW;
import static dev.proxypool.domain.Claim.Standing.SETTLED;
import static dev.proxypool.domain.Claim.Standing.STARTED;
import static dev.proxypool.plan.PlanFixtures.ABSENT;
import static dev.proxypool.plan.PlanFixtures.ACCOUNT;
import static dev.proxypool.plan.PlanFixtures.CODE;
import static dev.proxypool.plan.PlanFixtures.HERE;
import static dev.proxypool.plan.PlanFixtures.NOON;
import static dev.proxypool.plan.PlanFixtures.NO_ADOPTION;
import static dev.proxypool.plan.PlanFixtures.OBSERVE;
import static dev.proxypool.plan.PlanFixtures.OUTAGE;
import static dev.proxypool.plan.PlanFixtures.REPORT;
import static dev.proxypool.plan.PlanFixtures.RESERVED;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static dev.proxypool.plan.PlanFixtures.SUSPEND;
import static dev.proxypool.plan.PlanFixtures.THERE;
import static dev.proxypool.plan.PlanFixtures.UNRESERVED;
import static dev.proxypool.plan.PlanFixtures.claim;
import static dev.proxypool.plan.PlanFixtures.fresh;
import static dev.proxypool.plan.PlanFixtures.rival;
import static dev.proxypool.status.Passes.FREE;
import static dev.proxypool.status.Passes.KEPT;
import static dev.proxypool.status.Passes.NONE;
import static dev.proxypool.status.Passes.NO_MEMBER;
import static dev.proxypool.status.Passes.NO_SERVICE;
import static dev.proxypool.status.Passes.blind;
import static dev.proxypool.status.Passes.decide;
import static dev.proxypool.status.Passes.done;
import static dev.proxypool.status.Passes.failed;
import static dev.proxypool.status.Passes.rejected;
import static dev.proxypool.status.Passes.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.MemberStatus;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Trouble.Refusal;
import dev.proxypool.plan.PlanInput;
import dev.proxypool.status.Passes.Ended;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a status remembers of a claim, and shows of its code. */
class StatusMemoryTest {

    @Test
    void whatWasAppliedIsRemembered() {
        isHeld(settled(), true);
        isHeld(done(claim(UNRESERVED, NEW), NO_MEMBER).over(NONE), false);
        isHeld(done(claim(RESERVED, NEW), FREE).over(NONE), true);
        isHeld(done(claim(UNRESERVED, HOLDING), KEPT).over(settled()), false);
    }

    @Test
    void anAddThatWasBegunIsRememberedUntilItIsSeenOrAnswered() {
        Claim started = claim(RESERVED, STARTED);
        assertThat(adding(done(started, new Observation.Unreadable(OUTAGE)))).isEqualTo(SERVICE.value());
        assertThat(adding(done(claim(RESERVED, STARTED, SUSPEND), FREE))).isEqualTo(SERVICE.value());
        assertThat(adding(done(claim(new Claim.Wish.Absent(Claim.Drain.RUNNING), STARTED), KEPT)))
                .isEqualTo(SERVICE.value());
        assertThat(adding(done(claim(UNRESERVED, STARTED, OBSERVE), NO_MEMBER))).isNull();
        assertThat(adding(done(claim(UNRESERVED, NEW), new Observation.Unreadable(OUTAGE))))
                .isNull();
        assertThat(adding(done(claim(UNRESERVED, NEW, SUSPEND), FREE))).isNull();
        assertThat(adding(done(claim(UNRESERVED, STARTED), FREE)))
                .as("held now")
                .isNull();
        assertThat(adding(failed(claim(RESERVED, STARTED), NO_MEMBER, rejected(Refusal.POOL_FULL))))
                .isNull();
        assertThat(adding(done(claim(ABSENT, STARTED), NO_MEMBER)))
                .as("not there")
                .isNull();
    }

    private static @Nullable String adding(Ended pass) {
        return pass.over(NONE).addingTo();
    }

    @Test
    void whatWasAddedIsHeldThoughReservingFailed() {
        isHeld(failed(decide(claim(RESERVED, NEW), NO_MEMBER), 1, OUTAGE).over(NONE), null);
    }

    @Test
    void afterAFailedEditNobodyKnowsWhatWasAppliedLast() {
        isHeld(failed(claim(UNRESERVED, HOLDING), KEPT, OUTAGE).over(settled()), null);
    }

    @Test
    void whatCouldNotBeAddedIsNotHeld() {
        isNotHeld(failed(claim(RESERVED, NEW), NO_MEMBER, rejected(Refusal.POOL_FULL))
                .over(NONE));
    }

    @Test
    void whatWeReservedToLeaveIsNoDriftOfAMoveThatIsCalledOff() {
        isHeld(
                done(claim(new Claim.Wish.Absent(Claim.Drain.RUNNING), SETTLED), FREE)
                        .over(settled()),
                null);
        isHeld(
                done(claim(new Claim.Wish.Absent(Claim.Drain.RUNNING), SETTLED), KEPT)
                        .over(settled()),
                true);
        isHeld(
                done(decide(PlanInput.of(claim(ABSENT, SETTLED), List.of()).knowing(PlanInput.Hint.IN_USE), FREE))
                        .over(settled()),
                null);
    }

    @Test
    void driftStaysDriftUntilItIsMended() {
        isHeld(done(claim(RESERVED, SETTLED, REPORT), FREE).over(settled()), true);
        isHeld(failed(claim(RESERVED, SETTLED), FREE, OUTAGE).over(settled()), true);
        isHeld(failed(claim(RESERVED, SETTLED), NO_MEMBER, OUTAGE).over(settled()), true);
        isHeld(done(claim(RESERVED, SETTLED), NO_MEMBER).over(settled()), true);
    }

    @Test
    void driftThatWasMendedIsRememberedAsApplied() {
        MemberStatus unknown = failed(claim(UNRESERVED, HOLDING), KEPT, OUTAGE).over(settled());

        isHeld(done(claim(RESERVED, SETTLED), FREE).over(unknown), true);
    }

    @Test
    void whatIsHeldBackIsNotRememberedAsApplied() {
        isNotHeld(done(claim(RESERVED, NEW, SUSPEND), FREE).over(NONE));
    }

    @Test
    void whatCannotBeSeenOrDecidedChangesNoMemory() {
        for (Ended pass : List.of(
                blind(),
                done(claim(RESERVED, NEW), KEPT, rival("a", HERE, RESERVED, SETTLED)),
                done(claim(RESERVED, NEW), KEPT, rival("z", THERE, ABSENT, SETTLED)))) {
            MemberStatus status = pass.over(seenWithDetails());

            isHeld(status, true);
            assertThat(status.reserved()).as("%s", pass).isTrue();
            assertThat(status.details()).isEqualTo(DETAILS);
        }
    }

    @Test
    void whoeverLeavesHoldsUntilTheEnd() {
        isHeld(done(claim(ABSENT, SETTLED), NO_MEMBER).over(settled()), true);
        isHeld(failed(claim(ABSENT, SETTLED), KEPT, OUTAGE).over(settled()), true);
        isHeld(
                done(decide(PlanInput.of(claim(ABSENT, SETTLED), List.of()).knowing(PlanInput.Hint.IN_USE), KEPT))
                        .over(settled()),
                true);
        isNotHeld(done(claim(RESERVED, NEW, NO_ADOPTION), KEPT).over(NONE));
    }

    @Test
    void whoeverOnlyObservesOrLostItsServiceHoldsNothing() {
        isNotHeld(done(claim(RESERVED, NEW, OBSERVE), KEPT).over(settled()));
        isNotHeld(done(claim(RESERVED, NEW, OBSERVE), NO_MEMBER).over(settled()));
        isNotHeld(done(claim(RESERVED, SETTLED), NO_SERVICE).over(settled()));
    }

    @Test
    void whatTwilioTellsOfTheCodeIsShown() {
        assertThat(seenWithDetails().details()).isEqualTo(DETAILS);
        assertThat(seenWithDetails().reserved()).isTrue();
        assertThat(done(claim(RESERVED, NEW, OBSERVE), FREE).over(NONE).reserved())
                .isFalse();
    }

    @Test
    void ofACodeThatIsInNoPoolOnlyItsOwnDetailsStay() {
        MemberStatus status = done(claim(RESERVED, NEW, OBSERVE), NO_MEMBER).over(seenWithDetails());

        assertThat(status.reserved()).isNull();
        assertThat(status.details()).isEqualTo(DETAILS.ofNoMember());
    }

    @Test
    void theReconcileRequestThatWasServedIsRemembered() {
        MemberStatus served = done(claim(RESERVED, SETTLED), KEPT).over(settled(), NOON, "now");

        assertThat(served.lastHandledReconcileAt()).isEqualTo("now");
        assertThat(done(claim(RESERVED, SETTLED), KEPT).over(served)).isSameAs(served);
        assertThat(settled().lastHandledReconcileAt()).isNull();
    }

    @Test
    void aSpecThatMakesNoSenseChangesNoMemory() {
        for (boolean leaving : List.of(true, false)) {
            MemberStatus old = seenWithDetails();

            MemberStatus status = Passes.senseless(leaving, old);

            isHeld(status, true);
            assertThat(status.reserved()).isTrue();
            assertThat(status.details()).isEqualTo(DETAILS);
            assertThat(status.account()).isEqualTo(old.account());
            assertThat(status.lastHandledReconcileAt()).isEqualTo(old.lastHandledReconcileAt());
            assertThat(Passes.senseless(leaving, status)).isSameAs(status);
        }
    }

    private static final Member.Details DETAILS = new Member.Details(
            "12345", "US", new TreeMap<>(Map.of("sms_inbound", true)), NOON, NOON, "https://proxy.twilio.com/v1");

    private static MemberStatus seenWithDetails() {
        return done(claim(RESERVED, SETTLED), fresh(new Member(CODE, true, DETAILS)))
                .over(settled());
    }

    private static void isHeld(MemberStatus status, @Nullable Boolean appliedReserved) {
        assertThat(status.serviceSid()).isEqualTo(SERVICE.value());
        assertThat(status.accountSid()).isEqualTo(ACCOUNT.value());
        assertThat(status.appliedReserved()).isEqualTo(appliedReserved);
    }

    private static void isNotHeld(MemberStatus status) {
        assertThat(status.serviceSid()).isNull();
        assertThat(status.accountSid()).isNull();
        assertThat(status.appliedReserved()).isNull();
    }
}

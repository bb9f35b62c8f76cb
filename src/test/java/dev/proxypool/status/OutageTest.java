package dev.proxypool.status;

import static dev.proxypool.domain.Claim.Standing.NEW;
import static dev.proxypool.domain.Claim.Standing.SETTLED;
import static dev.proxypool.plan.PlanFixtures.ABSENT;
import static dev.proxypool.plan.PlanFixtures.ACCOUNT;
import static dev.proxypool.plan.PlanFixtures.NOON;
import static dev.proxypool.plan.PlanFixtures.OUTAGE;
import static dev.proxypool.plan.PlanFixtures.REPORT;
import static dev.proxypool.plan.PlanFixtures.RESERVED;
import static dev.proxypool.plan.PlanFixtures.claim;
import static dev.proxypool.status.Passes.EXCHANGE;
import static dev.proxypool.status.Passes.FREE;
import static dev.proxypool.status.Passes.GENERATION;
import static dev.proxypool.status.Passes.KEPT;
import static dev.proxypool.status.Passes.NONE;
import static dev.proxypool.status.Passes.NO_MEMBER;
import static dev.proxypool.status.Passes.STALE_AFTER;
import static dev.proxypool.status.Passes.TOO_LATE;
import static dev.proxypool.status.Passes.UNREADABLE;
import static dev.proxypool.status.Passes.blind;
import static dev.proxypool.status.Passes.done;
import static dev.proxypool.status.Passes.failed;
import static dev.proxypool.status.Passes.message;
import static dev.proxypool.status.Passes.reason;
import static dev.proxypool.status.Passes.settled;
import static dev.proxypool.status.Passes.since;
import static dev.proxypool.status.Passes.withConditions;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.Condition;
import dev.proxypool.api.MemberStatus;
import dev.proxypool.api.StatusHead;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Trouble;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a status reports while its pool cannot be read. */
class OutageTest {

    private static final Instant LATER = NOON.plus(Duration.ofMinutes(1));

    @Test
    void anOutageLeavesASettledResourceReady() {
        MemberStatus status = blind().over(settled(), LATER);

        assertThat(status.condition("Ready")).isEqualTo(settled().condition("Ready"));
        assertThat(status.condition("RemoteVerified"))
                .contains(new Condition(
                        "RemoteVerified",
                        "False",
                        GENERATION,
                        LATER.toString(),
                        "RemoteUnavailable",
                        "ListShortCode: Service Unavailable (HTTP 503)"));
    }

    @Test
    void anOutageLeavesReportedDriftTold() {
        MemberStatus drifted = done(claim(RESERVED, SETTLED, REPORT), FREE).over(settled());
        MemberStatus status = done(claim(RESERVED, SETTLED, REPORT), UNREADABLE).over(drifted, LATER);

        assertThat(status.condition("InSync")).isPresent().isEqualTo(drifted.condition("InSync"));
        assertThat(status.condition("Ready")).isEqualTo(drifted.condition("Ready"));
    }

    @Test
    void anotherOutageDoesNotMoveTheTimeOfTheFirst() {
        MemberStatus first = blind().over(settled());

        assertThat(blind().over(first, LATER)).isSameAs(first);
    }

    @Test
    void anOutageIsStaleOnceTheBudgetIsSpent() {
        MemberStatus outage = blind().over(settled());

        assertThat(reason(blind().over(outage, TOO_LATE.minusSeconds(1)))).isEqualTo("InSync");
        MemberStatus stale = blind().over(outage, TOO_LATE);
        assertThat(reason(stale)).isEqualTo("VerificationStale");
        assertThat(message(stale, "Ready"))
                .isEqualTo("the operator applied the spec before, but has not been able to read the pool since "
                        + NOON + ". Check"
                        + " the condition RemoteVerified for the cause.");
        assertThat(since(stale, "RemoteVerified")).isEqualTo(NOON.toString());
    }

    @Test
    void aStaleStatusThatAnotherWriterCutSaysSinceWhenAgain() {
        MemberStatus stale = blind().over(blind().over(settled()), TOO_LATE);
        MemberStatus cut = without(stale, "RemoteVerified");

        MemberStatus next = blind().over(cut, TOO_LATE.plusMillis(1_500));

        assertThat(message(next, "Ready")).contains("since " + TOO_LATE.plusSeconds(1));
        assertThat(blind().over(next, TOO_LATE.plusMillis(9_700)))
                .as("the next pass writes nothing")
                .isSameAs(next);
    }

    private static MemberStatus without(MemberStatus status, String type) {
        StatusHead head = status.head();
        var conditions = head.conditions().stream()
                .filter(condition -> !condition.type().equals(type))
                .toList();
        return new MemberStatus(
                new StatusHead(
                        head.observedGeneration(),
                        conditions,
                        head.serviceSid(),
                        head.account(),
                        head.lastHandledReconcileAt(),
                        head.plan()),
                status.addingTo(),
                status.reserved(),
                status.appliedReserved(),
                status.details(),
                status.drainingSince());
    }

    @Test
    void whatIsStaleStaysSoUntilALook() {
        MemberStatus stale = blind().over(blind().over(settled()), TOO_LATE);
        var frame = new StatusFrame<>(
                GENERATION,
                stale,
                AccountUse.own(ACCOUNT),
                null,
                Capacity.TWILIO,
                STALE_AFTER.multipliedBy(9),
                Passes::drainEnd,
                TOO_LATE,
                Passes.RESOURCE);

        MemberStatus longerBudget = StatusFactory.project(frame, blind().decision(), blind().outcome());

        assertThat(reason(longerBudget)).isEqualTo("VerificationStale");
    }

    @Test
    void aLookEndsAnOutage() {
        MemberStatus stale = blind().over(blind().over(settled()), TOO_LATE);
        MemberStatus status = done(claim(RESERVED, SETTLED), KEPT).over(stale, TOO_LATE);

        assertThat(reason(status)).isEqualTo("InSync");
        assertThat(status.conditions()).hasSize(1);
    }

    @Test
    void anOutageAfterAnEditIsNoMatterOfVerification() {
        var olderGeneration = new Condition("Ready", "True", GENERATION - 1, NOON.toString(), "InSync", "in sync");

        assertThat(reason(blind().over(withConditions(olderGeneration)))).isEqualTo("RemoteUnavailable");
    }

    @Test
    void anOutageBeforeTheFirstSuccessIsNoMatterOfVerification() {
        MemberStatus status =
                blind().over(failed(claim(RESERVED, NEW), NO_MEMBER, OUTAGE).over(NONE));

        assertThat(reason(status)).isEqualTo("RemoteUnavailable");
        assertThat(status.condition("RemoteVerified")).isEmpty();
    }

    @Test
    void anOutageWhileLeavingIsNoMatterOfVerification() {
        assertThat(reason(done(claim(ABSENT, SETTLED), UNREADABLE).over(settled())))
                .isEqualTo("Deleting");
    }

    @Test
    void refusedCredentialsAreNotWaitedFor() {
        Observation refused = new Observation.Unreadable(new Trouble.Unauthorized(EXCHANGE));

        assertThat(reason(done(claim(RESERVED, SETTLED), refused).over(settled())))
                .isEqualTo("CredentialsInvalid");
    }

    @Test
    void tellsWhenAResourceIsToBeToldStale() {
        MemberStatus outage = blind().over(settled());

        assertThat(StatusFactory.staleAt(outage.conditions(), STALE_AFTER)).contains(TOO_LATE);
        assertThat(StatusFactory.staleAt(settled().conditions(), STALE_AFTER)).isEmpty();
        assertThat(StatusFactory.staleAt(blind().over(outage, TOO_LATE).conditions(), STALE_AFTER))
                .isEmpty();
        assertThat(StatusFactory.staleAt(NONE.conditions(), STALE_AFTER)).isEmpty();
    }
}

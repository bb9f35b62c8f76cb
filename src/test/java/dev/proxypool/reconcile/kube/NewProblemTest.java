package dev.proxypool.reconcile.kube;

import static dev.proxypool.domain.Claim.Standing.NEW;
import static dev.proxypool.plan.PlanFixtures.OUTAGE;
import static dev.proxypool.plan.PlanFixtures.UNRESERVED;
import static dev.proxypool.plan.PlanFixtures.claim;
import static dev.proxypool.plan.PlanFixtures.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.Condition;
import dev.proxypool.api.MemberStatus;
import dev.proxypool.api.StatusHead;
import dev.proxypool.domain.Member;
import dev.proxypool.reconcile.kube.EventMessage.EventType;
import dev.proxypool.reconcile.pass.Ended;
import dev.proxypool.status.PassResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A problem is told once, when it begins: that is when somebody may want to be woken. */
class NewProblemTest {

    private static final PassResult QUIET = Ended.quiet();

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        Stalled     | PoolFull          | only a person can help
        InSync      | Drifted           | somebody else changes the pool, and it is left so
        Reconciling | InUse             | time mends it, but that may take days
        Reconciling | DeletionBlocked   | it hangs, and a person can end it
        Reconciling | VerificationStale | the outage lasts
        """)
    void whatAPersonWantsToKnowIsAWarning(String type, String reason, String why) {
        assertThat(EventMessage.ofNewProblem(MemberStatus.NONE, status(type, reason, "what"), QUIET))
                .as(why)
                .contains(new EventMessage(EventType.WARNING, reason, "what"));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        Reconciling    | Throttled         | it passes
        Reconciling    | RemoteUnavailable | it passes
        Reconciling    | Deleting          | it is what was asked for
        Ready          | InSync            | it is well
        RemoteVerified | RemoteUnavailable | it is still Ready
        Suspended      | Suspended         | it is what was asked for
        """)
    void whatPassesOrWasAskedForIsNone(String type, String reason, String why) {
        assertThat(EventMessage.ofNewProblem(MemberStatus.NONE, status(type, reason, "what"), QUIET))
                .as(why)
                .isEmpty();
    }

    @Test
    void whatIsKnownIsNotToldAgainThoughItsWordsChange() {
        assertThat(EventMessage.ofNewProblem(
                        status("Stalled", "PoolFull", "then"), status("Stalled", "PoolFull", "now"), QUIET))
                .isEmpty();
    }

    @Test
    void anotherProblemInItsPlaceIsNew() {
        assertThat(EventMessage.ofNewProblem(
                        status("Stalled", "PoolFull", "then"), status("Stalled", "Conflict", "now"), QUIET))
                .contains(new EventMessage(EventType.WARNING, "Conflict", "now"));
    }

    @Test
    void theEndOfAProblemIsNone() {
        assertThat(EventMessage.ofNewProblem(
                        status("Stalled", "PoolFull", "then"), status("Ready", "InSync", "now"), QUIET))
                .isEmpty();
    }

    // Accounts

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
        Stalled     | CredentialsInvalid
        Stalled     | InvalidSpec
        Reconciling | AccountNotReady
        Reconciling | RemoteUnavailable
        """)
    void anAccountThatCannotBeUsedHasAWarningOnce(String type, String reason) {
        List<Condition> now = List.of(condition("Ready", "False", reason), condition(type, "True", reason));

        assertThat(NewProblem.ofAccount(List.of(), now)).contains(new EventMessage(EventType.WARNING, reason, "what"));
        assertThat(NewProblem.ofAccount(now, now)).isEmpty();
    }

    @Test
    void anAccountThatCanBeUsedAgainHasAnEventOnce() {
        List<Condition> refused = List.of(
                condition("Ready", "False", "CredentialsInvalid"), condition("Stalled", "True", "CredentialsInvalid"));
        List<Condition> accepted = List.of(condition("Ready", "True", "Accepted"));

        assertThat(NewProblem.ofAccount(refused, accepted))
                .contains(new EventMessage(EventType.NORMAL, "Accepted", "what"));
        assertThat(NewProblem.ofAccount(accepted, accepted)).isEmpty();
    }

    @Test
    void anAccountThatIsThrottledOrDeletedHasNone() {
        List<Condition> deleting =
                List.of(condition("Ready", "False", "Deleting"), condition("Reconciling", "True", "Deleting"));

        assertThat(NewProblem.ofAccount(List.of(), deleting)).isEmpty();
    }

    @Test
    void aResourceThatIsNotReadyBecauseOfItsAccountIsLogged() {
        List<Condition> away = List.of(
                condition("Ready", "False", "RemoteUnavailable"),
                condition("Reconciling", "True", "RemoteUnavailable"));

        assertThat(NewProblem.ofTroubleWithTheAccount(List.of(), away))
                .contains(new EventMessage(EventType.WARNING, "RemoteUnavailable", "what"));
        assertThat(NewProblem.ofTroubleWithTheAccount(away, away)).isEmpty();
    }

    private static Condition condition(String type, String status, String reason) {
        return new Condition(type, status, 1L, "2026-11-01T12:00:00Z", reason, "what");
    }

    /** A condition must not have it, because it differs each time. */
    @Test
    void theRequestIdIsToldBecauseTwiliosSupportAsksForIt() {
        PassResult failed =
                Ended.decided(claim(UNRESERVED, NEW), fresh()).failed(OUTAGE).result();
        MemberStatus status = status("Stalled", "RemoteUnavailable", "what");

        assertThat(EventMessage.ofNewProblem(MemberStatus.NONE, status, failed))
                .contains(new EventMessage(EventType.WARNING, "RemoteUnavailable", "what [request RQ1]"));
    }

    private static MemberStatus status(String type, String reason, String message) {
        var condition = new Condition(type, "True", 1L, "2026-11-01T12:00:00Z", reason, message);
        return new MemberStatus(
                new StatusHead(1L, List.of(condition), null, null, null, List.of()),
                null,
                null,
                null,
                Member.Details.NONE,
                null);
    }
}

package dev.proxypool.status;

import static dev.proxypool.domain.Claim.Standing.HOLDING;
import static dev.proxypool.domain.Claim.Standing.NEW;
import static dev.proxypool.domain.Claim.Standing.SETTLED;
import static dev.proxypool.plan.Cast.ABSENT;
import static dev.proxypool.plan.Cast.HERE;
import static dev.proxypool.plan.Cast.NOON;
import static dev.proxypool.plan.Cast.NO_ADOPTION;
import static dev.proxypool.plan.Cast.OBSERVE;
import static dev.proxypool.plan.Cast.OUTAGE;
import static dev.proxypool.plan.Cast.REPORT;
import static dev.proxypool.plan.Cast.RESERVED;
import static dev.proxypool.plan.Cast.SERVICE;
import static dev.proxypool.plan.Cast.SUSPEND;
import static dev.proxypool.plan.Cast.THERE;
import static dev.proxypool.plan.Cast.claim;
import static dev.proxypool.plan.Cast.fresh;
import static dev.proxypool.plan.Cast.member;
import static dev.proxypool.plan.Cast.owner;
import static dev.proxypool.plan.Cast.rival;
import static dev.proxypool.status.Passes.EXCHANGE;
import static dev.proxypool.status.Passes.GENERATION;
import static dev.proxypool.status.Passes.STALE_AFTER;
import static dev.proxypool.status.Passes.decide;
import static dev.proxypool.status.Passes.done;
import static dev.proxypool.status.Passes.failed;
import static dev.proxypool.status.Passes.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.Condition;
import dev.proxypool.api.ShortCodeStatus;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Trouble;
import dev.proxypool.domain.Trouble.Refusal;
import dev.proxypool.plan.Desired;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the status says in every situation, and what kubectl and Flux make of it. */
class StatusContractTest {

    private static final Observation NO_MEMBER = fresh();
    private static final Observation FREE = fresh(member(false));
    private static final Observation KEPT = fresh(member(true));
    private static final ShortCodeStatus NONE = ShortCodeStatus.NONE;

    static Stream<Row> inSync() {
        return Stream.of(
                row(
                                "added and reserved in this pass",
                                done(claim(RESERVED, NEW), NO_MEMBER).over(NONE))
                        .ready("InSync"),
                row("member, reservation as declared", settled()).ready("InSync"),
                row("adopted", done(claim(RESERVED, NEW), FREE).over(NONE)).ready("InSync"),
                row(
                                "drift, mended in the same pass",
                                done(claim(RESERVED, SETTLED), FREE).over(settled()))
                        .ready("InSync"),
                row(
                                "observed, present",
                                done(claim(RESERVED, NEW, OBSERVE), KEPT).over(NONE))
                        .ready("Observed"),
                row("outage after success", blind().over(settled())).ready("InSync"),
                row(
                                "drift with Report",
                                done(claim(RESERVED, SETTLED, REPORT), FREE).over(settled()))
                        .ready("DriftReported"),
                row(
                                "suspended, settled",
                                done(claim(RESERVED, SETTLED, SUSPEND), KEPT).over(settled()))
                        .ready("InSync"));
    }

    static Stream<Row> retried() {
        return Stream.of(
                row(
                                "observed, absent",
                                done(claim(RESERVED, NEW, OBSERVE), NO_MEMBER).over(NONE))
                        .reconciling("NotFound"),
                row(
                                "another still holds it elsewhere",
                                done(claim(RESERVED, NEW), NO_MEMBER, rival("z", THERE, ABSENT, HOLDING))
                                        .over(NONE))
                        .reconciling("Pending"),
                row("429 before the first success", firstWrite(new Trouble.Throttled(EXCHANGE, null)))
                        .reconciling("Throttled"),
                row("outage before the first success", firstWrite(new Trouble.Unavailable(EXCHANGE)))
                        .reconciling("RemoteUnavailable"),
                row("no look before the first success", blind().over(NONE)).reconciling("RemoteUnavailable"),
                row(
                                "outage longer than the staleness budget",
                                blind().over(blind().over(settled()), NOON.plus(STALE_AFTER)))
                        .reconciling("VerificationStale"),
                row(
                                "drift with Correct, not mended in the same pass",
                                failed(claim(RESERVED, SETTLED), FREE, new Trouble.Throttled(EXCHANGE, null))
                                        .over(settled()))
                        .reconciling("Correcting"),
                row(
                                "suspended, not settled",
                                done(claim(RESERVED, NEW, SUSPEND), NO_MEMBER).over(NONE))
                        .reconciling("Suspended"));
    }

    static Stream<Row> leftToAPerson() {
        return Stream.of(
                row("invalid spec", done(invalid(false), NO_MEMBER).over(NONE)).stalled("InvalidSpec"),
                row(
                                "conflict between resources",
                                done(claim(RESERVED, NEW), NO_MEMBER, rival("z", HERE, RESERVED, SETTLED))
                                        .over(NONE))
                        .stalled("Conflict"),
                row("conflict between Services", firstWrite(rejected(Refusal.IN_OTHER_SERVICE)))
                        .stalled("Conflict"),
                row(
                                "adoption refused",
                                done(claim(RESERVED, NEW, NO_ADOPTION), KEPT).over(NONE))
                        .stalled("AdoptionRefused"),
                row("bad credentials", firstWrite(new Trouble.Unauthorized(EXCHANGE)))
                        .stalled("CredentialsInvalid"),
                row(
                                "bad credentials are no outage",
                                done(
                                                claim(RESERVED, SETTLED),
                                                new Observation.Unreadable(new Trouble.Unauthorized(EXCHANGE)))
                                        .over(settled()))
                        .stalled("CredentialsInvalid"),
                row(
                                "Service unknown",
                                done(claim(RESERVED, NEW), new Observation.ServiceGone(SERVICE))
                                        .over(NONE))
                        .stalled("ServiceNotFound"),
                row("code unknown", firstWrite(rejected(Refusal.UNKNOWN_SHORT_CODE)))
                        .stalled("ShortCodeNotFound"),
                row("pool full", firstWrite(rejected(Refusal.POOL_FULL))).stalled("PoolFull"),
                row("refused for another reason", firstWrite(rejected(Refusal.OTHER)))
                        .stalled("RemoteRejected"),
                row("API withdrawn", firstWrite(new Trouble.Withdrawn(EXCHANGE)))
                        .stalled("ApiWithdrawn"));
    }

    static Stream<Row> leaving() {
        return Stream.of(
                row(
                                "removal failed, tried again",
                                failed(claim(ABSENT, SETTLED), KEPT, new Trouble.Unavailable(EXCHANGE))
                                        .over(settled()))
                        .reconciling("Deleting")
                        .terminating(),
                row(
                                "the pool cannot be read",
                                done(claim(ABSENT, SETTLED), new Observation.Unreadable(OUTAGE))
                                        .over(settled()))
                        .reconciling("Deleting")
                        .terminating(),
                row("in use", inUse()).reconciling("InUse").terminating(),
                row(
                                "deletion refused",
                                failed(claim(ABSENT, SETTLED), KEPT, rejected(Refusal.OTHER))
                                        .over(settled()))
                        .reconciling("DeletionBlocked")
                        .terminating(),
                row("a spec that makes no sense", done(invalid(true), KEPT).over(settled()))
                        .reconciling("DeletionBlocked")
                        .terminating(),
                row("removed", done(claim(ABSENT, SETTLED), KEPT).over(settled()))
                        .reconciling("Deleting")
                        .terminating());
    }

    @ParameterizedTest
    @MethodSource({"inSync", "retried", "leftToAPerson", "leaving"})
    void theTable(Row row) {
        assertThat(says(row.status(), "Ready")).isEqualTo(row.ready());
        assertThat(row.status().condition("Ready").orElseThrow().reason()).isEqualTo(row.reason());
        assertThat(says(row.status(), "Reconciling")).isEqualTo(row.reconciling());
        assertThat(says(row.status(), "Stalled")).isEqualTo(row.stalled());
        assertThat(kstatus(row.status(), row.deleting())).isEqualTo(row.kstatus());
        assertThat(kubectlWaitIsOver(row.status(), GENERATION))
                .isEqualTo(row.ready().equals("True"));
    }

    @Test
    void aResourceThatNobodyHasSeenIsInProgress() {
        assertThat(kstatus(notSeenYet(), false)).isEqualTo("InProgress");
        assertThat(kubectlWaitIsOver(notSeenYet(), GENERATION)).isFalse();
    }

    @Test
    void anEditThatNobodyHasSeenIsWaitedFor() {
        assertThat(kubectlWaitIsOver(settled(), GENERATION + 1)).isFalse();
    }

    @Test
    void anOutageAfterSuccessIsToldBesideReady() {
        assertThat(says(blind().over(settled()), "RemoteVerified")).isEqualTo("False");
    }

    @Test
    void driftThatIsOnlyReportedIsToldBesideReady() {
        ShortCodeStatus status = done(claim(RESERVED, SETTLED, REPORT), FREE).over(settled());

        assertThat(says(status, "InSync")).isEqualTo("False");
    }

    @Test
    void suspensionIsToldWhetherSettledOrNot() {
        assertThat(says(done(claim(RESERVED, SETTLED, SUSPEND), KEPT).over(settled()), "Suspended"))
                .isEqualTo("True");
        assertThat(says(done(claim(RESERVED, NEW, SUSPEND), NO_MEMBER).over(NONE), "Suspended"))
                .isEqualTo("True");
    }

    /** The order of the questions is that of kubernetes-sigs/cli-utils, pkg/kstatus/status. */
    private static String kstatus(ShortCodeStatus status, boolean deleting) {
        if (deleting) {
            return "Terminating";
        }
        Long observed = status.observedGeneration();
        if (observed != null && observed != GENERATION) {
            return "InProgress";
        }
        if (says(status, "Reconciling").equals("True")) {
            return "InProgress";
        }
        if (says(status, "Stalled").equals("True")) {
            return "Failed";
        }
        return switch (says(status, "Ready")) {
            case "False", "Unknown" -> "InProgress";
            default -> "Current";
        };
    }

    /** kubectl wait --for=condition=Ready */
    private static boolean kubectlWaitIsOver(ShortCodeStatus status, long generation) {
        return status.condition("Ready")
                .filter(Condition::isTrue)
                .filter(ready -> ready.observedGeneration() != null && ready.observedGeneration() >= generation)
                .isPresent();
    }

    private static String says(ShortCodeStatus status, String type) {
        return status.condition(type).map(Condition::status).orElse("-");
    }

    private static ShortCodeStatus settled() {
        return done(claim(RESERVED, NEW), NO_MEMBER).over(NONE);
    }

    private static Passes.Ended blind() {
        return done(claim(RESERVED, SETTLED), new Observation.Unreadable(OUTAGE));
    }

    private static ShortCodeStatus firstWrite(Trouble trouble) {
        return failed(claim(RESERVED, NEW), NO_MEMBER, trouble).over(NONE);
    }

    private static ShortCodeStatus inUse() {
        Desired desired = Desired.of(claim(ABSENT, SETTLED), List.of()).knowing(Desired.Lesson.IN_USE);
        return done(decide(desired, FREE)).over(settled());
    }

    /** As the schema's default has it. */
    private static ShortCodeStatus notSeenYet() {
        return new ShortCodeStatus(-1L, List.of(), null, null, null, null, NONE.details(), null, null, List.of());
    }

    private static Claim invalid(boolean leaving) {
        return new Claim.Invalid(owner("mine"), List.of("no"), leaving, true);
    }

    private static Row row(String situation, ShortCodeStatus status) {
        return new Row(situation, status, "", "", "", "", "", false);
    }

    private record Row(
            String situation,
            ShortCodeStatus status,
            String ready,
            String reason,
            String reconciling,
            String stalled,
            String kstatus,
            boolean deleting) {

        Row ready(String reason) {
            return new Row(situation, status, "True", reason, "-", "-", "Current", false);
        }

        Row reconciling(String reason) {
            return new Row(situation, status, "False", reason, "True", "-", "InProgress", false);
        }

        Row stalled(String reason) {
            return new Row(situation, status, "False", reason, "-", "True", "Failed", false);
        }

        Row terminating() {
            return new Row(situation, status, ready, reason, reconciling, stalled, "Terminating", true);
        }

        @Override
        public String toString() {
            return situation;
        }
    }
}

package dev.proxypool.status;

import static dev.proxypool.domain.Claim.Standing.HOLDING;
import static dev.proxypool.domain.Claim.Standing.NEW;
import static dev.proxypool.domain.Claim.Standing.SETTLED;
import static dev.proxypool.plan.Cast.ABSENT;
import static dev.proxypool.plan.Cast.ACCOUNT;
import static dev.proxypool.plan.Cast.CODE;
import static dev.proxypool.plan.Cast.HERE;
import static dev.proxypool.plan.Cast.LET_GO;
import static dev.proxypool.plan.Cast.NOON;
import static dev.proxypool.plan.Cast.NO_ADOPTION;
import static dev.proxypool.plan.Cast.OBSERVE;
import static dev.proxypool.plan.Cast.OUTAGE;
import static dev.proxypool.plan.Cast.REPORT;
import static dev.proxypool.plan.Cast.RESERVED;
import static dev.proxypool.plan.Cast.SERVICE;
import static dev.proxypool.plan.Cast.SUSPEND;
import static dev.proxypool.plan.Cast.THERE;
import static dev.proxypool.plan.Cast.UNRESERVED;
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
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxypool.api.Condition;
import dev.proxypool.api.ShortCodeStatus;
import dev.proxypool.api.ShortCodeStatus.PlannedStep;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Claim.Standing;
import dev.proxypool.domain.Claim.Wish;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Policies;
import dev.proxypool.domain.Trouble;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.Desired;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.Verdict;
import dev.proxypool.status.Passes.Ended;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusFactoryTest {

    private static final Observation NO_MEMBER = fresh();
    private static final Observation FREE = fresh(member(false));
    private static final Observation KEPT = fresh(member(true));
    private static final Observation NO_SERVICE = new Observation.ServiceGone(SERVICE);
    private static final Observation UNREADABLE = new Observation.Unreadable(OUTAGE);
    private static final ShortCodeStatus NONE = ShortCodeStatus.NONE;
    private static final Instant LATER = NOON.plus(Duration.ofMinutes(1));
    private static final Instant TOO_LATE = NOON.plus(STALE_AFTER);

    // Laws

    @Test
    void everyStatusThatAPassCanEndInIsLegalAndTheSameFactsChangeNothing() {
        for (Ended pass : everyPass()) {
            for (ShortCodeStatus old : everyKindOfStatus()) {
                ShortCodeStatus status = pass.over(old);

                if (!pass.over(status).equals(status)) {
                    throw new AssertionError("the same facts change something: %s over %s".formatted(pass, old));
                }
            }
        }
    }

    private static List<ShortCodeStatus> everyKindOfStatus() {
        ShortCodeStatus outage = blind().over(settled());
        return List.of(
                NONE,
                settled(),
                outage,
                blind().over(outage, TOO_LATE),
                done(claim(RESERVED, SETTLED, REPORT), FREE).over(settled()),
                failed(claim(RESERVED, NEW), NO_MEMBER, OUTAGE).over(NONE));
    }

    private static List<Ended> everyPass() {
        List<Ended> all = new ArrayList<>();
        for (Claim claim : everyClaim()) {
            for (Observation seen : everyObservation()) {
                for (List<Claim.Valid> rivals : everyRivalry()) {
                    Desired desired = Desired.of(claim, rivals);
                    all.addAll(Passes.allOf(decide(desired, seen)));
                    all.addAll(Passes.allOf(decide(desired.knowingItIsInUse(), seen)));
                }
            }
        }
        return all;
    }

    private static List<Claim> everyClaim() {
        List<Claim> all = new ArrayList<>(
                List.of(invalid(false, false), invalid(false, true), invalid(true, false), invalid(true, true)));
        for (Wish wish : List.of(RESERVED, UNRESERVED, ABSENT, LET_GO)) {
            for (Standing standing : Standing.values()) {
                for (Policies policies : List.of(Policies.DEFAULT, OBSERVE, NO_ADOPTION, REPORT, SUSPEND)) {
                    all.add(claim(wish, standing, policies));
                }
            }
        }
        return all;
    }

    private static List<Observation> everyObservation() {
        return Stream.concat(
                        Stream.of(NO_MEMBER, FREE, KEPT, NO_SERVICE),
                        Passes.troubles().stream().map(Observation.Unreadable::new))
                .toList();
    }

    private static List<List<Claim.Valid>> everyRivalry() {
        return List.of(
                List.of(), List.of(rival("a", HERE, RESERVED, SETTLED)), List.of(rival("a", THERE, ABSENT, SETTLED)));
    }

    // Transition times

    @Test
    void aTransitionTimeIsTheTimeOfThePassInWholeSeconds() {
        ShortCodeStatus status = done(claim(RESERVED, NEW), NO_MEMBER).over(NONE, NOON.plusMillis(999));

        assertThat(since(status, "Ready")).isEqualTo("2026-11-01T12:00:00Z");
    }

    @Test
    void aTransitionTimeDoesNotMoveWithReasonOrMessage() {
        ShortCodeStatus pending =
                failed(claim(RESERVED, NEW), NO_MEMBER, OUTAGE).over(NONE);
        ShortCodeStatus throttled = failed(claim(RESERVED, NEW), NO_MEMBER, new Trouble.Throttled(EXCHANGE, null))
                .over(pending, LATER);

        assertThat(reason(throttled)).isEqualTo("Throttled");
        assertThat(since(throttled, "Ready")).isEqualTo(NOON.toString());
        assertThat(since(throttled, "Reconciling")).isEqualTo(NOON.toString());
    }

    @Test
    void aTransitionTimeMovesWithTheStatus() {
        ShortCodeStatus pending =
                failed(claim(RESERVED, NEW), NO_MEMBER, OUTAGE).over(NONE);

        assertThat(since(done(claim(RESERVED, NEW), NO_MEMBER).over(pending, LATER), "Ready"))
                .isEqualTo(LATER.toString());
    }

    @Test
    void aTransitionTimeThatIsMissingIsMadeUpFor() {
        var timeless = new Condition("Ready", "True", GENERATION, null, "InSync", "");

        assertThat(since(done(claim(RESERVED, SETTLED), KEPT).over(withConditions(timeless), LATER), "Ready"))
                .isEqualTo(LATER.toString());
    }

    // Outages

    @Test
    void anOutageLeavesASettledResourceReady() {
        ShortCodeStatus status = blind().over(settled(), LATER);

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
        ShortCodeStatus drifted = done(claim(RESERVED, SETTLED, REPORT), FREE).over(settled());
        ShortCodeStatus status =
                done(claim(RESERVED, SETTLED, REPORT), UNREADABLE).over(drifted, LATER);

        assertThat(status.condition("InSync")).isPresent().isEqualTo(drifted.condition("InSync"));
        assertThat(status.condition("Ready")).isEqualTo(drifted.condition("Ready"));
    }

    @Test
    void anotherOutageDoesNotMoveTheTimeOfTheFirst() {
        ShortCodeStatus first = blind().over(settled());

        assertThat(blind().over(first, LATER)).isSameAs(first);
    }

    @Test
    void anOutageIsStaleOnceTheBudgetIsSpent() {
        ShortCodeStatus outage = blind().over(settled());

        assertThat(reason(blind().over(outage, TOO_LATE.minusSeconds(1)))).isEqualTo("InSync");
        ShortCodeStatus stale = blind().over(outage, TOO_LATE);
        assertThat(reason(stale)).isEqualTo("VerificationStale");
        assertThat(message(stale, "Ready"))
                .isEqualTo(
                        "applied once, but the pool could not be read for 15m. Look at RemoteVerified for the cause.");
        assertThat(since(stale, "RemoteVerified")).isEqualTo(NOON.toString());
    }

    @Test
    void whatIsStaleStaysSoUntilALook() {
        ShortCodeStatus stale = blind().over(blind().over(settled()), TOO_LATE);
        var subject = new StatusFactory.Subject(GENERATION, stale, ACCOUNT, null);

        ShortCodeStatus longerBudget = StatusFactory.project(
                subject, blind().decision(), blind().outcome(), STALE_AFTER.multipliedBy(9), TOO_LATE);

        assertThat(reason(longerBudget)).isEqualTo("VerificationStale");
    }

    @Test
    void aLookEndsAnOutage() {
        ShortCodeStatus stale = blind().over(blind().over(settled()), TOO_LATE);
        ShortCodeStatus status = done(claim(RESERVED, SETTLED), KEPT).over(stale, TOO_LATE);

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
        ShortCodeStatus status =
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
        ShortCodeStatus outage = blind().over(settled());

        assertThat(StatusFactory.staleAt(outage, STALE_AFTER)).contains(TOO_LATE);
        assertThat(StatusFactory.staleAt(settled(), STALE_AFTER)).isEmpty();
        assertThat(StatusFactory.staleAt(blind().over(outage, TOO_LATE), STALE_AFTER))
                .isEmpty();
        assertThat(StatusFactory.staleAt(NONE, STALE_AFTER)).isEmpty();
    }

    // Conditions beside Ready

    @Test
    void reportedDriftIsToldTwice() {
        ShortCodeStatus status = done(claim(RESERVED, SETTLED, REPORT), FREE).over(settled());

        assertThat(status.condition("InSync").map(Condition::status)).contains("False");
        assertThat(status.condition("InSync").map(Condition::reason)).contains("Drifted");
        assertThat(message(status, "InSync")).isEqualTo(message(status, "Ready"));
        assertThat(status.plan())
                .containsExactly(new PlannedStep("Reserve", SERVICE.value(), CODE.value(), "unreserved", "reserved"));
    }

    @Test
    void suspensionIsTold() {
        ShortCodeStatus status = done(claim(RESERVED, SETTLED, SUSPEND), KEPT).over(settled());

        assertThat(status.condition("Suspended").map(Condition::status)).contains("True");
        assertThat(status.condition("Suspended").map(Condition::reason)).contains("Suspended");
        assertThat(message(status, "Suspended")).isEqualTo("spec.suspend is true: nothing is written to Twilio");
        assertThat(settled().condition("Suspended")).isEmpty();
        assertThat(done(invalid(false, true), KEPT).over(settled()).condition("Suspended"))
                .isEmpty();
    }

    @Test
    void aPlanTellsEveryKindOfStep() {
        assertThat(done(claim(RESERVED, NEW, SUSPEND), NO_MEMBER).over(NONE).plan())
                .containsExactly(
                        new PlannedStep("Add", SERVICE.value(), CODE.value(), "absent", "unreserved"),
                        new PlannedStep("Reserve", SERVICE.value(), CODE.value(), "unreserved", "reserved"));
        assertThat(done(claim(UNRESERVED, NEW, SUSPEND), KEPT).over(NONE).plan())
                .containsExactly(new PlannedStep("Release", SERVICE.value(), CODE.value(), "reserved", "unreserved"));
        assertThat(done(claim(ABSENT, SETTLED, SUSPEND), KEPT).over(NONE).plan())
                .containsExactly(new PlannedStep("Remove", SERVICE.value(), CODE.value(), "reserved", "absent"));
        assertThat(settled().plan()).isEmpty();
    }

    // What a status remembers

    @Test
    void whatWasAppliedIsRemembered() {
        isHeld(settled(), true);
        isHeld(done(claim(UNRESERVED, NEW), NO_MEMBER).over(NONE), false);
        isHeld(done(claim(RESERVED, NEW), FREE).over(NONE), true);
        isHeld(done(claim(UNRESERVED, HOLDING), KEPT).over(settled()), false);
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
        isNotHeld(failed(claim(RESERVED, NEW), NO_MEMBER, OUTAGE).over(NONE));
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
        ShortCodeStatus unknown =
                failed(claim(UNRESERVED, HOLDING), KEPT, OUTAGE).over(settled());

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
                done(invalid(false, true), KEPT),
                done(invalid(true, true), KEPT),
                done(claim(RESERVED, NEW), KEPT, rival("a", HERE, RESERVED, SETTLED)),
                done(claim(RESERVED, NEW), KEPT, rival("z", THERE, ABSENT, SETTLED)))) {
            ShortCodeStatus status = pass.over(seenWithDetails());

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
                done(decide(Desired.of(claim(ABSENT, SETTLED), List.of()).knowingItIsInUse(), KEPT))
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
        ShortCodeStatus status = done(claim(RESERVED, NEW, OBSERVE), NO_MEMBER).over(seenWithDetails());

        assertThat(status.reserved()).isNull();
        assertThat(status.details()).isEqualTo(DETAILS.ofNoMember());
    }

    @Test
    void theReconcileRequestThatWasServedIsRemembered() {
        ShortCodeStatus served = done(claim(RESERVED, SETTLED), KEPT).over(settled(), NOON, "now");

        assertThat(served.lastHandledReconcileAt()).isEqualTo("now");
        assertThat(done(claim(RESERVED, SETTLED), KEPT).over(served)).isSameAs(served);
        assertThat(settled().lastHandledReconcileAt()).isNull();
    }

    @Test
    void aClaimThatMakesNoSenseHoldsNothingNew() {
        Decision decision = new Decision(invalid(false, false), new Verdict.InSync(), null, List.of(), List.of());
        var subject = new StatusFactory.Subject(GENERATION, NONE, ACCOUNT, null);
        var facts = new Facts(subject, decision, Outcome.settled(member(true)));

        assertThatThrownBy(() -> facts.with(List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("holds nothing new");
    }

    private static final Member.Details DETAILS = new Member.Details(
            "12345", "US", new TreeMap<>(Map.of("sms_inbound", true)), NOON, NOON, "https://proxy.twilio.com/v1");

    private static ShortCodeStatus seenWithDetails() {
        return done(claim(RESERVED, SETTLED), fresh(new Member(CODE, true, DETAILS)))
                .over(settled());
    }

    private static ShortCodeStatus settled() {
        return done(claim(RESERVED, NEW), NO_MEMBER).over(NONE);
    }

    private static Ended blind() {
        return done(claim(RESERVED, SETTLED), UNREADABLE);
    }

    private static Claim invalid(boolean leaving, boolean holds) {
        return new Claim.Invalid(owner("mine"), List.of("no"), leaving, holds);
    }

    private static ShortCodeStatus withConditions(Condition... conditions) {
        return new ShortCodeStatus(
                GENERATION,
                List.of(conditions),
                SERVICE.value(),
                ACCOUNT.value(),
                true,
                true,
                Member.Details.NONE,
                null,
                List.of());
    }

    private static void isHeld(ShortCodeStatus status, @Nullable Boolean appliedReserved) {
        assertThat(status.serviceSid()).isEqualTo(SERVICE.value());
        assertThat(status.accountSid()).isEqualTo(ACCOUNT.value());
        assertThat(status.appliedReserved()).isEqualTo(appliedReserved);
    }

    private static void isNotHeld(ShortCodeStatus status) {
        assertThat(status.serviceSid()).isNull();
        assertThat(status.accountSid()).isNull();
        assertThat(status.appliedReserved()).isNull();
    }

    private static String reason(ShortCodeStatus status) {
        return status.condition("Ready").orElseThrow().reason();
    }

    private static String message(ShortCodeStatus status, String type) {
        return status.condition(type).orElseThrow().message();
    }

    private static @Nullable String since(ShortCodeStatus status, String type) {
        return status.condition(type).orElseThrow().lastTransitionTime();
    }
}

package dev.proxypool.status;

import static dev.proxypool.domain.Claim.Standing.HOLDING;
import static dev.proxypool.domain.Claim.Standing.NEW;
import static dev.proxypool.domain.Claim.Standing.SETTLED;
import static dev.proxypool.plan.PlanFixtures.ABSENT;
import static dev.proxypool.plan.PlanFixtures.CODE;
import static dev.proxypool.plan.PlanFixtures.ELSEWHERE;
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
import static dev.proxypool.plan.PlanFixtures.TO_DRAIN;
import static dev.proxypool.plan.PlanFixtures.UNRESERVED;
import static dev.proxypool.plan.PlanFixtures.claim;
import static dev.proxypool.plan.PlanFixtures.fresh;
import static dev.proxypool.plan.PlanFixtures.member;
import static dev.proxypool.plan.PlanFixtures.mover;
import static dev.proxypool.plan.PlanFixtures.rival;
import static dev.proxypool.status.Passes.EXCHANGE;
import static dev.proxypool.status.Passes.decide;
import static dev.proxypool.status.Passes.done;
import static dev.proxypool.status.Passes.failed;
import static dev.proxypool.status.Passes.rejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Owner;
import dev.proxypool.domain.Policies;
import dev.proxypool.domain.Trouble;
import dev.proxypool.domain.Trouble.Exchange;
import dev.proxypool.domain.Trouble.Refusal;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.PlanFixtures;
import dev.proxypool.plan.PlanInput;
import dev.proxypool.plan.Step;
import dev.proxypool.plan.Verdict;
import dev.proxypool.status.SessionWords.DrainTime;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The sentences that users read. They are golden: a change here is a change of what people script against. */
class FindingTest {

    private static final Observation NO_MEMBER = fresh();
    private static final Observation FREE = fresh(member(false));
    private static final Observation KEPT = fresh(member(true));
    private static final String ANSWER = "CreateShortCode: Bound elsewhere (HTTP 400, code 80601)";
    private static final Trouble.Exchange UNSENT = new Trouble.Exchange("CreateShortCode", 0, 0, "delayed", null);
    private static final String SC = "SC00000000000000000000000000000001";
    private static final String REPORTED =
            "driftPolicy Report does not allow the operator to correct it. Pending step: ";
    private static final String KS = "KS00000000000000000000000000000001";

    private record Row(Passes.Ended pass, Reason reason, String message) {
        @Override
        public String toString() {
            return reason + ": " + message;
        }
    }

    private static Row row(Passes.Ended pass, Reason reason, String message) {
        return new Row(pass, reason, message);
    }

    static Stream<Row> settled() {
        return Stream.of(
                row(
                        done(claim(RESERVED, NEW), NO_MEMBER),
                        Reason.IN_SYNC,
                        SC + " is in the pool of " + KS + ", reserved"),
                row(
                        done(claim(UNRESERVED, SETTLED), KEPT),
                        Reason.IN_SYNC,
                        SC + " is in the pool of " + KS + ", unreserved"),
                row(
                        done(claim(RESERVED, SETTLED), fresh(withDigits())),
                        Reason.IN_SYNC,
                        "12345 is in the pool of " + KS + ", reserved"),
                row(done(claim(RESERVED, NEW), FREE), Reason.IN_SYNC, SC + " is in the pool of " + KS + ", reserved"),
                row(
                        done(claim(RESERVED, NEW, OBSERVE), FREE),
                        Reason.OBSERVED,
                        SC + " is in the pool of " + KS + ", unreserved"),
                row(done(claim(RESERVED, NEW, OBSERVE), NO_MEMBER), Reason.NOT_FOUND, "the code is not in the pool"));
    }

    static Stream<Row> held() {
        return Stream.of(
                row(
                        done(claim(RESERVED, NEW, SUSPEND), NO_MEMBER),
                        Reason.SUSPENDED,
                        "spec.suspend is true, so the operator writes nothing to Twilio. Pending steps: add " + SC
                                + " to " + KS + ", then reserve " + SC + " in " + KS),
                row(
                        done(claim(RESERVED, SETTLED, REPORT), FREE),
                        Reason.DRIFT_REPORTED,
                        "another writer changed the pool (the code's reservation was removed); " + REPORTED + "reserve "
                                + SC + " in " + KS),
                row(
                        done(claim(UNRESERVED, SETTLED, REPORT), KEPT),
                        Reason.DRIFT_REPORTED,
                        "another writer changed the pool (the code was reserved); " + REPORTED + "release " + SC
                                + " for assignment in " + KS),
                row(
                        done(claim(UNRESERVED, SETTLED, REPORT), NO_MEMBER),
                        Reason.DRIFT_REPORTED,
                        "another writer changed the pool (the code was removed from the pool); " + REPORTED + "add "
                                + SC + " to " + KS));
    }

    static Stream<Row> lost() {
        Claim foreign = new Claim(
                new Owner("ProxyShortCode", "billing", "theirs", "uid-0", NOON),
                HERE,
                RESERVED,
                Policies.DEFAULT,
                SETTLED);
        Claim leavingElsewhere = new Claim(foreign.owner(), THERE, ABSENT, Policies.DEFAULT, HOLDING);
        return Stream.of(
                row(
                        done(claim(RESERVED, NEW), NO_MEMBER, rival("other", HERE, RESERVED, SETTLED)),
                        Reason.CONFLICT,
                        "the code belongs to ProxyShortCode messaging/other"),
                row(
                        done(claim(RESERVED, NEW), NO_MEMBER, foreign),
                        Reason.CONFLICT,
                        "the code belongs to a resource in another namespace"),
                row(
                        done(claim(RESERVED, NEW), NO_MEMBER, rival("other", THERE, ABSENT, HOLDING)),
                        Reason.PENDING,
                        "waiting for ProxyShortCode messaging/other to release the code"),
                row(
                        done(claim(RESERVED, NEW), NO_MEMBER, leavingElsewhere),
                        Reason.PENDING,
                        "waiting for a resource in another namespace to release the code"),
                row(
                        done(claim(RESERVED, NEW, NO_ADOPTION), KEPT),
                        Reason.ADOPTION_REFUSED,
                        "the code is already in the pool (reserved), and adoptionPolicy does not allow the operator to"
                                + " adopt it"),
                row(
                        done(claim(RESERVED, NEW, NO_ADOPTION), FREE),
                        Reason.ADOPTION_REFUSED,
                        "the code is already in the pool (unreserved), and adoptionPolicy does not allow the operator"
                                + " to adopt it"),
                row(
                        done(claim(RESERVED, NEW), new Observation.ServiceGone(SERVICE)),
                        Reason.SERVICE_NOT_FOUND,
                        "the account has no Proxy Service " + KS));
    }

    static Stream<Row> overTime() {
        PlanInput contested = PlanInput.of(claim(RESERVED, SETTLED), List.of()).knowing(PlanInput.Hint.CONTESTED);
        Trouble noAccount = Trouble.noAccount("there is no ProxyAccount main in this namespace");
        return Stream.of(
                row(
                        done(mover(true, true, Policies.DEFAULT), FREE),
                        Reason.IN_SYNC,
                        SC + " is in the pool of " + ELSEWHERE + ", reserved"),
                row(
                        failed(mover(true, true, Policies.DEFAULT), FREE, OUTAGE),
                        Reason.REMOTE_UNAVAILABLE,
                        "ListShortCode: Service Unavailable (HTTP 503)"),
                row(
                        done(mover(true, true, Policies.DEFAULT), NO_MEMBER),
                        Reason.PENDING,
                        "the code has left its old Service; the operator adds it to the new one next"),
                row(
                        done(mover(true, false, Policies.DEFAULT), FREE),
                        Reason.DRAINING,
                        "the code is reserved so that Sessions can end before the operator removes it from " + KS),
                row(
                        done(mover(false, true, SUSPEND), FREE),
                        Reason.SUSPENDED,
                        "spec.suspend is true, so the operator writes nothing to Twilio. Pending steps: remove " + SC
                                + " from " + KS + ", then add " + SC + " to " + ELSEWHERE),
                row(
                        done(decide(contested, FREE)),
                        Reason.FOREIGN_WRITER,
                        "another writer keeps undoing the correction (the code's reservation was removed); the operator"
                                + " has stopped correcting it. Pending step: reserve " + SC + " in " + KS),
                row(
                        done(claim(RESERVED, NEW), new Observation.Unreadable(noAccount)),
                        Reason.ACCOUNT_NOT_READY,
                        "there is no ProxyAccount main in this namespace"),
                row(
                        done(claim(ABSENT, SETTLED), new Observation.Unreadable(noAccount)),
                        Reason.DELETION_BLOCKED,
                        "there is no ProxyAccount main in this namespace"));
    }

    static Stream<Row> leaving() {
        PlanInput inUse = PlanInput.of(claim(ABSENT, SETTLED), List.of()).knowing(PlanInput.Hint.IN_USE);
        return Stream.of(
                row(done(claim(ABSENT, SETTLED), FREE), Reason.DELETING, "the membership was removed"),
                row(done(claim(ABSENT, SETTLED), NO_MEMBER), Reason.DELETING, "the membership was removed"),
                row(
                        done(decide(inUse, FREE)),
                        Reason.IN_USE,
                        "open Sessions use the code, so Twilio refuses to remove it; the operator keeps it reserved and"
                                + " removes it when no Session uses it"),
                row(failed(claim(ABSENT, SETTLED), FREE, new Trouble.Garbled(EXCHANGE)), Reason.DELETING, ANSWER),
                row(failed(claim(ABSENT, SETTLED), FREE, rejected(Refusal.OTHER)), Reason.DELETION_BLOCKED, ANSWER),
                row(
                        failed(claim(ABSENT, SETTLED), FREE, new Trouble.Unauthorized(EXCHANGE)),
                        Reason.DELETION_BLOCKED,
                        ANSWER));
    }

    static Stream<Row> failing() {
        return Stream.of(
                row(
                        done(claim(RESERVED, NEW), new Observation.Unreadable(OUTAGE)),
                        Reason.REMOTE_UNAVAILABLE,
                        "ListShortCode: Service Unavailable (HTTP 503)"),
                row(
                        failed(claim(RESERVED, SETTLED), FREE, new Trouble.Unavailable(EXCHANGE)),
                        Reason.CORRECTING,
                        "another writer changed the pool, and the correction (reserve " + SC + " in " + KS
                                + ") failed: " + ANSWER),
                row(failed(claim(RESERVED, SETTLED), FREE, rejected(Refusal.OTHER)), Reason.REMOTE_REJECTED, ANSWER),
                row(
                        failed(claim(RESERVED, NEW), FREE, new Trouble.Garbled(EXCHANGE)),
                        Reason.REMOTE_UNAVAILABLE,
                        ANSWER),
                row(
                        failed(claim(RESERVED, NEW), FREE, new Trouble.NotFound(EXCHANGE)),
                        Reason.REMOTE_UNAVAILABLE,
                        ANSWER),
                row(
                        failed(claim(RESERVED, NEW), FREE, new Trouble.Unavailable(EXCHANGE)),
                        Reason.REMOTE_UNAVAILABLE,
                        ANSWER),
                row(
                        failed(claim(RESERVED, NEW), FREE, new Trouble.Throttled(EXCHANGE, null)),
                        Reason.THROTTLED,
                        ANSWER + "; Twilio limits requests, so the operator pauses and retries by itself"),
                row(
                        failed(claim(RESERVED, NEW), FREE, new Trouble.Throttled(UNSENT, null)),
                        Reason.THROTTLED,
                        "CreateShortCode: delayed (no answer)"),
                row(
                        failed(claim(RESERVED, NEW), FREE, new Trouble.Unauthorized(EXCHANGE)),
                        Reason.CREDENTIALS_INVALID,
                        ANSWER),
                row(
                        failed(claim(RESERVED, NEW), FREE, new Trouble.Withdrawn(EXCHANGE)),
                        Reason.API_WITHDRAWN,
                        ANSWER + ". The operator removed nothing"),
                row(refused(Refusal.ALREADY_MEMBER), Reason.CONFLICT, ANSWER),
                row(refused(Refusal.IN_OTHER_SERVICE), Reason.CONFLICT, ANSWER),
                row(refused(Refusal.UNKNOWN_SHORT_CODE), Reason.SHORT_CODE_NOT_FOUND, ANSWER),
                row(refused(Refusal.POOL_FULL), Reason.POOL_FULL, ANSWER),
                row(refused(Refusal.IN_USE), Reason.REMOTE_UNAVAILABLE, ANSWER),
                row(refused(Refusal.VANISHED), Reason.REMOTE_UNAVAILABLE, ANSWER),
                row(refused(Refusal.OTHER), Reason.REMOTE_REJECTED, ANSWER));
    }

    @ParameterizedTest
    @MethodSource({"settled", "held", "lost", "leaving", "overTime", "failing"})
    void saysWhatAndWhy(Row row) {
        assertThat(Finding.of(row.pass().decision(), row.pass().outcome()))
                .isEqualTo(new Finding(row.reason(), row.message()));
    }

    // What the planner never asks, and so is a bug or nearly one

    @Test
    void whatAnUnknownPolicyHoldsBackIsToldAllTheSame() {
        List<Step> held = List.of(new Step.Add(HERE, false));
        String message = "the pool is not as declared; " + REPORTED + "add " + SC + " to " + KS;

        assertThat(Finding.of(
                        new Decision(claim(UNRESERVED, NEW), new Verdict.Pending(), null, List.of(), held),
                        Outcome.settled(null)))
                .isEqualTo(new Finding(Reason.DRIFT_REPORTED, message));
    }

    @Test
    void readyNeverRestsOnACodeThatIsNotThere() {
        Decision decision = new Decision(claim(RESERVED, NEW), new Verdict.InSync(), null, List.of(), List.of());

        assertThatThrownBy(() -> Finding.of(decision, Outcome.settled(null)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is a member");
    }

    @Test
    void allProblemsOfASpecAreReportedAtOnce() {
        assertThat(Finding.ofProblems(List.of("one", "two"), false))
                .isEqualTo(new Finding(Reason.INVALID_SPEC, "one; two"));
        assertThat(Finding.ofProblems(List.of("one", "two"), true))
                .isEqualTo(new Finding(Reason.DELETION_BLOCKED, "one; two"));
    }

    private static Passes.Ended refused(Refusal refusal) {
        return failed(claim(RESERVED, NEW), NO_MEMBER, rejected(refusal));
    }

    private static Member withDigits() {
        return new Member(CODE, true, new Member.Details("12345", "US", new TreeMap<>(), null, null, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        true  | 3 | 0 | the number is held by 3 open Sessions; the operator keeps it reserved and removes it when no Session uses it
        true  | 1 | 0 | the number is held by 1 open Session; the operator keeps it reserved and removes it when no Session uses it
        true  | 0 | 1 | no Session uses the number any more; the operator keeps it reserved and removes it when the next poll confirms that
        """)
    void aNumberInUseSaysByHowManySessions(boolean reserved, int sessions, int idlePolls, String message) {
        Finding finding = ofANumber(ABSENT, PlanFixtures.phone(1, reserved, sessions, idlePolls));

        assertThat(finding).isEqualTo(new Finding(Reason.IN_USE, message));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "unknown", textBlock = """
        1200    | ; it is held by 1,200 open Sessions
        0       | ''
        unknown | ''
        """)
    void aDrainingNumberSaysByHowManySessionsItIsHeld(@Nullable Integer sessions, String held) {
        Finding finding = ofANumber(TO_DRAIN, PlanFixtures.phone(1, true, sessions, 0));

        assertThat(finding)
                .isEqualTo(new Finding(
                        Reason.DRAINING,
                        "the number is reserved so that Sessions can end before the operator removes it from " + KS
                                + held));
    }

    /** Twilio does not say by how many Sessions the second is used, so only the time counts. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "unknown", textBlock = """
        3       | , or when two polls show that no Session uses it; it is held by 3 open Sessions
        unknown | ''
        """)
    void aDrainEndsAtATimeOrEarlierIfTwilioReportsTheUse(@Nullable Integer sessions, String more) {
        Passes.Ended ended = ended(TO_DRAIN, PlanFixtures.phone(1, true, sessions, 0));
        Instant end = PlanFixtures.NOON.plusSeconds(60);

        Finding finding = Finding.of(ended.decision(), ended.outcome(), new DrainTime(PlanFixtures.NOON, end));

        assertThat(finding.message())
                .isEqualTo("the number is reserved since " + PlanFixtures.NOON
                        + " so that Sessions can end before the operator removes it from " + KS + " at " + end + more);
    }

    /** Nobody needs to act on it. */
    @Test
    void anAccountWhoseSecretIsBeingReadIsNoProblem() {
        assertThat(Finding.reasonOf(Trouble.notYet("the operator is reading its Secret")))
                .isEqualTo(Reason.PENDING);
        assertThat(Finding.reasonOf(Trouble.noAccount("there is none"))).isEqualTo(Reason.ACCOUNT_NOT_READY);
    }

    @Test
    void aNumberIsNamedByItsDigitsAndItsReasonNamesItsKind() {
        assertThat(ofANumber(RESERVED, PlanFixtures.phone(1, true, 0, 0)).message())
                .isEqualTo("+14155550001 is in the pool of " + KS + ", reserved");
        assertThat(Finding.reasonOf(Passes.rejected(Refusal.UNKNOWN_PHONE_NUMBER)))
                .isEqualTo(Reason.PHONE_NUMBER_NOT_FOUND);
    }

    /** How long a pause is changes with each, so the words do not say it. */
    @Test
    void aPauseAfterA429SaysThatTheOperatorRetriesAndOneOfItsOwnDoesNot() {
        var refused = new Exchange("CreateShortCode", 429, 80621, "Too many requests", null);
        var delayed = new Exchange("CreateShortCode", 0, 0, "delayed by the operator's rate limiter", null);

        assertThat(Finding.words(new Trouble.Throttled(refused, null)))
                .isEqualTo("CreateShortCode: Too many requests (HTTP 429, code 80621); Twilio limits requests, so the"
                        + " operator pauses and retries by itself");
        assertThat(Finding.words(new Trouble.Throttled(delayed, null)))
                .isEqualTo("CreateShortCode: delayed by the operator's rate limiter (no answer)");
    }

    private static Finding ofANumber(Claim.Wish wish, Member member) {
        Passes.Ended ended = ended(wish, member);
        return Finding.of(ended.decision(), ended.outcome());
    }

    private static Passes.Ended ended(Claim.Wish wish, Member member) {
        Claim claim = new Claim(
                PlanFixtures.owner("mine"),
                new Membership(PlanFixtures.SERVICE, PlanFixtures.number(1)),
                wish,
                Policies.DEFAULT,
                SETTLED);
        return done(claim, new Observation.Fresh(PlanFixtures.numbers(member)));
    }
}

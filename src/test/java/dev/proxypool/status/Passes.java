package dev.proxypool.status;

import static dev.proxypool.api.ClaimsFixtures.keeping;
import static dev.proxypool.domain.Claim.Standing.NEW;
import static dev.proxypool.domain.Claim.Standing.SETTLED;
import static dev.proxypool.plan.PlanFixtures.ACCOUNT;
import static dev.proxypool.plan.PlanFixtures.NOON;
import static dev.proxypool.plan.PlanFixtures.OUTAGE;
import static dev.proxypool.plan.PlanFixtures.RESERVED;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static dev.proxypool.plan.PlanFixtures.claim;
import static dev.proxypool.plan.PlanFixtures.fresh;
import static dev.proxypool.plan.PlanFixtures.member;

import dev.proxypool.api.ClaimantStatus;
import dev.proxypool.api.Claims;
import dev.proxypool.api.Condition;
import dev.proxypool.api.MemberStatus;
import dev.proxypool.api.StatusHead;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Policies;
import dev.proxypool.domain.Trouble;
import dev.proxypool.domain.Trouble.Exchange;
import dev.proxypool.domain.Trouble.Refusal;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.PlanFixtures;
import dev.proxypool.plan.PlanInput;
import dev.proxypool.plan.PlanPolicy;
import dev.proxypool.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Passes as they can end, made by the real planner, and the statuses that follow. */
final class Passes {

    static final long GENERATION = 3;
    static final Duration STALE_AFTER = Duration.ofMinutes(15);
    static final String RESOURCE = "psc/promo -n messaging";
    static final Exchange EXCHANGE = new Exchange("CreateShortCode", 400, 80601, "Bound elsewhere", "RQ1");

    /** A decision and what came of it. */
    record Ended(Decision decision, Outcome outcome) {
        MemberStatus over(MemberStatus old) {
            return over(old, NOON);
        }

        MemberStatus over(MemberStatus old, Instant now) {
            return over(old, now, null);
        }

        MemberStatus over(MemberStatus old, Instant now, @Nullable String requestedAt) {
            StatusFrame<MemberStatus> frame = frame(old, AccountUse.own(ACCOUNT), requestedAt, now);
            return LegalStatus.legal(StatusFactory.project(frame, decision, outcome), GENERATION);
        }
    }

    static final Observation NO_MEMBER = fresh();
    static final Observation FREE = fresh(member(false));
    static final Observation KEPT = fresh(member(true));
    static final Observation NO_SERVICE = new Observation.ServiceGone(SERVICE);
    static final Observation UNREADABLE = new Observation.Unreadable(OUTAGE);
    static final MemberStatus NONE = MemberStatus.NONE;
    static final Instant TOO_LATE = NOON.plus(STALE_AFTER);

    private Passes() {}

    /** As for a drainPeriod of an hour. */
    static Instant drainEnd(Instant since) {
        return since.plus(Duration.ofHours(1));
    }

    static <S extends ClaimantStatus<S>> StatusFrame<S> frame(S old) {
        return frame(old, AccountUse.own(ACCOUNT), null, NOON);
    }

    static <S extends ClaimantStatus<S>> StatusFrame<S> frame(
            S old, @Nullable AccountUse account, @Nullable String requestedAt, Instant now) {
        return new StatusFrame<>(
                GENERATION, old, account, requestedAt, Capacity.TWILIO, STALE_AFTER, Passes::drainEnd, now, RESOURCE);
    }

    static Decision decide(PlanInput input, Observation seen) {
        return PlanPolicy.apply(PlanFixtures.plan(input, seen)).decisions().getFirst();
    }

    static Decision decide(Claim claim, Observation seen, Claim... rivals) {
        return decide(PlanInput.of(claim, List.of(rivals)), seen);
    }

    /** A pass in which every step was carried out. */
    static Ended done(Decision decision) {
        return new Ended(decision, new Outcome(decision.steps(), null, after(decision.steps(), decision.seen())));
    }

    static Ended done(Claim claim, Observation seen, Claim... rivals) {
        return done(decide(claim, seen, rivals));
    }

    /** A pass that ended at that step. */
    static Ended failed(Decision decision, int at, Trouble trouble) {
        List<Step> done = decision.steps().subList(0, at);
        var failure = new Outcome.Failure(decision.steps().get(at), trouble);
        return new Ended(decision, new Outcome(done, failure, after(done, decision.seen())));
    }

    static Ended failed(Claim claim, Observation seen, Trouble trouble) {
        return failed(decide(claim, seen), 0, trouble);
    }

    /** Every way in which the decision can end. */
    static List<Ended> allOf(Decision decision) {
        List<Ended> all = new ArrayList<>(List.of(done(decision)));
        for (int at = 0; at < decision.steps().size(); at++) {
            for (Trouble trouble : troubles()) {
                all.add(failed(decision, at, trouble));
            }
        }
        return all;
    }

    static List<Trouble> troubles() {
        List<Trouble> all = new ArrayList<>(List.of(
                new Trouble.Unauthorized(EXCHANGE),
                new Trouble.NotFound(EXCHANGE),
                new Trouble.Withdrawn(EXCHANGE),
                new Trouble.Throttled(EXCHANGE, null),
                new Trouble.Unavailable(EXCHANGE),
                new Trouble.Garbled(EXCHANGE)));
        for (Refusal refusal : Refusal.values()) {
            all.add(rejected(refusal));
        }
        return all;
    }

    static Trouble rejected(Refusal refusal) {
        return new Trouble.Rejected(EXCHANGE, refusal);
    }

    /** The status of a code that was added and reserved. */
    static MemberStatus settled() {
        return done(claim(RESERVED, NEW), NO_MEMBER).over(NONE);
    }

    /** A pass that could see nothing. */
    static Ended blind() {
        return done(claim(RESERVED, SETTLED), UNREADABLE);
    }

    /** The status of a resource whose spec makes no sense. */
    static MemberStatus senseless(boolean leaving, MemberStatus old) {
        Claims claims = keeping(List.of(), List.of("no"), leaving, Policies.DEFAULT);
        PassResult result = new PassResult(claims, UNREADABLE, List.of(), Optional.empty(), Set.of(), Set.of(), 0);
        return LegalStatus.legal(StatusFactory.project(result, frame(old)), GENERATION);
    }

    private static @Nullable Member after(List<Step> steps, @Nullable Member before) {
        Member member = before;
        for (Step step : steps) {
            member = switch (step) {
                case Step.Add add -> Member.of(add.membership().member(), false);
                case Step.SetReserved set -> Member.of(set.membership().member(), set.reserved());
                case Step.Remove _ -> null;
            };
        }
        return member;
    }

    /** A status that held its member, with these conditions. */
    static MemberStatus withConditions(Condition... conditions) {
        return new MemberStatus(
                new StatusHead(
                        GENERATION, List.of(conditions), SERVICE.value(), AccountUse.own(ACCOUNT), null, List.of()),
                null,
                true,
                true,
                Member.Details.NONE,
                null);
    }

    /** Of Ready. */
    static String reason(MemberStatus status) {
        return status.condition("Ready").orElseThrow().reason();
    }

    static String message(MemberStatus status, String type) {
        return status.condition(type).orElseThrow().message();
    }

    static @Nullable String since(MemberStatus status, String type) {
        return status.condition(type).orElseThrow().lastTransitionTime();
    }
}

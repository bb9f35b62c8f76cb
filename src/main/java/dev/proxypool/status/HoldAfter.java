package dev.proxypool.status;

import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Claim.Wish;
import dev.proxypool.domain.Hold;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Policies.Adoption;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.Step;
import dev.proxypool.plan.Verdict;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is to be remembered of a claim after a pass, be it of a single code or of one in a pool. */
record HoldAfter(Hold old, Decision decision, Outcome outcome) {

    /**
     * @param now of the pass, in whole seconds
     */
    static Hold of(Hold old, Decision decision, Outcome outcome, Instant now) {
        HoldAfter after = new HoldAfter(old, decision, outcome);
        Place place = after.place();
        return new Hold(place.service(), place.appliedReserved(), after.drainingSince(now));
    }

    /** Where the code is held, and the reservation that was last applied there. */
    private record Place(
            Sid.@Nullable Service service, @Nullable Boolean appliedReserved) {
        static final Place NOWHERE = new Place(null, null);
    }

    private Place place() {
        return switch (decision.verdict()) {
            case Verdict.InSync _ -> ofAMember();
            case Verdict.Pending _ -> ofAMember();
            case Verdict.Adopted _ -> ofAMember();
            case Verdict.Drifted _ -> ofAMember();
            case Verdict.Contested _ -> asBefore();
            case Verdict.Moving _ -> ofAMember();
            case Verdict.Left _ -> asBefore();
            case Verdict.Draining _ -> reservedToLeave();
            case Verdict.ServiceMissing _ -> Place.NOWHERE;
            case Verdict.Observed _ -> Place.NOWHERE;
            case Verdict.Missing _ -> Place.NOWHERE;
            case Verdict.AdoptionRefused _ -> asBefore();
            case Verdict.Removing _ -> asBefore();
            case Verdict.InUse _ -> reservedToLeave();
            case Verdict.Gone _ -> asBefore();
            case Verdict.Unsighted _ -> asBefore();
        };
    }

    private Place ofAMember() {
        Outcome.Failure failure = outcome.failure();
        if (failure != null && mayBeAdded(failure)) {
            return new Place(failure.step().membership().service(), null);
        }
        boolean drifted = decision.verdict() instanceof Verdict.Drifted;
        if (!decision.held().isEmpty() || outcome.after() == null || drifted && failure != null) {
            return asBefore();
        }
        Sid.Service service = serviceOfTheMember();
        // After a failed write nobody knows what was applied last, so nothing may be taken for drift.
        return failure == null ? new Place(service, outcome.after().reserved()) : new Place(service, null);
    }

    /**
     * Whether the code may be in a pool without an answer that says so. Whoever may not adopt has to remember that it was
     * he who added it; and a code that moves has to be found again where it went.
     */
    private boolean mayBeAdded(Outcome.Failure failure) {
        boolean unanswered =
                failure.trouble() instanceof Trouble.Unavailable || failure.trouble() instanceof Trouble.Garbled;
        return failure.step() instanceof Step.Add
                && unanswered
                && decision.claim() instanceof Claim.Valid claim
                && (claim.policies().adoption() != Adoption.ALWAYS || isHeldElsewhere(failure.step()));
    }

    private boolean isHeldElsewhere(Step step) {
        return old.service() != null && !old.service().equals(step.membership().service());
    }

    private Place asBefore() {
        return new Place(old.service(), old.appliedReserved());
    }

    /** A move can be called off: then it was we who reserved the code, and nobody's drift. */
    private Place reservedToLeave() {
        return outcome.changedSomething() ? new Place(old.service(), null) : asBefore();
    }

    /** Of a code that moved, the Service it was added to. */
    private Sid.Service serviceOfTheMember() {
        return switch (decision.claim()) {
            case Claim.Valid valid ->
                outcome.done().isEmpty()
                        ? valid.membership().service()
                        : outcome.done().getLast().membership().service();
            case Claim.Invalid invalid ->
                throw new IllegalStateException("an invalid claim holds nothing new: " + invalid);
        };
    }

    /** A drain begins when the code was seen, or made, reserved; it goes on through whatever cannot see the pool. */
    private @Nullable Instant drainingSince(Instant now) {
        if (decision.verdict() instanceof Verdict.Unsighted) {
            return old.drainingSince();
        }
        if (!isOnItsWayOut()) {
            return null;
        }
        if (!(decision.verdict() instanceof Verdict.Draining)) {
            return old.drainingSince();
        }
        boolean isReserved =
                Optional.ofNullable(outcome.after()).filter(Member::reserved).isPresent();
        Instant since = Optional.ofNullable(old.drainingSince()).orElse(now);
        return isReserved ? since : null;
    }

    /** A drain that is over stays over, though the removal after it fails, waits for Sessions or is suspended. */
    private boolean isOnItsWayOut() {
        return switch (decision.claim()) {
            case Claim.Invalid _ -> false;
            case Claim.Valid valid -> valid.wish() instanceof Wish.Absent || valid.wish() instanceof Wish.Moved;
        };
    }
}

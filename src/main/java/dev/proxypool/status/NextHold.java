package dev.proxypool.status;

import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Claim.Wish;
import dev.proxypool.domain.Hold;
import dev.proxypool.domain.MembershipState;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.Step;
import dev.proxypool.plan.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the status remembers of a claim after a pass, for a single code or a member of a pool. */
record NextHold(Hold old, Decision decision, Outcome outcome) {

    /** @param now the time of the pass */
    static Hold of(Hold old, Decision decision, Outcome outcome, Instant now) {
        NextHold after = new NextHold(old, decision, outcome);
        HeldAt place = after.place();
        // A drain belongs to one membership: after a move, the drain has not begun in the new pool.
        boolean samePlace = Objects.equals(place.service(), old.service());
        return new Hold(
                place.service(),
                place.appliedReserved(),
                samePlace ? after.drainingSince(now) : null,
                after.adding(place));
    }

    /** Where the member is held, and the reservation that was last applied there. */
    private record HeldAt(
            Sid.@Nullable Service service, @Nullable Boolean appliedReserved) {
        static final HeldAt NOWHERE = new HeldAt(null, null);
    }

    private HeldAt place() {
        return switch (decision.verdict()) {
            case Verdict.InSync _ -> ofAMember();
            case Verdict.Pending _ -> ofAMember();
            case Verdict.Adopted _ -> ofAMember();
            case Verdict.Drifted _ -> ofAMember();
            case Verdict.Contested _ -> asBefore();
            case Verdict.Moving _ -> ofAMember();
            case Verdict.Left _ -> asBefore();
            case Verdict.Draining _ -> reservedToLeave();
            case Verdict.ServiceMissing _ -> HeldAt.NOWHERE;
            case Verdict.Observed _ -> HeldAt.NOWHERE;
            case Verdict.Missing _ -> HeldAt.NOWHERE;
            case Verdict.AdoptionRefused _ -> asBefore();
            case Verdict.Removing _ -> asBefore();
            case Verdict.RemovalHeld _ -> asBefore();
            case Verdict.HandingOver _ -> asBefore();
            case Verdict.InUse _ -> reservedToLeave();
            case Verdict.Gone _ -> asBefore();
            case Verdict.WithoutPool _ -> asBefore();
        };
    }

    private HeldAt ofAMember() {
        Outcome.Failure failure = outcome.failure();
        if (outcome.after() == null && hasLeft()) {
            return HeldAt.NOWHERE;
        }
        boolean drifted = decision.verdict() instanceof Verdict.Drifted;
        if (!decision.held().isEmpty() || outcome.after() == null || drifted && failure != null) {
            return asBefore();
        }
        Sid.Service service = serviceOfTheMember();
        // After a failed write it is unknown what was applied last, so nothing may be treated as drift.
        return failure == null ? new HeldAt(service, outcome.after().reserved()) : new HeldAt(service, null);
    }

    /** Whether a member that moves left its former Service and did not arrive. */
    private boolean hasLeft() {
        return outcome.done().stream().anyMatch(Step.Remove.class::isInstance);
    }

    /**
     * Where the member may be although no answer confirms it: the Service of an add that Twilio did not answer, or of
     * one in an earlier pass about which this pass learned nothing. Any answer, even a refusal, settles it.
     */
    private Sid.@Nullable Service adding(HeldAt place) {
        if (place.service() != null) {
            return null;
        }
        Outcome.Failure failure = outcome.failure();
        if (failure != null && failure.step() instanceof Step.Add add) {
            return isUnanswered(failure.trouble()) ? add.membership().service() : null;
        }
        boolean undecided = decision.verdict() instanceof Verdict.WithoutPool
                || !decision.held().isEmpty()
                || isOnItsWayOut() && outcome.after() != null;
        return undecided ? addingBefore() : null;
    }

    /** For an object with a finalizer but no status yet, only the claim knows that an add was begun. */
    private Sid.@Nullable Service addingBefore() {
        Claim claim = decision.claim();
        return claim.standing() == Claim.Standing.STARTED ? claim.membership().service() : null;
    }

    private static boolean isUnanswered(Trouble trouble) {
        return trouble instanceof Trouble.Unavailable || trouble instanceof Trouble.Garbled;
    }

    private HeldAt asBefore() {
        return new HeldAt(old.service(), old.appliedReserved());
    }

    /** The user can cancel a move: then the operator itself reserved the member, and that is not drift. */
    private HeldAt reservedToLeave() {
        return outcome.changedSomething() ? new HeldAt(old.service(), null) : asBefore();
    }

    /** For a member that moved, the Service that it was added to. */
    private Sid.Service serviceOfTheMember() {
        return outcome.done().isEmpty()
                ? decision.membership().service()
                : outcome.done().getLast().membership().service();
    }

    /**
     * A drain begins when a decision that nothing holds back saw, or made, the member reserved; passes that cannot see
     * the pool do not end it. A member that is seen unreserved starts over: only the time while it was reserved counts.
     * Its start is stored in whole seconds, rounded up, so that it never ends early.
     */
    private @Nullable Instant drainingSince(Instant now) {
        if (decision.verdict() instanceof Verdict.WithoutPool) {
            return old.drainingSince();
        }
        if (!isOnItsWayOut() || decision.verdict() instanceof Verdict.RemovalHeld) {
            return null;
        }
        if (!(decision.verdict() instanceof Verdict.Draining)) {
            return old.drainingSince();
        }
        if (MembershipState.of(outcome.after()) != MembershipState.RESERVED) {
            return null;
        }
        boolean goesOn = MembershipState.of(decision.seen()) == MembershipState.RESERVED && old.drainingSince() != null;
        return goesOn ? old.drainingSince() : beginning(now);
    }

    private @Nullable Instant beginning(Instant now) {
        boolean suspended = decision.claim().policies().suspend();
        Instant whole = now.truncatedTo(ChronoUnit.SECONDS);
        return suspended ? null : whole.equals(now) ? whole : whole.plusSeconds(1);
    }

    /** A finished drain stays finished, even if the removal after it fails, waits for Sessions or is suspended. */
    private boolean isOnItsWayOut() {
        Wish wish = decision.claim().wish();
        return wish instanceof Wish.Absent || wish instanceof Wish.Moved;
    }
}

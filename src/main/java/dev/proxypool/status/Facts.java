package dev.proxypool.status;

import dev.proxypool.api.Condition;
import dev.proxypool.api.ShortCodeStatus;
import dev.proxypool.api.ShortCodeStatus.PlannedStep;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Claim.Wish;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Policies.Adoption;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.Step;
import dev.proxypool.plan.Verdict;
import dev.proxypool.status.StatusFactory.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fields of a status that are not conditions: where the code is held, and what was seen of it. */
record Facts(Subject subject, Decision decision, Outcome outcome, Instant now) {

    ShortCodeStatus with(List<Condition> conditions) {
        Hold hold = hold();
        Seen seen = seen();
        String requestedAt = subject.requestedAt();
        return new ShortCodeStatus(
                subject.generation(),
                conditions,
                hold.serviceSid(),
                hold.serviceSid() == null ? null : account(),
                seen.reserved(),
                hold.appliedReserved(),
                seen.details(),
                drainingSince(),
                requestedAt == null ? old().lastHandledReconcileAt() : requestedAt,
                decision.held().stream().map(Facts::planned).toList());
    }

    /** Where the code is held, and the reservation that was last applied there. */
    private record Hold(
            @Nullable String serviceSid, @Nullable Boolean appliedReserved) {
        static final Hold NONE = new Hold(null, null);
    }

    private Hold hold() {
        return switch (decision.verdict()) {
            case Verdict.InSync _ -> holdOfAMember();
            case Verdict.Pending _ -> holdOfAMember();
            case Verdict.Adopted _ -> holdOfAMember();
            case Verdict.Drifted _ -> holdOfAMember();
            case Verdict.Contested _ -> oldHold();
            case Verdict.Moving _ -> holdOfAMember();
            case Verdict.Left _ -> oldHold();
            case Verdict.Draining _ -> oldHold();
            case Verdict.ServiceMissing _ -> Hold.NONE;
            case Verdict.Observed _ -> Hold.NONE;
            case Verdict.Missing _ -> Hold.NONE;
            case Verdict.AdoptionRefused _ -> oldHold();
            case Verdict.Removing _ -> oldHold();
            case Verdict.InUse _ -> oldHold();
            case Verdict.Gone _ -> oldHold();
            case Verdict.Unsighted _ -> oldHold();
        };
    }

    private Hold holdOfAMember() {
        Outcome.Failure failure = outcome.failure();
        if (failure != null && mayBeAdded(failure)) {
            return new Hold(failure.step().membership().service().value(), null);
        }
        boolean drifted = decision.verdict() instanceof Verdict.Drifted;
        if (!decision.held().isEmpty() || outcome.after() == null || drifted && failure != null) {
            return oldHold();
        }
        String service = serviceOfTheMember();
        // After a failed write nobody knows what was applied last, so nothing may be taken for drift.
        return failure == null ? new Hold(service, outcome.after().reserved()) : new Hold(service, null);
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
        String held = old().serviceSid();
        return held != null && !held.equals(step.membership().service().value());
    }

    private Hold oldHold() {
        return new Hold(old().serviceSid(), old().appliedReserved());
    }

    /** What a look told of the code. */
    private record Seen(Member.Details details, @Nullable Boolean reserved) {}

    private Seen seen() {
        Member member = outcome.after();
        if (member != null) {
            return new Seen(member.details(), member.reserved());
        }
        return decision.verdict() instanceof Verdict.Unsighted
                ? new Seen(old().details(), old().reserved())
                : new Seen(old().details().ofNoMember(), null);
    }

    static PlannedStep planned(Step step) {
        String action = switch (step) {
            case Step.Add _ -> "Add";
            case Step.SetReserved set -> set.reserved() ? "Reserve" : "Release";
            case Step.Remove _ -> "Remove";
        };
        Membership membership = step.membership();
        return new PlannedStep(
                action, membership.service().value(), membership.shortCode().value(), step.before(), step.after());
    }

    private ShortCodeStatus old() {
        return subject.old();
    }

    /** An account that cannot be found at present is still the one that was written down. */
    private @Nullable String account() {
        Sid.Account account = subject.account();
        return account == null ? old().accountSid() : account.value();
    }

    /** A drain begins when the code was seen, or made, reserved; it goes on through whatever cannot see the pool. */
    private @Nullable Instant drainingSince() {
        if (decision.verdict() instanceof Verdict.Unsighted) {
            return old().drainingSince();
        }
        if (!isOnItsWayOut()) {
            return null;
        }
        if (!(decision.verdict() instanceof Verdict.Draining)) {
            return old().drainingSince();
        }
        boolean isReserved =
                Optional.ofNullable(outcome.after()).filter(Member::reserved).isPresent();
        Instant since = Optional.ofNullable(old().drainingSince()).orElse(now);
        return isReserved ? since : null;
    }

    /** A drain that is over stays over, though the removal after it fails, waits for Sessions or is suspended. */
    private boolean isOnItsWayOut() {
        return switch (decision.claim()) {
            case Claim.Invalid _ -> false;
            case Claim.Valid valid -> valid.wish() instanceof Wish.Absent || valid.wish() instanceof Wish.Moved;
        };
    }

    /** Of a code that moved, the Service it was added to. */
    private String serviceOfTheMember() {
        return switch (decision.claim()) {
            case Claim.Valid valid ->
                outcome.done().isEmpty()
                        ? valid.membership().service().value()
                        : outcome.done().getLast().membership().service().value();
            case Claim.Invalid invalid ->
                throw new IllegalStateException("an invalid claim holds nothing new: " + invalid);
        };
    }
}

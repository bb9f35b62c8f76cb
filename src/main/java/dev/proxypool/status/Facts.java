package dev.proxypool.status;

import dev.proxypool.api.Condition;
import dev.proxypool.api.ShortCodeStatus;
import dev.proxypool.api.ShortCodeStatus.PlannedStep;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.Step;
import dev.proxypool.plan.Verdict;
import dev.proxypool.status.StatusFactory.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a status that are not conditions: where the code is held, and what was seen of it. */
record Facts(Subject subject, Decision decision, Outcome outcome) {

    ShortCodeStatus with(List<Condition> conditions) {
        Hold hold = hold();
        Seen seen = seen();
        String requestedAt = subject.requestedAt();
        return new ShortCodeStatus(
                subject.generation(),
                conditions,
                hold.serviceSid(),
                hold.serviceSid() == null ? null : subject.account().value(),
                seen.reserved(),
                hold.appliedReserved(),
                seen.details(),
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
        boolean drifted = decision.verdict() instanceof Verdict.Drifted;
        if (!decision.held().isEmpty() || outcome.after() == null || drifted && outcome.failure() != null) {
            return oldHold();
        }
        String service = serviceOf(decision.claim());
        // After a failed write nobody knows what was applied last, so nothing may be taken for drift.
        return outcome.failure() == null ? new Hold(service, outcome.after().reserved()) : new Hold(service, null);
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

    private static PlannedStep planned(Step step) {
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

    private static String serviceOf(Claim claim) {
        return switch (claim) {
            case Claim.Valid valid -> valid.membership().service().value();
            case Claim.Invalid invalid ->
                throw new IllegalStateException("an invalid claim holds nothing new: " + invalid);
        };
    }
}

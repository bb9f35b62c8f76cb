package dev.proxypool.status;

import dev.proxypool.api.Condition;
import dev.proxypool.api.ShortCodeStatus;
import dev.proxypool.api.ShortCodeStatus.PlannedStep;
import dev.proxypool.domain.Hold;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Sid;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.Step;
import dev.proxypool.plan.Verdict;
import dev.proxypool.status.StatusFactory.Subject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a status that are not conditions: where the code is held, and what was seen of it. */
record Facts(Subject subject, Decision decision, Outcome outcome, Instant now) {

    ShortCodeStatus with(List<Condition> conditions) {
        Hold hold = HoldAfter.of(old().hold(), decision, outcome, now);
        String service = hold.service() == null ? null : hold.service().value();
        Seen seen = seen();
        String requestedAt = subject.requestedAt();
        return new ShortCodeStatus(
                subject.generation(),
                conditions,
                service,
                service == null ? null : account(),
                seen.reserved(),
                hold.appliedReserved(),
                seen.details(),
                hold.drainingSince(),
                requestedAt == null ? old().lastHandledReconcileAt() : requestedAt,
                decision.held().stream().map(Facts::planned).toList());
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
}

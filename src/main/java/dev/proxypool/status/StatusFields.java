package dev.proxypool.status;

import dev.proxypool.api.Condition;
import dev.proxypool.api.ShortCodeStatus;
import dev.proxypool.api.ShortCodeStatus.PlannedStep;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Hold;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.Step;
import dev.proxypool.plan.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a status besides the conditions: where the code is held, and what was seen of it. */
record StatusFields(StatusFrame<ShortCodeStatus> frame, Decision decision, Outcome outcome) {

    ShortCodeStatus with(List<Condition> conditions) {
        Hold hold = NextHold.of(old().hold(), decision, outcome, frame.now());
        String service = hold.service() == null ? null : hold.service().value();
        SeenMember seen = seen();
        return new ShortCodeStatus(
                frame.generation(),
                conditions,
                service,
                account(hold),
                hold.adding() == null ? null : hold.adding().value(),
                seen.reserved(),
                hold.appliedReserved(),
                seen.details(),
                hold.drainingSince(),
                frame.handled(),
                decision.held().stream().map(StatusFields::planned).toList());
    }

    /** An invalid spec shows nothing of the code: all fields stay as before. */
    static ShortCodeStatus unseen(StatusFrame<ShortCodeStatus> frame, List<Condition> conditions) {
        ShortCodeStatus old = frame.old();
        return new ShortCodeStatus(
                frame.generation(),
                conditions,
                old.serviceSid(),
                old.account(),
                old.addingTo(),
                old.reserved(),
                old.appliedReserved(),
                old.details(),
                old.drainingSince(),
                old.lastHandledReconcileAt(),
                List.of());
    }

    /** What the poll shows of the code. */
    private record SeenMember(
            Member.Details details, @Nullable Boolean reserved) {}

    private SeenMember seen() {
        Member member = outcome.after();
        if (member != null) {
            return new SeenMember(member.details(), member.reserved());
        }
        return decision.verdict() instanceof Verdict.WithoutPool
                ? new SeenMember(old().details(), old().reserved())
                : new SeenMember(old().details().ofNoMember(), null);
    }

    static PlannedStep planned(Step step) {
        String action = switch (step) {
            case Step.Add _ -> "Add";
            case Step.SetReserved set -> set.reserved() ? "Reserve" : "Release";
            case Step.Remove _ -> "Remove";
        };
        Membership membership = step.membership();
        return new PlannedStep(
                action,
                membership.service().value(),
                membership.member().value(),
                step.before().toString(),
                step.after().toString());
    }

    private ShortCodeStatus old() {
        return frame.old();
    }

    /** Everything held was seen through the account of this pass, or through that of an earlier pass. */
    private @Nullable AccountUse account(Hold hold) {
        if (hold.place() == null) {
            return null;
        }
        boolean seenNow = !(decision.verdict() instanceof Verdict.WithoutPool) && frame.account() != null;
        return seenNow ? frame.account() : old().account();
    }
}

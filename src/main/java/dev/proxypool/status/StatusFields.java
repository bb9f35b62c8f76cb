package dev.proxypool.status;

import dev.proxypool.api.Condition;
import dev.proxypool.api.MemberName;
import dev.proxypool.api.MemberStatus;
import dev.proxypool.api.PlannedStep;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Hold;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Sid;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.Step;
import dev.proxypool.plan.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a status besides the conditions: where the member is held, and what was seen of it. */
record StatusFields(StatusFrame<MemberStatus> frame, Decision decision, Outcome outcome, Hold hold) {

    MemberStatus with(List<Condition> conditions) {
        String service = hold.service() == null ? null : hold.service().value();
        SeenMember seen = seen();
        List<PlannedStep> plan = decision.held().stream()
                .map(step -> planned(step, seen.details().digits()))
                .toList();
        return new MemberStatus(
                frame.head(conditions, service, account(), plan),
                hold.adding() == null ? null : hold.adding().value(),
                seen.reserved(),
                hold.appliedReserved(),
                seen.details(),
                hold.drainingSince());
    }

    /** An invalid spec shows nothing of the member: all fields stay as before. */
    static MemberStatus unseen(StatusFrame<MemberStatus> frame, List<Condition> conditions) {
        MemberStatus old = frame.old();
        return new MemberStatus(
                frame.head(conditions, old.serviceSid(), old.account(), List.of()),
                old.addingTo(),
                old.reserved(),
                old.appliedReserved(),
                old.details(),
                old.drainingSince());
    }

    /** What the poll shows of the member. */
    private record SeenMember(
            Member.Details details, @Nullable Boolean reserved) {}

    private SeenMember seen() {
        Member member = outcome.after();
        if (member != null) {
            return new SeenMember(member.details(), member.reserved());
        }
        Sid.Member name = decision.membership().member();
        return decision.verdict() instanceof Verdict.WithoutPool
                ? new SeenMember(old().details().naming(name), old().reserved())
                : new SeenMember(old().details().ofNoMember().naming(name), null);
    }

    /** @param digits by which people know the member; null if they are not known */
    static PlannedStep planned(Step step, @Nullable String digits) {
        String action = switch (step) {
            case Step.Add _ -> "Add";
            case Step.SetReserved set -> set.reserved() ? "Reserve" : "Release";
            case Step.Remove _ -> "Remove";
        };
        Membership membership = step.membership();
        return new PlannedStep(
                action,
                membership.service().value(),
                MemberName.of(membership.member(), digits),
                step.before().toString(),
                step.after().toString());
    }

    private MemberStatus old() {
        return frame.old();
    }

    /** Everything held was seen through the account of this pass, or through that of an earlier pass. */
    private @Nullable AccountUse account() {
        if (hold.place() == null) {
            return null;
        }
        boolean seenNow = !(decision.verdict() instanceof Verdict.WithoutPool) && frame.account() != null;
        return seenNow ? frame.account() : old().account();
    }
}

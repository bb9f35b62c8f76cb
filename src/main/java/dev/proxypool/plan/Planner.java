package dev.proxypool.plan;

import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Claim.Drain;
import dev.proxypool.domain.Claim.Standing;
import dev.proxypool.domain.Claim.Wish;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Policies.Management;
import dev.proxypool.domain.Sid;
import dev.proxypool.plan.PlanInput.Hint;
import dev.proxypool.plan.Verdict.Drift;
import dev.proxypool.plan.Verdict.ReleaseReason;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The core: decides what to do, and why, from what is desired and what was seen. The first row that fits applies:
 *
 * <pre>
 *  claim                  seen                       verdict            steps
 *  ---------------------  -------------------------  -----------------  -----------------------
 *  leaving, let go        (not asked)                Gone               -
 *  leaving, only observes (not asked)                Gone               -
 *  leaving, never started (not asked)                Gone               -
 *  lost to another claim  (not asked)                Conflict, Waiting  -
 *  any                    unreadable                 PoolUnreadable     -
 *  leaving                no Service, or no member   Gone               -
 *  leaving, has an heir   member                     HandingOver, Gone  -
 *  leaving, not ours      member                     Gone               -
 *  leaving, to drain      member                     Draining           SetReserved if it is not
 *  leaving, drain over    member, not reserved       Draining           SetReserved
 *  leaving, in use        member                     InUse              SetReserved if it is not
 *  leaving                member                     Removing           Remove
 *  moving                 no Service, or no member   Left               -
 *  moving, to drain       member                     Draining           SetReserved if it is not
 *  moving, drain over     member, not reserved       Draining           SetReserved
 *  moving, in use         member                     InUse              SetReserved if it is not
 *  moving                 member                     Moving             Remove, Add, SetReserved if declared
 *  staying                no Service                 ServiceMissing     -
 *  only observes          member, or not             Observed, Missing  -
 *  staying, new           member as declared         Adopted            -
 *  staying, new           member, policy forbids     AdoptionRefused    -
 *  staying, new           member, other reservation  Adopted            SetReserved
 *  staying, started       member                     as for holding
 *  staying, holding       no member                  Pending            Add, SetReserved if declared
 *  staying, holding       member, other reservation  Pending            SetReserved
 *  staying, settled       not as declared            Drifted, Contested as for holding
 *  staying                member as declared         InSync             -
 * </pre>
 */
public final class Planner {

    private static final Comparator<PlanInput> BY_MEMBER = Comparator.comparing(
                    (PlanInput input) -> input.claim().membership().member())
            .thenComparing(input -> input.claim().owner().uid());

    private Planner() {}

    /**
     * Decides what to do for all claims on one pool. It never fails, and depends only on its arguments. An observation
     * that is not fresh yields no steps.
     */
    public static Plan plan(Collection<PlanInput> inputs, Observation observation) {
        return new Plan(inputs.stream()
                .sorted(BY_MEMBER)
                .map(input -> decide(input, observation))
                .toList());
    }

    private static Decision decide(PlanInput input, Observation observation) {
        Claim claim = input.claim();
        return switch (claim.wish()) {
            case Wish.LetGo _ -> nothing(claim, new Verdict.Gone(ReleaseReason.ORPHANED), null);
            case Wish.Absent absent -> leave(claim, absent.drain(), input, observation);
            case Wish.Moved moved -> move(claim, moved, input, observation);
            case Wish.Present present -> stay(claim, present.reserved(), input, observation);
        };
    }

    private static Decision leave(Claim claim, Drain drain, PlanInput input, Observation observation) {
        if (claim.policies().management() == Management.OBSERVE || claim.standing() == Standing.NEW) {
            return nothing(claim, new Verdict.Gone(ReleaseReason.NEVER_HELD), null);
        }
        return switch (observation) {
            case Observation.Unreadable(var why) -> nothing(claim, new Verdict.PoolUnreadable(why), null);
            case Observation.ServiceGone _ -> nothing(claim, new Verdict.Gone(ReleaseReason.SERVICE_GONE), null);
            case Observation.Fresh fresh ->
                fresh.pool()
                        .find(claim.membership().member())
                        .map(member -> leave(claim, drain, member, input))
                        .orElseGet(() -> nothing(claim, new Verdict.Gone(ReleaseReason.ABSENT), null));
        };
    }

    private static Decision leave(Claim claim, Drain drain, Member member, PlanInput input) {
        Optional<Claim> heir = input.ownerOf(claim.membership().member())
                .filter(owner -> owner.membership().equals(claim.membership()));
        if (heir.isPresent()) {
            // Once the heir is seen to hold it, the membership never lacks a holder; a suspended heir takes none.
            boolean done =
                    heir.get().standing().holds() || heir.get().policies().suspend();
            Verdict verdict = done
                    ? new Verdict.Gone(ReleaseReason.HANDED_OVER)
                    : new Verdict.HandingOver(heir.get().owner());
            return nothing(claim, verdict, member);
        }
        // The add may have succeeded, unless another claim was seen to hold the membership.
        if (!claim.standing().holds() && input.holderOf(claim.membership()).isPresent()) {
            return nothing(claim, new Verdict.Gone(ReleaseReason.NEVER_HELD), member);
        }
        Step remove = new Step.Remove(claim.membership(), member.reserved());
        return notYet(claim, drain, member, input)
                .orElseGet(() -> decision(claim, new Verdict.Removing(), member, List.of(remove)));
    }

    /** While reserved, the member gets no new participants, and so becomes free in time. */
    private static Optional<Decision> notYet(Claim claim, Drain drain, Member member, PlanInput input) {
        List<Step> reserve = stepsTo(claim.membership(), true, member);
        if (input.hints().contains(Hint.IN_USE) || Departure.waitsForSessions(drain, member)) {
            return Optional.of(decision(claim, new Verdict.InUse(), member, reserve));
        }
        return Departure.isDrained(drain, member)
                ? Optional.empty()
                : Optional.of(decision(claim, new Verdict.Draining(), member, reserve));
    }

    private static Decision move(Claim claim, Wish.Moved wish, PlanInput input, Observation observation) {
        Optional<Verdict> lost = lost(claim, input);
        if (lost.isPresent()) {
            return nothing(claim, lost.get(), null);
        }
        return switch (observation) {
            case Observation.Unreadable(var why) -> nothing(claim, new Verdict.PoolUnreadable(why), null);
            case Observation.ServiceGone _ -> nothing(claim, new Verdict.Left(), null);
            case Observation.Fresh fresh ->
                fresh.pool()
                        .find(claim.membership().member())
                        .map(member -> move(claim, wish, member, input))
                        .orElseGet(() -> nothing(claim, new Verdict.Left(), null));
        };
    }

    /** A member can be in one Service only: once it has left the old one, the target need not be polled. */
    private static Decision move(Claim claim, Wish.Moved wish, Member member, PlanInput input) {
        Membership target = new Membership(wish.to(), claim.membership().member());
        List<Step> steps = Stream.concat(
                        Stream.of(new Step.Remove(claim.membership(), member.reserved())),
                        stepsTo(target, wish.reserved(), null).stream())
                .toList();
        return notYet(claim, wish.drain(), member, input)
                .orElseGet(() -> decision(claim, new Verdict.Moving(), member, steps));
    }

    private static Decision stay(Claim claim, boolean reserved, PlanInput input, Observation observation) {
        if (claim.policies().management() == Management.MANAGE) {
            Optional<Verdict> lost = lost(claim, input);
            if (lost.isPresent()) {
                return nothing(claim, lost.get(), null);
            }
        }
        return switch (observation) {
            case Observation.Unreadable(var why) -> nothing(claim, new Verdict.PoolUnreadable(why), null);
            case Observation.ServiceGone _ -> nothing(claim, new Verdict.ServiceMissing(), null);
            case Observation.Fresh fresh ->
                stay(
                        claim,
                        reserved,
                        fresh.pool().find(claim.membership().member()).orElse(null),
                        input);
        };
    }

    private static Optional<Verdict> lost(Claim claim, PlanInput input) {
        Sid.Member code = claim.membership().member();
        Optional<Verdict> conflict = input.ownerOf(code)
                .filter(owner -> !owner.owner().equals(claim.owner()))
                .map(owner -> new Verdict.Conflict(owner.owner()));
        if (conflict.isPresent() || claim.standing().holds()) {
            return conflict;
        }
        return input.holderElsewhere(claim).map(holder -> new Verdict.Waiting(holder.owner()));
    }

    private static Decision stay(Claim claim, boolean reserved, @Nullable Member member, PlanInput input) {
        if (claim.policies().management() == Management.OBSERVE) {
            return nothing(claim, member == null ? new Verdict.Missing() : new Verdict.Observed(), member);
        }
        if (member != null && claim.standing() == Standing.NEW) {
            return adopt(
                    claim,
                    reserved,
                    member,
                    input.isHandedOver(claim.membership().member()));
        }
        List<Step> steps = stepsTo(claim.membership(), reserved, member);
        if (steps.isEmpty()) {
            return nothing(claim, new Verdict.InSync(), member);
        }
        if (claim.standing() != Standing.SETTLED) {
            return decision(claim, new Verdict.Pending(), member, steps);
        }
        Drift drift = Drift.of(reserved, member);
        boolean contested = input.hints().contains(Hint.CONTESTED);
        return decision(claim, contested ? new Verdict.Contested(drift) : new Verdict.Drifted(drift), member, steps);
    }

    private static Decision adopt(Claim claim, boolean reserved, Member member, boolean handedOver) {
        boolean allowed = handedOver
                || switch (claim.policies().adoption()) {
                    case ALWAYS -> true;
                    case IF_MATCHES -> member.reserved() == reserved;
                    case NEVER -> false;
                };
        if (!allowed) {
            return nothing(claim, new Verdict.AdoptionRefused(member.reserved()), member);
        }
        return decision(claim, new Verdict.Adopted(), member, stepsTo(claim.membership(), reserved, member));
    }

    /**
     * For a member that Twilio always adds unreserved, the reservation directly follows the add: in between, Twilio may
     * assign it to a participant.
     */
    private static List<Step> stepsTo(Membership membership, boolean reserved, @Nullable Member member) {
        if (member == null) {
            boolean atOnce = reserved && membership.member().kind().addsReserved();
            Step add = new Step.Add(membership, atOnce);
            return reserved && !atOnce ? List.of(add, new Step.SetReserved(membership, true)) : List.of(add);
        }
        return member.reserved() == reserved ? List.of() : List.of(new Step.SetReserved(membership, reserved));
    }

    private static Decision decision(Claim claim, Verdict verdict, @Nullable Member seen, List<Step> steps) {
        return new Decision(claim, verdict, seen, steps, List.of());
    }

    private static Decision nothing(Claim claim, Verdict verdict, @Nullable Member seen) {
        return new Decision(claim, verdict, seen, List.of(), List.of());
    }
}

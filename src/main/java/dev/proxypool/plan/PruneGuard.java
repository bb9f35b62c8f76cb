package dev.proxypool.plan;

import dev.proxypool.domain.RemovalLimit;
import dev.proxypool.domain.Sid;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Keeps a pool from losing more unlisted members at once than its limit allows. Above the limit, the guard holds all of
 * them until the user approves exactly these. A held member does not start to drain either: a drain starts with a
 * decision that was not held, and counts as a removal from then on.
 *
 * @param limit how many unlisted members may start to leave in one pass
 * @param approval the hash of removals that the user approved
 * @param approved whether the removal of this member was approved in an earlier pass
 * @param draining whether this member started to drain by a decision of an earlier pass
 * @param approvals how many approvals were used before
 */
public record PruneGuard(
        RemovalLimit limit,
        Optional<String> approval,
        Predicate<Sid.Member> approved,
        Predicate<Sid.Member> draining,
        int approvals) {

    /**
     * The decisions on unlisted members after the guard.
     *
     * @param decisions as many as were passed in, in the same order; those that are held have no steps
     * @param held the removals that are held; empty if there are none
     * @param approved the unlisted members whose removal was approved, now or in an earlier pass
     */
    public record Guarded(List<Decision> decisions, Optional<Removals> held, Set<Sid.Member> approved) {
        public Guarded {
            decisions = List.copyOf(decisions);
            approved = Set.copyOf(approved);
        }
    }

    /**
     * @param unlisted decisions on members that no resource claims
     * @param members how many members the pool has
     */
    public Guarded apply(List<Decision> unlisted, int members) {
        Removals starting = new Removals(
                unlisted.stream().filter(decision -> !mayGo(codeOf(decision))).toList(), approvals);
        boolean approvedNow = approval.equals(Optional.of(starting.hash()));
        boolean held = starting.areTooMany(limit, members, approval);
        List<Decision> decisions = unlisted.stream()
                .map(decision -> held && !mayGo(codeOf(decision)) ? decision.heldForApproval() : decision)
                .toList();
        Set<Sid.Member> nowApproved = unlisted.stream()
                .map(PruneGuard::codeOf)
                .filter(code -> approvedNow || approved.test(code))
                .collect(Collectors.toUnmodifiableSet());
        return new Guarded(decisions, held ? Optional.of(starting) : Optional.empty(), nowApproved);
    }

    private boolean mayGo(Sid.Member code) {
        return approved.test(code) || draining.test(code);
    }

    private static Sid.Member codeOf(Decision decision) {
        return decision.membership().member();
    }
}

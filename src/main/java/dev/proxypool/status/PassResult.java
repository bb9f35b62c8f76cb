package dev.proxypool.status;

import dev.proxypool.api.Claims;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Sid;
import dev.proxypool.plan.Removals;
import dev.proxypool.plan.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What came of one pass for all claims of a resource.
 *
 * @param pool what the resource asks for
 * @param seen the pool as it is after everything that was done
 * @param claims the results of all claims, in the order of their codes
 * @param heldRemovals the removals that are held because they are too many
 * @param approved the unlisted members whose removal a person approved, in this pass or before
 * @param nextAdds the codes that the next pass adds, because this one did not come to them
 * @param left how many claims still have something to be done, and were not come to
 */
public record PassResult(
        Claims pool,
        Observation seen,
        List<ClaimResult> claims,
        Optional<Removals> heldRemovals,
        Set<Sid.Member> approved,
        Set<Sid.Member> nextAdds,
        int left) {

    public PassResult {
        nextAdds = Set.copyOf(nextAdds);
        claims = List.copyOf(claims);
        approved = Set.copyOf(approved);
    }

    /** Whether the pass wrote nothing because the resource is no longer what it decided on. */
    public boolean isSuperseded() {
        return claims.isEmpty() && left > 0;
    }

    public boolean changedSomething() {
        return claims.stream().anyMatch(claim -> claim.outcome().changedSomething());
    }

    /** Whether every pool that the pass had to know could be read. */
    public boolean isPolled() {
        return !(seen instanceof Observation.Unreadable)
                && claims.stream().noneMatch(claim -> claim.decision().verdict() instanceof Verdict.PoolUnreadable);
    }

    /** Whether nothing is left to do for a resource that is being deleted, so that its finalizer may go. */
    public boolean mayReleaseFinalizer() {
        return pool.leaving()
                && left == 0
                && claims.stream().allMatch(claim -> claim.decision().verdict().releases(claim.outcome()))
                && pool.problems().isEmpty();
    }
}

package dev.proxypool.status;

import dev.proxypool.api.Claims;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.plan.Removals;
import dev.proxypool.plan.Verdict;
import dev.proxypool.status.Reason.Remedy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The outcome of one pass for all claims of a resource.
 *
 * @param pool what the resource asks for
 * @param seen the pool after everything that was done
 * @param claims the results of all claims, in the order of their members
 * @param heldRemovals the removals that are held because they exceed the limit
 * @param approved the unlisted members whose removal the user approved, in this pass or before
 * @param nextAdds the members that the next pass adds, because this one did not reach them
 * @param left how many claims still need something done, but were not reached
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

    /** Whether the pass wrote nothing because the resource changed after the pass read it. */
    public boolean isSuperseded() {
        return claims.isEmpty() && left > 0;
    }

    public boolean changedSomething() {
        return claims.stream().anyMatch(claim -> claim.outcome().changedSomething());
    }

    /**
     * Whether the polls that the pass needed have an answer for a user who requested them: the pools were read, or they
     * cannot be read until the user does something. Other trouble may end by itself.
     */
    public boolean hasAnswer() {
        Stream<Trouble> ofClaims = claims.stream()
                .map(claim -> claim.decision().verdict())
                .filter(Verdict.PoolUnreadable.class::isInstance)
                .map(verdict -> ((Verdict.PoolUnreadable) verdict).trouble());
        Stream<Trouble> ofPool =
                seen instanceof Observation.Unreadable(var trouble) ? Stream.of(trouble) : Stream.empty();
        return Stream.concat(ofPool, ofClaims)
                .allMatch(trouble -> Finding.reasonOf(trouble).remedy() == Remedy.USER);
    }

    /** Whether nothing is left to do for a resource that is being deleted, so that its finalizer can be removed. */
    public boolean mayReleaseFinalizer() {
        return pool.leaving()
                && left == 0
                && claims.stream().allMatch(claim -> claim.decision().verdict().releases(claim.outcome()))
                && pool.problems().isEmpty();
    }
}

package dev.proxypool.api;

import static dev.proxypool.domain.PoolKeys.codesOf;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static dev.proxypool.plan.PlanFixtures.owner;

import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Policies;
import dev.proxypool.domain.RemovalLimit;
import java.util.List;

/** What resources ask for, for the tests of other packages. */
public final class ClaimsFixtures {

    private ClaimsFixtures() {}

    /** Claims on the pool of one Service that leave unlisted members as they are. */
    public static Claims keeping(List<Claim> listed, List<String> problems, boolean leaving, Policies policies) {
        return new Claims(
                owner("pool"),
                codesOf(SERVICE),
                listed,
                problems,
                leaving,
                policies,
                false,
                RemovalLimit.ONE,
                Ledger.NONE,
                _ -> Claim.Drain.NONE);
    }
}

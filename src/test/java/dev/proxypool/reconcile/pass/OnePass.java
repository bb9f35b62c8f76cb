package dev.proxypool.reconcile.pass;

import static dev.proxypool.plan.PlanFixtures.ACCOUNT;

import dev.proxypool.api.Claims;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Trouble;
import dev.proxypool.plan.PlanInput;
import dev.proxypool.plan.PlanInput.Hint;
import dev.proxypool.proxy.ProxyApi;
import dev.proxypool.reconcile.account.Account;
import dev.proxypool.reconcile.account.Refusals;
import dev.proxypool.reconcile.account.Timing;
import dev.proxypool.reconcile.poll.PoolWatch;
import dev.proxypool.status.PassResult;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A real {@link Pass} from a restart on, for the tests of other packages. */
public final class OnePass {

    private OnePass() {}

    /** @param polled the polls before the pass, which takes what they found */
    public static PassResult of(Claims claims, ProxyApi api, Set<Hint> hints, Instant now, List<PoolKey> polled) {
        PoolWatch watch = new PoolWatch(() -> 0);
        watch.close();
        Account account = new Account(AccountUse.own(ACCOUNT), api, Timing.DEFAULT, Capacity.TWILIO, () -> now, watch);
        polled.forEach(account.pools()::look);
        return new Pass(account, "team-a", claim -> new PlanInput(claim, List.of(), hints), Checkpoint.NONE)
                .run(claims, false, Optional.empty());
    }

    /** Nothing was refused yet. */
    static Refusals noRefusals() {
        return new Refusals(Capacity.TWILIO, Timing.DEFAULT, InstantSource.system(), () -> 0, _ -> Optional.empty());
    }

    /** There is no account to ask with. */
    public static PassResult unreadable(Claims claims, Trouble why) {
        return Pass.unreadable(claims, why);
    }
}

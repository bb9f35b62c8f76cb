package dev.proxypool.reconcile;

import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Trouble;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.PlanInput;
import dev.proxypool.proxy.PoolCache;
import dev.proxypool.proxy.ProxyApi;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** A real {@link ClaimPass} from a restart on, for the tests of other packages. */
public record OnePass(Decision decision, Outcome outcome, boolean mayReleaseFinalizer) {

    public static OnePass of(PlanInput input, ProxyApi api, Instant now) {
        PoolCache pools = new PoolCache(api, () -> now, Duration.ZERO, (service, before, after) -> {});
        return of(new ClaimPass(api, pools, noRefusals(), Checkpoint.NONE).run(input, false));
    }

    /** Nothing was refused yet. */
    static Refusals noRefusals() {
        return new Refusals(Capacity.TWILIO, Timing.DEFAULT, InstantSource.system(), () -> 0, _ -> Optional.empty());
    }

    /** There is no account to ask with. */
    public static OnePass unreadable(PlanInput input, Trouble why) {
        return of(ClaimPass.unreadable(input, why));
    }

    private static OnePass of(ClaimPass.Result result) {
        return new OnePass(result.decision(), result.outcome(), result.mayReleaseFinalizer());
    }
}

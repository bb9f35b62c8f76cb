package dev.proxypool.reconcile;

import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Policies.Management;
import dev.proxypool.domain.Sid;
import dev.proxypool.proxy.PoolCache;
import dev.proxypool.proxy.ProxyApi;
import dev.proxypool.proxy.ReadOnlyProxyApi;
import dev.proxypool.reconcile.PlanExecutor.Diary;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * A Twilio account with the credentials of the moment, and what is known of its pools. Compared by identity: changed
 * credentials make another account, and with it a new look at everything.
 */
public final class Account {

    private final Sid.Account sid;
    private final ProxyApi api;
    private final PoolCache pools;
    private final Timing timing;
    private final ReservationGaps gaps;

    public Account(Sid.Account sid, ProxyApi api, Timing timing, InstantSource clock, PoolWatch watch) {
        this.sid = sid;
        this.api = api;
        this.timing = timing;
        this.gaps = new ReservationGaps(clock, gap -> watch.reserved(this, gap));
        this.pools = new PoolCache(
                api,
                clock,
                timing.grace(),
                (service, before, after) -> watch.looked(new Place(this, service), before, after));
    }

    Sid.Account sid() {
        return sid;
    }

    ProxyApi api() {
        return api;
    }

    /** A pass that cannot write for a claim that may not: whoever only observes or is suspended gets no means to. */
    Pass passFor(Claim claim, Diary diary) {
        ProxyApi allowed =
                mayWriteFor(claim) ? gaps.watching(api, PlanExecutor.wishesReserved(claim)) : new ReadOnlyProxyApi(api);
        return new Pass(allowed, pools, diary);
    }

    private static boolean mayWriteFor(Claim claim) {
        return switch (claim) {
            case Claim.Invalid _ -> false;
            case Claim.Valid valid ->
                valid.policies().management() == Management.MANAGE
                        && !valid.policies().suspend();
        };
    }

    PoolCache pools() {
        return pools;
    }

    Timing timing() {
        return timing;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return sid.toString();
    }

    /** The pool of one Service, as that account sees it. */
    record Place(Account account, Sid.Service service) {}
}

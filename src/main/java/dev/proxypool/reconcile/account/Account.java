package dev.proxypool.reconcile.account;

import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Policies.Management;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.proxy.Answer;
import dev.proxypool.proxy.PoolCache;
import dev.proxypool.proxy.ProxyApi;
import dev.proxypool.proxy.ReadOnlyProxyApi;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A Twilio account with its present credentials, and what is known of its pools. Compared by identity: changed
 * credentials make another account, which polls all pools again.
 */
public final class Account {

    /** Whether Twilio accepts the credentials. */
    public enum Acceptance {
        /** Twilio has not answered yet. */
        UNKNOWN,
        ACCEPTED,
        REFUSED
    }

    /** Receives what becomes known of pools, on the thread that learned it. */
    public interface Listener {

        /** @param before null at the first poll */
        void looked(AccountPool pool, @Nullable Observation before, Observation after);

        /**
         * The operator itself changed the pool.
         *
         * @param before what was known until then
         * @param writer the UID of the resource that it was changed for
         */
        void wrote(AccountPool pool, Observation before, Sid.Member code, String writer);

        /** A member was reserved, that long after it was added for that. */
        void reserved(Account account, Duration gap);
    }

    private static final DoubleSupplier RANDOM =
            () -> ThreadLocalRandom.current().nextDouble();

    private final AccountUse use;
    private final ProxyApi api;
    private final PoolCache pools;
    private final Timing timing;
    private final Capacity capacity;
    private final ReservationGaps gaps;
    private final Refusals refusals;
    private final RequestedPolls requests;
    private volatile Acceptance acceptance = Acceptance.UNKNOWN;

    public Account(
            AccountUse use, ProxyApi api, Timing timing, Capacity capacity, InstantSource clock, Listener listener) {
        this.use = use;
        this.api = api;
        this.timing = timing;
        this.capacity = capacity;
        this.gaps = new ReservationGaps(clock, gap -> listener.reserved(this, gap));
        this.pools = new PoolCache(api, clock, timing.grace(), new PoolCache.Listener() {
            @Override
            public void looked(PoolKey key, @Nullable Observation before, Observation after) {
                learn(after);
                listener.looked(new AccountPool(Account.this, key), before, after);
            }

            @Override
            public void wrote(Observation before, Membership membership, String writer) {
                listener.wrote(new AccountPool(Account.this, membership.pool()), before, membership.member(), writer);
            }
        });
        this.requests = new RequestedPolls(pools, timing.betweenRequests(), clock);
        this.refusals = new Refusals(
                capacity,
                timing,
                clock,
                RANDOM,
                key -> pools.known(key)
                        .filter(Observation.Fresh.class::isInstance)
                        .map(seen -> ((Observation.Fresh) seen).pool()));
    }

    private void learn(Observation seen) {
        switch (seen) {
            case Observation.Fresh _, Observation.ServiceGone _ -> acceptance = Acceptance.ACCEPTED;
            case Observation.Unreadable(Trouble.Unauthorized _) -> acceptance = Acceptance.REFUSED;
            case Observation.Unreadable _ -> {
                // Says nothing about the credentials.
            }
        }
    }

    /** Learns from an answer about the whole account. */
    public void learn(Answer<?> answer) {
        switch (answer) {
            case Answer.Ok<?> _ -> acceptance = Acceptance.ACCEPTED;
            case Answer.Failed<?>(Trouble.Unauthorized _) -> acceptance = Acceptance.REFUSED;
            case Answer.Failed<?> _ -> {
                // Says nothing about the credentials.
            }
        }
    }

    Acceptance acceptance() {
        return acceptance;
    }

    public AccountUse use() {
        return use;
    }

    public Sid.Account sid() {
        return use.sid();
    }

    public ProxyApi api() {
        return api;
    }

    public Capacity capacity() {
        return capacity;
    }

    public Refusals refusals() {
        return refusals;
    }

    public RequestedPolls requests() {
        return requests;
    }

    /**
     * The client for one claim. A resource that only observes or is suspended gets a client that cannot write.
     *
     * @param namespace the resource's namespace, which its calls count for
     */
    public ProxyApi apiFor(Claim claim, String namespace) {
        ProxyApi ofTenant = claim.membership().member() instanceof Sid.E164
                ? new NumberedApi(api.forTenant(namespace), pools)
                : api.forTenant(namespace);
        boolean reserves = claim.wantsReserved();
        return mayWriteFor(claim)
                ? refusals.guarding(gaps.watching(ofTenant, reserves), reserves)
                : new ReadOnlyProxyApi(ofTenant);
    }

    private static boolean mayWriteFor(Claim claim) {
        return claim.policies().management() == Management.MANAGE
                && !claim.policies().suspend();
    }

    public PoolCache pools() {
        return pools;
    }

    public Timing timing() {
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
        return use.sid().toString();
    }

    /** The pool of one Service, as seen through that account. */
    public record AccountPool(Account account, PoolKey key) {}
}

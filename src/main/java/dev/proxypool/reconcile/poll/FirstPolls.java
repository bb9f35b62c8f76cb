package dev.proxypool.reconcile.poll;

import dev.proxypool.domain.PoolKey;
import dev.proxypool.reconcile.account.Account;
import dev.proxypool.reconcile.account.Account.AccountPool;
import dev.proxypool.reconcile.queue.FairExecutor;
import dev.proxypool.reconcile.queue.FairQueue.Tenant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The first poll of each pool. No pass waits for it, so a slow account blocks no worker: the pass ends, and a new pass
 * starts when the pool is known. These polls take turns as passes do, and only a few of one account run at a time.
 */
final class FirstPolls {

    /** A poll mostly waits for Twilio, and blocks only a virtual thread. */
    private static final int AT_A_TIME = 64;

    /** Less than half of its requests in flight by default: the others are for known pools. */
    private static final int OF_AN_ACCOUNT = 4;

    private final FairExecutor turns;
    private final Consumer<AccountPool> look;
    /** The UIDs of the resources that wait for a poll that is queued or running. */
    private final Map<AccountPool, Set<String>> waiting = new HashMap<>();

    FirstPolls(Executor threads, Consumer<AccountPool> look) {
        this.turns = new FairExecutor(AT_A_TIME, OF_AN_ACCOUNT, threads);
        this.look = look;
    }

    /**
     * Whether all these pools are known. If not, their polls start, and the resource gets a pass after each.
     *
     * @param uid of the resource
     */
    boolean areDone(Account account, Collection<PoolKey> pools, String namespace, String uid) {
        boolean done = true;
        for (PoolKey key : pools) {
            done &= isDone(new AccountPool(account, key), namespace, uid);
        }
        return done;
    }

    private boolean isDone(AccountPool place, String namespace, String uid) {
        if (isKnown(place)) {
            return true;
        }
        synchronized (waiting) {
            // Check again: a poll that ended meanwhile only starts passes for the resources that waited for it.
            if (isKnown(place)) {
                return true;
            }
            Set<String> others = waiting.get(place);
            if (others != null) {
                others.add(uid);
                return false;
            }
            waiting.put(place, new HashSet<>(Set.of(uid)));
        }
        turns.execute(new Tenant(place.account(), namespace, place.key(), true), () -> look(place));
        return false;
    }

    private void look(AccountPool place) {
        try {
            look.accept(place);
        } finally {
            // Even after a failure, the next pass may start another poll.
            ended(place);
        }
    }

    /** The resources that wait for the poll that just ended: each is returned once. */
    Set<String> ended(AccountPool place) {
        synchronized (waiting) {
            Set<String> uids = waiting.remove(place);
            return uids == null ? Set.of() : uids;
        }
    }

    private static boolean isKnown(AccountPool place) {
        return place.account().pools().known(place.key()).isPresent();
    }
}

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
 * The first look at each Service. No pass waits for it, so that a slow account holds no worker: the pass ends, and its resource
 * is woken when the pool is known. These looks take turns as passes do, and few of one account run at a time.
 */
final class FirstPolls {

    /** A look mostly waits for Twilio, and holds a virtual thread. */
    private static final int AT_A_TIME = 64;

    /** Less than half of its requests in flight by default: the others are for known pools. */
    private static final int OF_AN_ACCOUNT = 4;

    private final FairExecutor turns;
    private final Consumer<AccountPool> look;
    /** The UIDs of the resources that wait for a look that is queued or under way. */
    private final Map<AccountPool, Set<String>> waiting = new HashMap<>();

    FirstPolls(Executor threads, Consumer<AccountPool> look) {
        this.turns = new FairExecutor(AT_A_TIME, OF_AN_ACCOUNT, threads);
        this.look = look;
    }

    /**
     * Whether all these pools are known. If not, the looks are begun, and the resource is woken after each.
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
            // Once more: a look that ended meanwhile wakes those only that waited for it.
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
            // Whatever became of it, the next pass may begin another.
            ended(place);
        }
    }

    /** Who waits for the look that just ended: they are told of it once. */
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

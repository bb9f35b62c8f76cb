package dev.proxypool.app;

import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.Sid;
import dev.proxypool.reconcile.account.Account.AccountPool;
import dev.proxypool.reconcile.poll.PoolWatch;
import dev.proxypool.statuspage.Overview.Counts;
import dev.proxypool.statuspage.Overview.Fill;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The members of each pool in use at its last poll, which an outage does not change. Counted once per poll, not per
 * view.
 */
final class PollRecords implements PoolWatch.PoolUser {

    private final Map<AccountPool, Counts> counts = new ConcurrentHashMap<>();

    Optional<Counts> of(AccountPool place) {
        return Optional.ofNullable(counts.get(place));
    }

    @Override
    public boolean uses(AccountPool place) {
        return false;
    }

    @Override
    public void looked(AccountPool place, @Nullable Observation before, Observation after) {
        switch (after) {
            case Observation.Fresh(var pool) ->
                counts.put(place, counted(pool, place.account().capacity()));
            case Observation.ServiceGone _ -> counts.remove(place);
            case Observation.Unreadable _ -> {
                // Failure is never absence.
            }
        }
    }

    @Override
    public void wrote(AccountPool place, Observation before, Observation after, Map<Sid.Member, Set<String>> writers) {
        if (counts.containsKey(place)) {
            looked(place, before, after);
        }
    }

    @Override
    public void forgotten(AccountPool place) {
        counts.remove(place);
    }

    private static Counts counted(PoolSnapshot pool, Capacity most) {
        int reserved = pool.reserved();
        return new Counts(
                new Fill(reserved, most.reserved()),
                new Fill(pool.members().size() - reserved, most.unreserved()),
                pool.seenAt());
    }
}

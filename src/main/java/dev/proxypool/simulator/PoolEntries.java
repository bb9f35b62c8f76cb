package dev.proxypool.simulator;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The members of one kind in a pool, ordered by SID so that a page costs its own length. Twilio limits their rates apart. */
final class PoolEntries {
    final RateLimits rates = new RateLimits();

    private final NavigableMap<String, PoolEntry> bySid = new TreeMap<>();
    private int reserved;

    NavigableMap<String, PoolEntry> all() {
        return Collections.unmodifiableNavigableMap(bySid);
    }

    Optional<PoolEntry> find(String sid) {
        return Optional.ofNullable(bySid.get(sid));
    }

    void put(PoolEntry entry) {
        remove(entry.sid());
        bySid.put(entry.sid(), entry);
        reserved += entry.reserved() ? 1 : 0;
    }

    void remove(String sid) {
        PoolEntry gone = bySid.remove(sid);
        reserved -= gone != null && gone.reserved() ? 1 : 0;
    }

    int count(boolean ofReserved) {
        return ofReserved ? reserved : bySid.size() - reserved;
    }
}

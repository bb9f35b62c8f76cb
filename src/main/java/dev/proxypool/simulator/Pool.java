package dev.proxypool.simulator;

import java.time.Instant;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A Service and the short codes in its number pool, ordered by SID so that a page costs its own length. */
final class Pool {
    final String sid;
    final Instant created;
    final RateLimits rates = new RateLimits();

    private final NavigableMap<String, PoolEntry> entries = new TreeMap<>();
    private ServiceSettings settings;
    private Instant updated;
    private int reserved;

    Pool(String sid, ServiceSettings settings, Instant now) {
        this.sid = sid;
        this.settings = settings;
        this.created = now;
        this.updated = now;
    }

    ServiceSettings settings() {
        return settings;
    }

    Instant updated() {
        return updated;
    }

    void change(ServiceSettings newSettings, Instant now) {
        settings = newSettings;
        updated = now;
    }

    NavigableMap<String, PoolEntry> entries() {
        return Collections.unmodifiableNavigableMap(entries);
    }

    Optional<PoolEntry> find(String shortCodeSid) {
        return Optional.ofNullable(entries.get(shortCodeSid));
    }

    void put(PoolEntry entry) {
        remove(entry.sid());
        entries.put(entry.sid(), entry);
        reserved += entry.reserved() ? 1 : 0;
    }

    void remove(String shortCodeSid) {
        PoolEntry gone = entries.remove(shortCodeSid);
        reserved -= gone != null && gone.reserved() ? 1 : 0;
    }

    /** Whether one more member, reserved or not, would exceed Twilio's limit for a Service. */
    boolean isFull(boolean ofReserved, Behaviour behaviour) {
        return ofReserved
                ? reserved >= behaviour.maxReserved()
                : entries.size() - reserved >= behaviour.maxUnreserved();
    }
}

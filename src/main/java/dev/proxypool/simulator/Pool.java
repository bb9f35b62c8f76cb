package dev.proxypool.simulator;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A Service and its number pool: the entries of each kind. */
final class Pool {
    final String sid;
    final Instant created;
    final RateLimits rates = new RateLimits();

    private final Map<EntryKind, PoolEntries> entries = new EnumMap<>(EntryKind.class);
    private ServiceSettings settings;
    private Instant updated;

    Pool(String sid, ServiceSettings settings, Instant now) {
        this.sid = sid;
        this.settings = settings;
        this.created = now;
        this.updated = now;
        for (EntryKind kind : EntryKind.values()) {
            entries.put(kind, new PoolEntries());
        }
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

    PoolEntries of(EntryKind kind) {
        return Objects.requireNonNull(entries.get(kind));
    }

    /** Those of all kinds. */
    Collection<PoolEntries> all() {
        return entries.values();
    }

    /** Whether one more member, reserved or not, would exceed Twilio's limit for a Service. */
    boolean isFull(EntryKind kind, boolean ofReserved, Behaviour behaviour) {
        Collection<PoolEntries> counted = behaviour.numbers().limitsTogether() ? all() : List.of(of(kind));
        int members = counted.stream().mapToInt(some -> some.count(ofReserved)).sum();
        return members >= (ofReserved ? behaviour.maxReserved() : behaviour.maxUnreserved());
    }
}

package dev.proxypool.domain;

import java.util.Comparator;

/** Identifies a pool: a Service has one for each kind of member. */
public record PoolKey(Sid.Service service, MemberKind kind) implements Comparable<PoolKey> {

    private static final Comparator<PoolKey> ORDER =
            Comparator.<PoolKey, Sid>comparing(PoolKey::service).thenComparing(PoolKey::kind);

    @Override
    public int compareTo(PoolKey other) {
        return ORDER.compare(this, other);
    }

    /** As in Twilio's paths: {@code KS…/ShortCodes}. */
    @Override
    public String toString() {
        return service + "/" + kind.path();
    }
}

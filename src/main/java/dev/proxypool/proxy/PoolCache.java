package dev.proxypool.proxy;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Sid;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the pools of one account: one observation per pool, shared by all resources, so that the cost of
 * polling depends on the number of pages and not of resources.
 *
 * <p>Guarantees: polls of one pool never overlap, and callers that ask during a poll share the next one; own writes are
 * visible at once ({@link #wrote}), and a list that began before a write, or so soon after it that Twilio may not show
 * it yet, cannot undo it; a failed poll says so and leaves nothing behind that could be treated as an empty pool.
 */
public final class PoolCache {

    /** Receives every poll, on the thread that polled. */
    @FunctionalInterface
    public interface Listener {
        /** @param before what was known, with own writes; null at the first poll */
        void looked(PoolKey key, @Nullable Observation before, Observation after);

        /**
         * The operator itself changed the pool.
         *
         * @param before what was known until then
         * @param writer the resource that it was changed for
         */
        default void wrote(Observation before, Membership membership, String writer) {}
    }

    private final PoolReader reader;
    private final InstantSource clock;
    private final Duration grace;
    private final Listener listener;
    private final Map<PoolKey, CachedPool> pools = new ConcurrentHashMap<>();

    /** @param grace how long after a write a list may still not show it */
    public PoolCache(ProxyApi api, InstantSource clock, Duration grace, Listener listener) {
        this.reader = new PoolReader(api);
        this.clock = clock;
        this.grace = grace;
        this.listener = listener;
    }

    /**
     * What is known of the pool; polls, and blocks, only if nothing is. {@code PoolWatch} decides how old it may
     * become.
     */
    public Observation observe(PoolKey key) {
        return pool(key).observe();
    }

    /** A poll that begins after this call. Blocks until it ends. */
    public Observation look(PoolKey key) {
        return pool(key).look();
    }

    /**
     * The operator changed a membership.
     *
     * @param member as Twilio answered; null once it was removed
     * @param writer the resource that it was changed for, for the listener
     */
    public void wrote(Membership membership, @Nullable Member member, String writer) {
        Sid.Member sid = member == null ? sidOf(membership) : member.sid();
        pool(membership.pool())
                .wrote(new Write(sid, member, clock.instant()))
                .ifPresent(before -> listener.wrote(before, new Membership(membership.service(), sid), writer));
    }

    /** The SID that a member has in its pool; the name itself if the pool is not known to have it. */
    public Sid.Member sidOf(Membership membership) {
        return known(membership.pool())
                .flatMap(seen -> find(seen, membership.member()))
                .map(Member::sid)
                .orElse(membership.member());
    }

    /** Every name that a member of this account is known by: its SID, and the number of a phone number. */
    public Set<Sid.Member> namesOf(Sid.Member name) {
        if (!name.kind().hasNumbers()) {
            return Set.of(name);
        }
        return Stream.concat(
                        Stream.of(name),
                        pools.entrySet().stream()
                                .filter(pool -> pool.getKey().kind() == name.kind())
                                .flatMap(pool -> pool.getValue().known().stream())
                                .flatMap(seen -> find(seen, name).stream())
                                .flatMap(member -> Stream.of(member.sid(), member.name())))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<Member> find(Observation seen, Sid.Member name) {
        return seen instanceof Observation.Fresh(var pool) ? pool.find(name) : Optional.empty();
    }

    /** The latest observation of a pool, with own writes; empty before the first poll. */
    public Optional<Observation> known(PoolKey key) {
        return Optional.ofNullable(pools.get(key)).flatMap(CachedPool::known);
    }

    /** The latest observation of every pool that was polled. */
    public Map<PoolKey, Observation> known() {
        Map<PoolKey, Observation> known = new HashMap<>();
        pools.forEach((key, pool) -> pool.known().ifPresent(seen -> known.put(key, seen)));
        return Map.copyOf(known);
    }

    /** When the latest finished poll began, even if it failed. */
    public Optional<Instant> lookedAt(PoolKey key) {
        return Optional.ofNullable(pools.get(key)).flatMap(CachedPool::lookedAt);
    }

    /** Drops what is known of a pool that no resource needs any more. */
    public void forget(PoolKey key) {
        pools.remove(key);
    }

    private CachedPool pool(PoolKey key) {
        return pools.computeIfAbsent(key, CachedPool::new);
    }

    private record Write(Sid.Member sid, @Nullable Member member, Instant at) {
        /** Of the use, a list knows more than the answer to a write. */
        void applyTo(Map<Sid.Member, Member> members) {
            if (member == null) {
                members.remove(sid);
            } else {
                Member listed = members.get(sid);
                members.put(sid, listed == null ? member : member.withUseOf(listed));
            }
        }
    }

    private final class CachedPool {
        private final PoolKey key;
        /** Locked during a poll, so that there is one at a time. */
        private final Object looking = new Object();

        private long looksBegun;
        private @Nullable Observation known;
        private @Nullable Instant knownSince;
        /** Recent writes, the last one for each member: a list may not show them yet. */
        private final Map<Sid.Member, Write> writes = new HashMap<>();

        CachedPool(PoolKey key) {
            this.key = key;
        }

        synchronized Optional<Observation> known() {
            return Optional.ofNullable(known);
        }

        synchronized Optional<Instant> lookedAt() {
            return Optional.ofNullable(knownSince);
        }

        Observation observe() {
            return known().orElseGet(() -> {
                synchronized (looking) {
                    return known().orElseGet(this::lookNow);
                }
            });
        }

        Observation look() {
            long begunBefore = looksBegun();
            synchronized (looking) {
                // If another poll began and ended while this caller waited, its observation serves this caller too.
                Optional<Observation> shared = looksBegun() > begunBefore ? known() : Optional.empty();
                return shared.orElseGet(this::lookNow);
            }
        }

        private synchronized long looksBegun() {
            return looksBegun;
        }

        private Observation lookNow() {
            Instant begun;
            synchronized (this) {
                looksBegun++;
                begun = clock.instant();
            }
            Observation read = reader.read(key, begun);
            Observation before;
            Observation after;
            synchronized (this) {
                before = known;
                after = overlay(compared(read, before), begun);
                known = after;
                knownSince = begun;
            }
            listener.looked(key, before, after);
            return after;
        }

        private Observation overlay(Observation read, Instant begun) {
            writes.values().removeIf(write -> write.at().plus(grace).isBefore(begun));
            return switch (read) {
                case Observation.Fresh(var list) ->
                    new Observation.Fresh(
                            list.changed(members -> writes.values().forEach(write -> write.applyTo(members))));
                case Observation.ServiceGone gone -> gone;
                case Observation.Unreadable unreadable -> unreadable;
            };
        }

        /** With what polls in a row show of the use of each member. A write of ours is no poll. */
        private static Observation compared(Observation now, @Nullable Observation before) {
            if (!(now instanceof Observation.Fresh(var list))
                    || list.members().values().stream().noneMatch(Member::reportsUse)) {
                return now;
            }
            Map<Sid.Member, Member> earlier = before instanceof Observation.Fresh(var pool) ? pool.members() : Map.of();
            return new Observation.Fresh(
                    list.changed(members -> members.replaceAll((sid, member) -> member.polledAfter(earlier.get(sid)))));
        }

        /** Returns what was known before. */
        synchronized Optional<Observation> wrote(Write write) {
            writes.put(write.sid(), write);
            Observation before = known;
            if (before instanceof Observation.Fresh(var pool)) {
                known = new Observation.Fresh(pool.changed(write::applyTo));
            }
            return Optional.ofNullable(before);
        }
    }
}

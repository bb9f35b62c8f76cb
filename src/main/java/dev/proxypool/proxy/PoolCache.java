package dev.proxypool.proxy;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the pools of one account: one observation per Service, shared by all resources, so that a look costs
 * pages and not resources.
 *
 * <p>Guarantees: looks at one Service never overlap, and callers that ask while one is under way share the next; own writes
 * are seen at once ({@link #wrote}), and a list that began before a write, or so soon after it that Twilio may not show it
 * yet, cannot undo it; a look that fails says so and leaves nothing behind that could be taken for an empty pool.
 */
public final class PoolCache {

    /** Is told of every look, on the thread that looked. */
    @FunctionalInterface
    public interface Listener {
        /**
         * @param before what was known, with own writes; null at the first look
         */
        void looked(Sid.Service service, @Nullable Observation before, Observation after);

        /**
         * The operator changed the pool itself.
         *
         * @param before what was known until then
         * @param writer whom it was changed for
         */
        default void wrote(Observation before, Membership membership, String writer) {}
    }

    private final ProxyApi api;
    private final InstantSource clock;
    private final Duration grace;
    private final Listener listener;
    private final Map<Sid.Service, Pool> pools = new ConcurrentHashMap<>();
    /** Whether the endpoint ever answered anything of this account, so that its "not found" can be believed. */
    private volatile boolean answered;

    /**
     * @param grace how long after a write a list may not show it yet
     */
    public PoolCache(ProxyApi api, InstantSource clock, Duration grace, Listener listener) {
        this.api = api;
        this.clock = clock;
        this.grace = grace;
        this.listener = listener;
    }

    /** What is known of the Service's pool; looks only if nothing is. How old it may grow is for {@code PoolWatch} to say. */
    public Observation observe(Sid.Service service) {
        return pool(service).observe();
    }

    /** A look that begins after this call. */
    public Observation look(Sid.Service service) {
        return pool(service).look();
    }

    /**
     * The operator changed a membership.
     *
     * @param member as Twilio answered; null once it was removed
     * @param writer whom it was changed for, for the listener
     */
    public void wrote(Membership membership, @Nullable Member member, String writer) {
        pool(membership.service())
                .wrote(new Write(membership.shortCode(), member, clock.instant()))
                .ifPresent(before -> listener.wrote(before, membership, writer));
    }

    /** The latest observation of a Service's pool, with own writes; empty if nobody has looked yet. */
    public Optional<Observation> known(Sid.Service service) {
        return Optional.ofNullable(pools.get(service)).flatMap(Pool::known);
    }

    /** The latest observation of every Service that was looked at. */
    public Map<Sid.Service, Observation> known() {
        Map<Sid.Service, Observation> known = new HashMap<>();
        pools.forEach((service, pool) -> pool.known().ifPresent(seen -> known.put(service, seen)));
        return Map.copyOf(known);
    }

    /** Drops what is known of a Service that no resource needs any more. */
    public void forget(Sid.Service service) {
        pools.remove(service);
    }

    private Pool pool(Sid.Service service) {
        return pools.computeIfAbsent(service, Pool::new);
    }

    private record Write(Sid.ShortCode shortCode, @Nullable Member member, Instant at) {
        void applyTo(Map<Sid.ShortCode, Member> members) {
            if (member == null) {
                members.remove(shortCode);
            } else {
                members.put(shortCode, member);
            }
        }
    }

    private final class Pool {
        private final Sid.Service service;
        /** Held through a look, so that there is one at a time. */
        private final Object looking = new Object();

        private long looksBegun;
        private @Nullable Observation known;
        /** What was written of late, the last write of each code: a list may not show it yet. */
        private final Map<Sid.ShortCode, Write> writes = new HashMap<>();

        Pool(Sid.Service service) {
            this.service = service;
        }

        synchronized Optional<Observation> known() {
            return Optional.ofNullable(known);
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
                // Whoever waited here may find that a look began and ended meanwhile: it serves him too.
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
            Observation read = read(begun);
            Observation before;
            Observation after;
            synchronized (this) {
                before = known;
                after = overlay(read, begun);
                known = after;
            }
            listener.looked(service, before, after);
            return after;
        }

        private Observation read(Instant begun) {
            return switch (api.list(service)) {
                case Answer.Ok<List<Member>>(var members) -> fresh(begun, members);
                case Answer.Failed<List<Member>>(Trouble.NotFound _) -> whatIsNotThere(begun);
                case Answer.Failed<List<Member>>(var trouble) -> new Observation.Unreadable(trouble);
            };
        }

        /** A 404 on the list: is the Service gone, or the endpoint? Another list tells a Service that was just created. */
        private Observation whatIsNotThere(Instant begun) {
            return switch (api.fetchService(service)) {
                case Answer.Failed<ProxyApi.ServiceFacts>(Trouble.NotFound notFound) -> gone(notFound);
                case Answer.Failed<ProxyApi.ServiceFacts>(var trouble) -> new Observation.Unreadable(trouble);
                case Answer.Ok<ProxyApi.ServiceFacts> _ ->
                    switch (api.list(service)) {
                        case Answer.Ok<List<Member>>(var members) -> fresh(begun, members);
                        case Answer.Failed<List<Member>>(Trouble.NotFound again) ->
                            new Observation.Unreadable(new Trouble.Withdrawn(again.exchange()));
                        case Answer.Failed<List<Member>>(var trouble) -> new Observation.Unreadable(trouble);
                    };
            };
        }

        /**
         * A wrong base URL answers "not found" to everything. So a Service is gone only if the endpoint has answered something
         * else for this account, if only the list of its Services.
         */
        private Observation gone(Trouble.NotFound notFound) {
            if (answered) {
                return new Observation.ServiceGone(service);
            }
            return switch (api.services()) {
                case Answer.Ok<List<NamedService>> _ -> {
                    answered = true;
                    yield new Observation.ServiceGone(service);
                }
                case Answer.Failed<List<NamedService>>(Trouble.NotFound _) ->
                    new Observation.Unreadable(nothingHere(notFound));
                case Answer.Failed<List<NamedService>>(var trouble) -> new Observation.Unreadable(trouble);
            };
        }

        private static Trouble nothingHere(Trouble.NotFound notFound) {
            return new Trouble.Garbled(notFound.exchange()
                    .saying("the endpoint knows neither the Service nor any other of the account; check the base URL"));
        }

        private Observation fresh(Instant begun, List<Member> members) {
            answered = true;
            return new Observation.Fresh(PoolSnapshot.of(service, begun, members));
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

        /** What was known before. */
        synchronized Optional<Observation> wrote(Write write) {
            writes.put(write.shortCode(), write);
            Observation before = known;
            if (before instanceof Observation.Fresh(var pool)) {
                known = new Observation.Fresh(pool.changed(write::applyTo));
            }
            return Optional.ofNullable(before);
        }
    }
}

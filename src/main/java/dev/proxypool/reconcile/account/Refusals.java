package dev.proxypool.reconcile.account;

import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.MembershipState;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.Trouble;
import dev.proxypool.domain.Trouble.Refusal;
import dev.proxypool.plan.Step;
import dev.proxypool.proxy.Answer;
import dev.proxypool.proxy.ProxyApi;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * What Twilio refused in one account, so that the operator does not repeat a call too early: until then it returns the
 * known refusal. Each call has its own exponential backoff. A full pool is one fact about the pool, shared by all
 * claims on it: while the last poll shows no room, no call is made; if Twilio sees less room than the poll, one call
 * per backoff tries again.
 */
public final class Refusals {

    /** While one call tries again, the others get the known refusal. */
    private static final Duration ASKING = Duration.ofSeconds(30);

    enum Action {
        ADD,
        RESERVE,
        RELEASE,
        REMOVE
    }

    sealed interface RefusalKey {}

    record RefusedCall(Action action, Membership membership) implements RefusalKey {}

    /** The room of a pool for one kind of members: reserved or unreserved. */
    record Room(PoolKey pool, boolean reserved) implements RefusalKey {}

    /** @param order when it was learnt; a call that began before that can neither confirm nor end it */
    private record KnownRefusal(Trouble.Rejected trouble, Instant nextTry, long order) {}

    private final Capacity capacity;
    private final Timing timing;
    private final InstantSource clock;
    private final Function<PoolKey, Optional<PoolSnapshot>> pools;
    private final Backoff<RefusalKey> backoff;
    private final Map<RefusalKey, KnownRefusal> known = new ConcurrentHashMap<>();
    private final AtomicLong calls = new AtomicLong();

    /** @param pools returns the latest poll of a pool; empty if it could not be read */
    public Refusals(
            Capacity capacity,
            Timing timing,
            InstantSource clock,
            DoubleSupplier random,
            Function<PoolKey, Optional<PoolSnapshot>> pools) {
        this.capacity = capacity;
        this.timing = timing;
        this.clock = clock;
        this.pools = pools;
        this.backoff = new Backoff<>(random);
    }

    /**
     * The same API, but it makes no call whose refusal is known.
     *
     * @param reserves whether added members are reserved next, so that they need room as reserved members too
     */
    ProxyApi guarding(ProxyApi api, boolean reserves) {
        return new RefusalGuard(this, api, reserves);
    }

    /** Why an add would be refused now, as far as that is known without a call. */
    public Optional<Trouble.Rejected> foreseen(Membership membership, boolean reserves) {
        Room first = new Room(
                membership.pool(), reserves && membership.member().kind().addsReserved());
        Room last = new Room(membership.pool(), reserves);
        return noRoom(first)
                .or(() -> noRoom(last))
                .or(() -> notYet(first))
                .or(() -> notYet(new RefusedCall(Action.ADD, membership)));
    }

    private Optional<Trouble.Rejected> notYet(RefusalKey key) {
        return Optional.ofNullable(known.get(key))
                .filter(refused -> clock.instant().isBefore(refused.nextTry()))
                .map(KnownRefusal::trouble);
    }

    /** Whether this step was refused, and has not succeeded since. */
    public boolean isKnown(Step step) {
        return known.containsKey(callOf(step));
    }

    /** How long until a refused step is tried again; empty if another event starts a pass before. */
    Optional<Duration> waitFor(Step step) {
        return Optional.ofNullable(known.get(callOf(step)))
                .or(() -> Optional.ofNullable(known.get(roomOf(step))))
                .map(refused -> Duration.between(clock.instant(), refused.nextTry()))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }

    /**
     * The user edited the resource or requested a poll: refused calls may be repeated at once. A full pool is a fact
     * about the pool, which an edit of one resource does not change.
     */
    public void forget(Membership membership) {
        for (Action action : Action.values()) {
            forget(new RefusedCall(action, membership));
        }
    }

    private void forget(RefusalKey key) {
        known.remove(key);
        backoff.forget(key);
    }

    private static RefusedCall callOf(Step step) {
        return new RefusedCall(
                switch (step) {
                    case Step.Add _ -> Action.ADD;
                    case Step.SetReserved set -> set.reserved() ? Action.RESERVE : Action.RELEASE;
                    case Step.Remove _ -> Action.REMOVE;
                },
                step.membership());
    }

    private static Room roomOf(Step step) {
        return new Room(step.membership().pool(), step.after() == MembershipState.RESERVED);
    }

    /** Before a call: whether its refusal is known, and how to record its answer. */
    CallAttempt attempt(RefusedCall call, boolean needsReserved) {
        Room room = new Room(call.membership().pool(), needsReserved);
        Optional<Trouble.Rejected> refused = known(call);
        if (refused.isEmpty() && call.action() != Action.REMOVE) {
            refused = noRoom(room).or(() -> known(room));
        }
        return new CallAttempt(call, room, refused, calls.incrementAndGet());
    }

    /**
     * A call that is about to be made.
     *
     * @param refused the known refusal, which replaces the call; empty if the call must be made
     */
    record CallAttempt(RefusedCall call, Room room, Optional<Trouble.Rejected> refused, long begun) {}

    /** Records the answer to an attempt, and returns it. */
    <T> Answer<T> ended(CallAttempt attempt, Answer<T> answer) {
        RefusedCall call = attempt.call();
        switch (answer) {
            case Answer.Ok<T> _ -> {
                forget(call);
                if (call.action() != Action.REMOVE && !isNewer(attempt.room(), attempt.begun())) {
                    forget(attempt.room());
                }
            }
            case Answer.Failed<T>(Trouble.Rejected rejected) ->
                remember(call, attempt.room(), rejected, attempt.begun());
            case Answer.Failed<T> _ -> {
                // Not an answer to the call itself; the resource has its own backoff.
            }
        }
        return answer;
    }

    private boolean isNewer(RefusalKey key, long begun) {
        KnownRefusal there = known.get(key);
        return there != null && there.order() > begun;
    }

    private void remember(RefusedCall call, Room room, Trouble.Rejected rejected, long begun) {
        switch (rejected.refusal()) {
            // The poll was out of date; the pass polls again and decides anew.
            case ALREADY_MEMBER, VANISHED -> forget(call);
            case POOL_FULL -> remember(room, rejected, begun);
            case IN_OTHER_SERVICE, UNKNOWN_SHORT_CODE, UNKNOWN_PHONE_NUMBER, IN_USE, OTHER ->
                remember(call, rejected, begun);
        }
    }

    /** Concurrent calls count as one. */
    private synchronized void remember(RefusalKey key, Trouble.Rejected rejected, long begun) {
        if (!isNewer(key, begun)) {
            Instant nextTry = clock.instant().plus(backoff.next(key, timing.slowRetry()));
            known.put(key, new KnownRefusal(rejected, nextTry, calls.incrementAndGet()));
        }
    }

    /** The known refusal. If it is time to try again, one caller tries, and the others get the known refusal. */
    private Optional<Trouble.Rejected> known(RefusalKey key) {
        Instant now = clock.instant();
        boolean[] asks = new boolean[1];
        KnownRefusal there = known.computeIfPresent(key, (_, old) -> {
            asks[0] = !now.isBefore(old.nextTry());
            return asks[0] ? new KnownRefusal(old.trouble(), now.plus(ASKING), old.order()) : old;
        });
        return there == null || asks[0] ? Optional.empty() : Optional.of(there.trouble());
    }

    Optional<Trouble.Rejected> noRoom(Room room) {
        return pools.apply(room.pool())
                .filter(pool -> !capacity.hasRoom(pool, room.reserved()))
                .map(_ -> full(room));
    }

    private Trouble.Rejected full(Room room) {
        String message = "the pool of %s is full: it has the %,d %s members that Twilio allows"
                .formatted(
                        room.pool().service(),
                        room.reserved() ? capacity.reserved() : capacity.unreserved(),
                        room.reserved() ? "reserved" : "unreserved");
        return new Trouble.Rejected(new Trouble.Exchange("", 0, 0, message, null), Refusal.POOL_FULL);
    }
}

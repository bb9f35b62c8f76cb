package dev.proxypool.simulator;

import java.time.Duration;
import java.time.Instant;

/**
 * A member of a pool. It has no SID of its own: the pool entry and the account's number have the same one.
 *
 * @param inUse how many open Sessions use it; of a short code only whether there are any counts
 * @param shownBefore what {@code in_use} was before the last change of {@code inUse}
 * @param changed when {@code inUse} changed last
 */
record PoolEntry(
        OwnedNumber number,
        boolean reserved,
        int inUse,
        int shownBefore,
        Instant changed,
        Instant created,
        Instant updated) {
    static PoolEntry added(OwnedNumber number, boolean reserved, int inUse, Instant now) {
        return new PoolEntry(number, reserved, inUse, inUse, now, now, now);
    }

    String sid() {
        return number.sid();
    }

    /** What the API says: the number of Sessions may fall some time after they ended, and rises at once. */
    int shownInUse(Instant now, Behaviour behaviour) {
        Duration delay = Duration.ofSeconds(behaviour.numbers().inUseFallsAfter());
        return number.kind().isPhoneNumber() && now.isBefore(changed.plus(delay))
                ? Math.max(shownBefore, inUse)
                : inUse;
    }

    PoolEntry withReserved(boolean value, Instant now) {
        return new PoolEntry(number, value, inUse, shownBefore, changed, created, now);
    }

    PoolEntry withInUse(int value, Instant now, Behaviour behaviour) {
        return value == inUse
                ? this
                : new PoolEntry(number, reserved, value, shownInUse(now, behaviour), now, created, updated);
    }

    PoolEntry touched(Instant now) {
        return withReserved(reserved, now);
    }
}

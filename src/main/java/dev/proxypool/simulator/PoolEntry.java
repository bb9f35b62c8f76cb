package dev.proxypool.simulator;

import java.time.Instant;

/** A short code in a pool. It has no SID of its own: the pool entry and the account's short code have the same one. */
record PoolEntry(
        SimulatorState.ShortCode shortCode, boolean reserved, boolean inUse, Instant created, Instant updated) {
    static PoolEntry added(SimulatorState.ShortCode shortCode, Instant now) {
        return new PoolEntry(shortCode, false, false, now, now);
    }

    String sid() {
        return shortCode.sid();
    }

    PoolEntry withReserved(boolean value, Instant now) {
        return new PoolEntry(shortCode, value, inUse, created, now);
    }

    PoolEntry withInUse(boolean value) {
        return new PoolEntry(shortCode, reserved, value, created, updated);
    }

    PoolEntry touched(Instant now) {
        return new PoolEntry(shortCode, reserved, inUse, created, now);
    }
}

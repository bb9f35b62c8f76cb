package dev.proxypool.reconcile;

import java.time.Duration;

/** What all kinds that claim short codes share: the accounts, the looks at their pools, and each other. */
public record Claimants(Accounts accounts, PoolWatch pools, Rivals rivals) {

    /** How long to wait until all claims are known: a matter of the start only. */
    static final Duration SOON = Duration.ofMillis(50);
}

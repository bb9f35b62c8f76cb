package dev.proxypool.reconcile.account;

import dev.proxypool.reconcile.account.Timing.Pace;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next try: the time doubles from the first bound to the longest, without end and with
 * jitter, so that retries spread.
 */
public final class Backoff<K> {

    /** After so many doublings every bound in use is reached. */
    private static final int MAX_DOUBLINGS = 30;

    private final DoubleSupplier random;
    private final Map<K, Tries> tries = new ConcurrentHashMap<>();

    private record Tries(Pace pace, int count) {}

    /** @param random returns numbers from 0 to 1 */
    public Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /**
     * Counts another failure, and returns how long to wait: between half and all of the doubled time. Another pace
     * starts over.
     */
    public Duration next(K key, Pace pace) {
        Tries now = tries.merge(
                key,
                new Tries(pace, 1),
                (old, one) ->
                        old.pace().equals(pace) ? new Tries(pace, Math.min(old.count() + 1, MAX_DOUBLINGS)) : one);
        double doubled = pace.first().toMillis() * Math.pow(2, now.count() - 1.0);
        double capped = Math.min(doubled, pace.longest().toMillis());
        return Duration.ofMillis(Math.round(capped * (0.5 + random.getAsDouble() / 2)));
    }

    public void forget(K key) {
        tries.remove(key);
    }
}

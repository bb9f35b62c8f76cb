package dev.proxypool.reconcile;

import dev.proxypool.reconcile.Timing.Pace;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/** How long to wait before the next try: doubling from one to the other bound, for ever, with jitter so that crowds disperse. */
final class Backoff<K> {

    /** Beyond this many doublings every bound in use is reached. */
    private static final int MAX_DOUBLINGS = 30;

    private final DoubleSupplier random;
    private final Map<K, Integer> tries = new ConcurrentHashMap<>();

    /**
     * @param random gives numbers from 0 to 1
     */
    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /** Counts another failure, and tells how long to wait: between half and the whole of the doubled time. */
    Duration next(K key, Pace pace) {
        int failures = tries.merge(key, 1, (a, b) -> Math.min(a + b, MAX_DOUBLINGS));
        double doubled = pace.first().toMillis() * Math.pow(2, failures - 1.0);
        double capped = Math.min(doubled, pace.longest().toMillis());
        return Duration.ofMillis(Math.round(capped * (0.5 + random.getAsDouble() / 2)));
    }

    void forget(K key) {
        tries.remove(key);
    }
}

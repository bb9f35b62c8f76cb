package dev.proxypool.reconcile.account;

import java.time.Duration;

/**
 * How often the operator polls and retries.
 *
 * @param observeInterval how often it polls the pool of each Service in use
 * @param retry for trouble that ends by itself: an outage, throttling
 * @param slowRetry for trouble that the user usually must fix, and for members in use
 */
public record Timing(Duration observeInterval, Pace retry, Pace slowRetry) {

    public static final Timing DEFAULT = of(Duration.ofSeconds(60));

    /** The waits for an interval: at 60 s, retries from 1 s to 5 min, slow ones from 1 min to 1 h. */
    public static Timing of(Duration observeInterval) {
        return new Timing(
                observeInterval,
                new Pace(min(Duration.ofSeconds(1), observeInterval), observeInterval.multipliedBy(5)),
                new Pace(observeInterval, observeInterval.multipliedBy(60)));
    }

    /** How long a settled resource stays Ready while its pool cannot be read: three intervals, at least 15 minutes. */
    public Duration staleAfter() {
        Duration three = observeInterval.multipliedBy(3);
        return three.compareTo(Duration.ofMinutes(15)) > 0 ? three : Duration.ofMinutes(15);
    }

    /** How long our corrections are remembered: if three are undone in that time, there is another writer. */
    public Duration contestWindow() {
        return observeInterval.multipliedBy(30);
    }

    /** How long after a write a list may not show it yet. */
    public Duration grace() {
        return min(Duration.ofSeconds(5), observeInterval.dividedBy(4));
    }

    /** For polls of a Service that is gone: at 60 s, from 2 to 15 min. */
    public Pace gone() {
        Duration longest = min(observeInterval.multipliedBy(15), Duration.ofHours(1));
        return new Pace(
                observeInterval.multipliedBy(2), longest.compareTo(observeInterval) > 0 ? longest : observeInterval);
    }

    /** The least time between two polls of a Service that users request: 3 s at the default interval. */
    public Duration betweenRequests() {
        return min(Duration.ofSeconds(3), observeInterval.dividedBy(4));
    }

    /** The bounds of a backoff: the first wait, and the longest. */
    public record Pace(Duration first, Duration longest) {}

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}

package dev.proxypool.reconcile.account;

import java.time.Duration;

/**
 * How often things are looked at and tried again.
 *
 * @param observeInterval how often each used Service's pool is listed
 * @param retry for what time mends: an outage, throttling
 * @param slowRetry for what mostly a person mends, and for codes in use
 */
public record Timing(Duration observeInterval, Pace retry, Pace slowRetry) {

    public static final Timing DEFAULT = of(Duration.ofSeconds(60));

    /** The waits that go with an interval: at 60 s, retries from 1 s to 5 min, slow ones from 1 min to 1 h. */
    public static Timing of(Duration observeInterval) {
        return new Timing(
                observeInterval,
                new Pace(min(Duration.ofSeconds(1), observeInterval), observeInterval.multipliedBy(5)),
                new Pace(observeInterval, observeInterval.multipliedBy(60)));
    }

    /** How long a settled resource stays Ready while its pool cannot be read: three intervals, 15 minutes at least. */
    public Duration staleAfter() {
        Duration three = observeInterval.multipliedBy(3);
        return three.compareTo(Duration.ofMinutes(15)) > 0 ? three : Duration.ofMinutes(15);
    }

    /** How long our corrections are remembered: whoever undoes three of them in that time is another writer. */
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

    /** The bounds of a kind of waiting: the first wait, and the longest. */
    public record Pace(Duration first, Duration longest) {}

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}

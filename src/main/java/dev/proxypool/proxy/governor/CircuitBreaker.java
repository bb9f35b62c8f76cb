package dev.proxypool.proxy.governor;

import java.time.Duration;

/**
 * A circuit breaker: closed, it admits every request; after refusals it is open for longer each time; half open, it admits one
 * request as a trial, and only the trial's answer closes it. A stale answer, of a request that was under way when the
 * breaker opened, neither closes it nor keeps it open longer than Twilio asked for. The governor's lock guards it.
 */
final class CircuitBreaker {

    /** What an answer says about the breaker. */
    enum Signal {
        SUCCESS,
        FAILURE,
        NONE
    }

    /** How long others wait while the trial is under way. */
    private static final long TRIAL = Duration.ofSeconds(1).toNanos();

    private static final int MAX_DOUBLINGS = 10;

    private final int tolerance;
    private final long first;
    private final long longest;

    private int failures;
    private int openings;
    private long openUntil;
    private boolean onTrial;

    /**
     * @param tolerance how many failures in a row open it
     * @param first how long it is open the first time; then one of Twilio's windows, and twice as long each time
     */
    CircuitBreaker(int tolerance, Duration first, Duration longest) {
        this.tolerance = tolerance;
        this.first = first.toNanos();
        this.longest = longest.toNanos();
    }

    /** How long until it may admit a request, in nanoseconds; 0 if it does so now. */
    long untilAdmitted(long now) {
        if (isClosed()) {
            return 0;
        }
        return now < openUntil ? openUntil - now : onTrial ? TRIAL : 0;
    }

    /** Admits a request, and says whether it is the trial. */
    boolean admit() {
        onTrial = !isClosed();
        return onTrial;
    }

    /**
     * @param trial whether the answer is the trial's; one that says nothing does not close the breaker
     * @param asked for how long Twilio wants no requests, or 0
     * @return for how long it opened just now, or 0
     */
    long record(Signal signal, boolean trial, long asked, long now) {
        if (trial) {
            onTrial = false;
            return signal == Signal.SUCCESS ? close() : open(asked, now);
        }
        return switch (signal) {
            case NONE -> 0;
            case SUCCESS -> isClosed() ? close() : 0;
            case FAILURE -> isClosed() ? failed(asked, now) : extend(asked, now);
        };
    }

    private long failed(long asked, long now) {
        failures++;
        return failures < tolerance ? 0 : open(asked, now);
    }

    /** Closes it, and forgets all failures. */
    long close() {
        failures = 0;
        openings = 0;
        return 0;
    }

    private boolean isClosed() {
        return openings == 0;
    }

    /** Whether nothing would be lost by forgetting it. */
    boolean isIdle(long now) {
        return isClosed() || !onTrial && now > openUntil + longest;
    }

    private long extend(long asked, long now) {
        openUntil = Math.max(openUntil, now + asked);
        return 0;
    }

    private long open(long asked, long now) {
        long doubled = Limits.WINDOW.toNanos() << Math.max(0, openings - 1);
        long usual = isClosed() ? first : Math.min(doubled, longest);
        // Twilio's word is good once; one that asks for a second each time would be tried each second.
        long wait = isClosed() && asked > 0 ? asked : Math.max(asked, usual);
        openings = Math.min(openings + 1, MAX_DOUBLINGS);
        openUntil = now + wait;
        return wait;
    }
}

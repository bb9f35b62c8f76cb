package dev.proxypool.proxy.governor;

import dev.proxypool.domain.Trouble;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A circuit breaker: closed, it admits every request; after refusals it opens, for longer each time; half open, it
 * admits one request as a trial, and only the trial's answer closes it. A stale answer, to a request that was in flight
 * when the breaker opened, neither closes it nor keeps it open longer than Twilio asked for. Guarded by the governor's
 * lock.
 */
final class CircuitBreaker {

    /** What an answer says about the breaker. */
    enum Signal {
        SUCCESS,
        FAILURE,
        NONE
    }

    /** How long other requests wait during the trial. */
    private static final long TRIAL = Duration.ofSeconds(1).toNanos();

    private static final int MAX_DOUBLINGS = 10;

    private final int tolerance;
    private final long first;
    private final long longest;

    private int failures;
    private int openings;
    private long openUntil;
    private boolean onTrial;
    private @Nullable Trouble because;

    /**
     * @param tolerance how many failures in a row open it
     * @param first how long it is open the first time; after that one of Twilio's windows, doubled each time
     */
    CircuitBreaker(int tolerance, Duration first, Duration longest) {
        this.tolerance = tolerance;
        this.first = first.toNanos();
        this.longest = longest.toNanos();
    }

    /** Nanoseconds until it may admit a request; 0 if it does so now. */
    long untilAdmitted(long now) {
        if (isClosed()) {
            return 0;
        }
        return now < openUntil ? openUntil - now : onTrial ? TRIAL : 0;
    }

    /** Admits a request, and returns whether it is the trial. */
    boolean admit() {
        onTrial = !isClosed();
        return onTrial;
    }

    /**
     * @param trial whether the answer is the trial's; an inconclusive one does not close the breaker
     * @param asked how long Twilio asked for no requests, or 0
     * @return how long it is open from now on, or 0 if it did not open
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

    /** The last answer that opened it or kept it open, for the calls that it holds back; null while it is closed. */
    @Nullable
    Trouble because() {
        return because;
    }

    /** @param decisive whether the answer opened it or kept it open, unless it is closed after all */
    void isOpenBecauseOf(Trouble trouble, boolean decisive) {
        if (decisive) {
            because = isClosed() ? null : trouble;
        }
    }

    /** Closes it, and forgets all failures. */
    long close() {
        failures = 0;
        openings = 0;
        because = null;
        return 0;
    }

    private boolean isClosed() {
        return openings == 0;
    }

    /** Whether forgetting it would lose nothing. */
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
        // Twilio's wait counts only once: otherwise a wait of one second each time would mean a trial each second.
        long wait = isClosed() && asked > 0 ? asked : Math.max(asked, usual);
        openings = Math.min(openings + 1, MAX_DOUBLINGS);
        openUntil = now + wait;
        return wait;
    }
}

package dev.proxypool.proxy;

import java.time.Duration;

/**
 * Closes after refusals, for longer each time, and is then tried by one request alone: only that one's answer opens it. A
 * stale answer, of a request that was under way when the gate closed, neither opens it nor makes it stay shut longer than
 * Twilio asked for. The governor's lock guards this.
 */
final class Gate {

    /** What an answer says about the gate. */
    enum Word {
        OPEN,
        SHUT,
        NOTHING
    }

    /** How long others wait while one request tries. */
    private static final long TRIAL = Duration.ofSeconds(1).toNanos();

    private static final int MAX_DOUBLINGS = 10;

    private final int tolerance;
    private final long first;
    private final long longest;

    private int refusals;
    private int closures;
    private long shutUntil;
    private boolean onTrial;

    /**
     * @param tolerance so many refusals in a row close it
     * @param first how long it is shut the first time; then a window of Twilio's, and twice as long each time
     */
    Gate(int tolerance, Duration first, Duration longest) {
        this.tolerance = tolerance;
        this.first = first.toNanos();
        this.longest = longest.toNanos();
    }

    /** How long until a request may pass, and 0 if it may. */
    long untilOpen(long now) {
        if (closures == 0) {
            return 0;
        }
        return now < shutUntil ? shutUntil - now : onTrial ? TRIAL : 0;
    }

    /** Lets a request pass, and says whether it is the one that tries. */
    boolean pass() {
        onTrial = closures > 0;
        return onTrial;
    }

    /**
     * @param tried whether the answer is that of the request that tries; if it says nothing, it did not open the gate
     * @param asked for how long Twilio wants it shut, or 0
     * @return for how long it closed just now, or 0
     */
    long hear(Word word, boolean tried, long asked, long now) {
        if (tried) {
            onTrial = false;
            return word == Word.OPEN ? open() : shut(asked, now);
        }
        return switch (word) {
            case NOTHING -> 0;
            case OPEN -> closures > 0 ? 0 : open();
            case SHUT -> closures > 0 ? extend(asked, now) : ++refusals < tolerance ? 0 : shut(asked, now);
        };
    }

    /** Opens it, whatever it heard before. */
    long open() {
        refusals = 0;
        closures = 0;
        return 0;
    }

    /** Whether nothing would be lost by forgetting it. */
    boolean isIdle(long now) {
        return closures == 0 || !onTrial && now > shutUntil + longest;
    }

    private long extend(long asked, long now) {
        shutUntil = Math.max(shutUntil, now + asked);
        return 0;
    }

    private long shut(long asked, long now) {
        long doubled = Limits.WINDOW.toNanos() << Math.max(0, closures - 1);
        long usual = closures == 0 ? first : Math.min(doubled, longest);
        // Twilio's word is good once; one that asks for a second each time would be tried each second.
        long wait = closures == 0 && asked > 0 ? asked : Math.max(asked, usual);
        closures = Math.min(closures + 1, MAX_DOUBLINGS);
        shutUntil = now + wait;
        return wait;
    }
}

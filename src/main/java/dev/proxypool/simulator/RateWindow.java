package dev.proxypool.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The sliding window of one endpoint: stores when requests were admitted, at most as many as fit. Refused requests do
 * not count (inferred: Twilio says that they are never processed). Not thread-safe: the world's lock guards it.
 */
final class RateWindow {
    private static final Duration WINDOW = Duration.ofSeconds(Limits.WINDOW_SECONDS);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Deque<Instant> admitted = new ArrayDeque<>();

    boolean admit(Limits limits, Instant now) {
        while (!admitted.isEmpty() && !admitted.getFirst().isAfter(now.minus(WINDOW))) {
            admitted.removeFirst();
        }
        if (admitted.size() >= limits.perWindow() || withinLastSecond(now, limits.perSecond()) >= limits.perSecond()) {
            return false;
        }
        admitted.addLast(now);
        return true;
    }

    private int withinLastSecond(Instant now, int enough) {
        int count = 0;
        var newestFirst = admitted.descendingIterator();
        while (count < enough && newestFirst.hasNext() && newestFirst.next().isAfter(now.minus(SECOND))) {
            count++;
        }
        return count;
    }
}

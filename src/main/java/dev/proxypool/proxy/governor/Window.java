package dev.proxypool.proxy.governor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The sliding window of one endpoint of one Service. A request occupies its place until five seconds after its answer,
 * not after its start: Twilio counts it at some time in between, so no network delay can bring more requests together
 * than the window allows. The price is one round trip in five seconds. All times are nanoseconds of the governor's
 * clock, and the governor's lock guards this.
 */
final class Window {

    /** Slightly longer than Twilio's window: clocks differ, and it is not documented whether the bound is inclusive. */
    private static final long HELD = Limits.WINDOW.plusMillis(20).toNanos();

    /** Below this, return the exact wait: the caller came back as promised, and only the places are slightly late. */
    private static final long NEARLY = Duration.ofMillis(250).toNanos();

    /** A full pool of 5,500 members needs three minutes; a longer promise means that callers asked several times. */
    private static final long FURTHEST = Duration.ofSeconds(200).toNanos();

    private final int places;
    private final Deque<Long> answered = new ArrayDeque<>();
    private int inFlight;
    private int usual = 1;
    private long roundTrip;

    /** How many of the next free places are promised. */
    private int promised;

    private long lastSpread = -HELD;

    Window(int places) {
        this.places = places;
    }

    /** How long until the next call finds a place; 0 means now. */
    long untilFree(long now) {
        forget(now);
        return missing() <= 0 ? 0 : freeAfter(missing(), now) - now;
    }

    /**
     * How long a caller without a place must stay away. Each caller is given the time of a different place, so that a
     * thousand do not come back for the same one. No place is kept.
     */
    long promise(long now) {
        long plain = untilFree(now);
        if (plain <= NEARLY) {
            return plain;
        }
        long promise = freeAfter(promised + missing(), now) - now;
        if (promise > FURTHEST) {
            return FURTHEST;
        }
        promised += wanted();
        return promise;
    }

    /** How long a caller must stay away from an open breaker: callers come back one by one, at the window's rate. */
    long spread(long shut, long now) {
        lastSpread = Math.min(Math.max(now + shut, lastSpread + HELD / places * wanted()), now + FURTHEST);
        return lastSpread - now;
    }

    /**
     * Takes the places of one call, and returns how many. A list makes one request per page, as many as the previous
     * list.
     */
    int take() {
        inFlight += wanted();
        return wanted();
    }

    /** @param requests how many were actually made */
    void answered(int taken, int requests, long begun, long now) {
        inFlight -= taken;
        usual = requests;
        roundTrip += (now - begun - roundTrip) / 8;
        for (int i = 0; i < Math.min(requests, places); i++) {
            answered.addLast(now);
        }
    }

    boolean isIdle(long now) {
        forget(now);
        return inFlight == 0 && answered.isEmpty();
    }

    private void forget(long now) {
        while (!answered.isEmpty() && answered.getFirst() + HELD <= now) {
            answered.removeFirst();
            promised = Math.max(0, promised - 1);
        }
    }

    /** When the n-th place from now becomes free, if each is taken again at once. */
    private long freeAfter(int nth, long now) {
        int rounds = (nth - 1) / places;
        // Places whose answers are still to come: it is unknown when they come, but not sooner than this.
        long first = answered.stream().skip((nth - 1) % places).findFirst().orElse(now) + HELD;
        return first + rounds * (HELD + roundTrip);
    }

    private int missing() {
        return wanted() - (places - inFlight - answered.size());
    }

    /** More places than the window has would never be free. */
    private int wanted() {
        return Math.min(usual, places);
    }
}

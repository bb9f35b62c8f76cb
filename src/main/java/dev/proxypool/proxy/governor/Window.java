package dev.proxypool.proxy.governor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The sliding window of one endpoint of one Service. A request holds its place until five seconds after its answer, not
 * after its start: Twilio counts it somewhere in between, so that no delay of the network can bring more requests together
 * than the window allows. The price is one round trip in five seconds. All times are nanoseconds of the governor's clock,
 * whose lock guards this.
 */
final class Window {

    /** A little longer than Twilio's, because clocks differ and nobody says whether its bound is in or out. */
    private static final long HELD = Limits.WINDOW.plusMillis(20).toNanos();

    /** Whoever is so near to his place is told the plain time: he comes as promised, and places were a little late. */
    private static final long NEARLY = Duration.ofMillis(250).toNanos();

    /** A full pool of 5,500 codes needs three minutes; whoever was promised more came several times. */
    private static final long FURTHEST = Duration.ofSeconds(200).toNanos();

    private final int places;
    private final Deque<Long> answered = new ArrayDeque<>();
    private int inFlight;
    private int usual = 1;
    private long roundTrip;

    /** How many of the places that come free next are promised. */
    private int promised;

    private long lastSpread = -HELD;

    Window(int places) {
        this.places = places;
    }

    /** How long until the next call finds room; 0 is now. */
    long untilFree(long now) {
        forget(now);
        return missing() <= 0 ? 0 : freeAfter(missing(), now) - now;
    }

    /**
     * How long one who finds no room shall stay away. Each is told when another place comes free, so that a thousand do not
     * come back for the same one. No place is kept.
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

    /** How long one stays away that meets a breaker open for such a time: one after the other, at the pace of the window. */
    long spread(long shut, long now) {
        lastSpread = Math.min(Math.max(now + shut, lastSpread + HELD / places * wanted()), now + FURTHEST);
        return lastSpread - now;
    }

    /** Takes the places of one call, and says how many. A list is a request a page, as many as the last one had. */
    int take() {
        inFlight += wanted();
        return wanted();
    }

    /** @param requests that were made in the end */
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

    /** When the n-th place from now on comes free, if each is taken again at once. */
    private long freeAfter(int nth, long now) {
        int rounds = (nth - 1) / places;
        // Places whose answers are still to come: nobody knows when, but not sooner than this.
        long first = answered.stream().skip((nth - 1) % places).findFirst().orElse(now) + HELD;
        return first + rounds * (HELD + roundTrip);
    }

    private int missing() {
        return wanted() - (places - inFlight - answered.size());
    }

    /** More than there are places would never be free. */
    private int wanted() {
        return Math.min(usual, places);
    }
}

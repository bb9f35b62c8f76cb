package dev.proxypool.proxy.governor;

import dev.proxypool.domain.Sid;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The requests in flight of one account. Their number adapts like TCP's congestion window: one more after each
 * successful round, half as many after a refusal. If slots are scarce, reservations have priority, then the tenant with
 * the fewest requests, then the Service with the fewest. There is no queue: a caller that was turned away soon asks
 * again, and until then others leave room for it. Guarded by the governor's lock.
 */
final class Slots {

    /** A caller that was turned away asks again within this time, or has given up. */
    private static final long PATIENCE = Duration.ofMillis(100).toNanos();

    /**
     * A caller that is ready to start a request.
     *
     * @param tenant the namespace that it is for; empty for the operator's own polls, which serve all of them
     * @param urgent for a reservation: Twilio may assign a member that was added and is not reserved yet
     */
    record Asker(String tenant, Sid.Service service, boolean urgent) {}

    private final int most;
    private final Map<String, Integer> ofTenants = new HashMap<>();
    private final Map<Sid.Service, Integer> ofServices = new HashMap<>();
    private final Map<Asker, Long> turnedAway = new HashMap<>();
    private double allowed;
    private int total;
    private int concurrent;
    private int ceiling = Integer.MAX_VALUE;

    Slots(int most) {
        this.most = most;
        this.allowed = most;
    }

    /** Whether one more may start now. */
    boolean hasRoomFor(Asker asker, long now) {
        turnedAway.values().removeIf(until -> until <= now);
        long ahead = turnedAway.keySet().stream()
                .filter(other -> goesBefore(other, asker))
                .count();
        if (total + ahead < (int) allowed) {
            turnedAway.remove(asker);
            return true;
        }
        turnedAway.put(asker, now + PATIENCE);
        return false;
    }

    int taken() {
        return total;
    }

    int allowed() {
        return (int) allowed;
    }

    void start(Asker asker) {
        total++;
        ofTenants.merge(asker.tenant(), 1, Integer::sum);
        ofServices.merge(asker.service(), 1, Integer::sum);
    }

    void end(Asker asker) {
        total--;
        ofTenants.computeIfPresent(asker.tenant(), (_, count) -> count == 1 ? null : count - 1);
        ofServices.computeIfPresent(asker.service(), (_, count) -> count == 1 ? null : count - 1);
    }

    /** @param concurrent the account's requests in flight as Twilio reports them, including those of other clients */
    void saw(int concurrent) {
        this.concurrent = concurrent;
    }

    /** Grows only up to where Twilio refused the account: the refusal reported how many requests that were. */
    void grow() {
        if (concurrent < ceiling - 1) {
            allowed = Math.min(most, allowed + 1 / allowed);
        }
    }

    void halve() {
        allowed = Math.max(1, allowed / 2);
        ceiling = concurrent > 1 ? concurrent : Integer.MAX_VALUE;
    }

    private boolean goesBefore(Asker other, Asker asker) {
        if (other.urgent() != asker.urgent()) {
            return other.urgent();
        }
        return other.tenant().equals(asker.tenant())
                ? inFlight(ofServices, other.service()) < inFlight(ofServices, asker.service())
                : inFlight(ofTenants, other.tenant()) < inFlight(ofTenants, asker.tenant());
    }

    private static <K> int inFlight(Map<K, Integer> counts, K key) {
        return counts.getOrDefault(key, 0);
    }
}

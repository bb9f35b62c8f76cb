package dev.proxypool.proxy.governor;

import dev.proxypool.domain.Sid;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The requests in flight of one account. How many are good is learned as TCP learns it: one more for each round that went
 * well, half as many after a refusal. Where they are scarce, reservations go first, then the tenant that has the fewest, then
 * the Service that has the fewest. There is no queue: a caller that was turned away asks again soon, and until then others
 * leave room for it. The governor's lock guards this.
 */
final class Slots {

    /** A caller that was turned away asks again before this is over, or has gone. */
    private static final long PATIENCE = Duration.ofMillis(100).toNanos();

    /**
     * Who wants to start a request.
     *
     * @param tenant the namespace that it is for; empty for the operator's own polls, which serve all of them
     * @param urgent for a reservation: a code that was added and is not reserved yet may be handed out by Twilio
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

    /** @param concurrent the account's requests in flight as Twilio tells them, those of others included */
    void saw(int concurrent) {
        this.concurrent = concurrent;
    }

    /** Not up to where the account was refused: Twilio told how many that were. */
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

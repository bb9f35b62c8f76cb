package dev.proxypool.reconcile;

import dev.proxypool.domain.Sid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Remembers when the operator corrected drift, to detect a conflict with another writer: another cluster, a script, a
 * person in the console. Twilio has no tag that names the writer; only undone corrections show it.
 */
final class Corrections {

    /** The third contrary change within the window is not corrected: two before it were. */
    private static final int CORRECTED_AT_MOST = 2;

    /** By the UID of the resource. */
    private final Map<String, Map<Sid.Member, List<Instant>>> corrected = new ConcurrentHashMap<>();

    void corrected(String uid, Sid.Member code, Instant now) {
        corrected
                .computeIfAbsent(uid, _ -> new ConcurrentHashMap<>())
                .merge(
                        code,
                        List.of(now),
                        (old, one) -> Stream.concat(old.stream(), one.stream())
                                .skip(Math.max(0, old.size() + 1L - CORRECTED_AT_MOST))
                                .toList());
    }

    boolean areEnough(String uid, Sid.Member code, Instant now, Duration window) {
        return corrected.getOrDefault(uid, Map.of()).getOrDefault(code, List.of()).stream()
                        .filter(time -> time.plus(window).isAfter(now))
                        .count()
                >= CORRECTED_AT_MOST;
    }

    /** Forgets all corrections of a resource. */
    void forget(String uid) {
        corrected.remove(uid);
    }
}

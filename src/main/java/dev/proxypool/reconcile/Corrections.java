package dev.proxypool.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Remembers when drift was corrected, so that a fight with another writer is noticed: another cluster, a script, a person in
 * the console. Twilio has no tag that would tell who wrote, only what was undone does.
 */
final class Corrections {

    /** The third contrary change within the window is left alone: two of them were corrected. */
    private static final int CORRECTED_AT_MOST = 2;

    private final Map<String, List<Instant>> byUid = new ConcurrentHashMap<>();

    void corrected(String uid, Instant now) {
        byUid.merge(
                uid,
                List.of(now),
                (old, one) -> Stream.concat(old.stream(), one.stream())
                        .skip(Math.max(0, old.size() + 1L - CORRECTED_AT_MOST))
                        .toList());
    }

    boolean areEnough(String uid, Instant now, Duration window) {
        List<Instant> recent = byUid.getOrDefault(uid, List.of()).stream()
                .filter(time -> time.plus(window).isAfter(now))
                .toList();
        return recent.size() >= CORRECTED_AT_MOST;
    }

    void forget(String uid) {
        byUid.remove(uid);
    }
}

package dev.proxypool.reconcile.account;

import dev.proxypool.api.Claimant;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.proxy.PoolCache;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Limits the polls that users request in one account: one of each Service every few seconds, for all resources and
 * requests together. Any poll that began after the request serves it. A request that has to wait is kept until it is
 * served, so that none is lost.
 */
public final class RequestedPolls {

    /** A request that was not served for so long counts as a new one; nothing is kept for longer. */
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    public enum Due {
        /** The pass must poll. */
        LOOK,
        /** What is known is recent enough, or nothing was requested. */
        KNOWN,
        /** The request must wait, see {@link #waitFor}. */
        LATER
    }

    private record PollRequest(String what, Instant at, List<PoolKey> wanted, boolean served) {
        PollRequest asServed() {
            return new PollRequest(what, at, wanted, true);
        }
    }

    private final PoolCache pools;
    private final Duration between;
    private final InstantSource clock;
    /** By the UID of the resource. */
    private final Map<String, PollRequest> asked = new HashMap<>();

    private final Map<PoolKey, Instant> lastLooks = new HashMap<>();

    RequestedPolls(PoolCache pools, Duration between, InstantSource clock) {
        this.pools = pools;
        this.between = between;
        this.clock = clock;
    }

    /**
     * Whether the pass of a resource polls because its user requests it. If the account has no such Service, an edit
     * requests a poll too: the operator polls such Services rarely.
     *
     * @param request the value of its reconcile request that no poll has served yet
     */
    public Due turn(Claimant<?> resource, Optional<String> request) {
        boolean retries =
                resource.hasUnservedChange() && resource.pools().stream().anyMatch(this::isGone);
        String edit = retries ? "generation " + resource.getMetadata().getGeneration() : null;
        return turn(resource.getMetadata().getUid(), request.orElse(edit), resource.pools());
    }

    /** @param what distinguishes one request of the resource from another; null if it requests nothing */
    public synchronized Due turn(String uid, @Nullable String what, Collection<PoolKey> wanted) {
        Instant now = clock.instant();
        forgetOld(now);
        PollRequest request = requestOf(uid, what, wanted, now);
        if (request == null) {
            return Due.KNOWN;
        }
        if (request.wanted().stream().allMatch(key -> isSeenSince(key, request.at()))) {
            asked.put(uid, request.asServed());
            return Due.KNOWN;
        }
        if (wait(request, now).isPositive()) {
            asked.put(uid, request);
            return Due.LATER;
        }
        asked.put(uid, request.asServed());
        request.wanted().forEach(key -> lastLooks.put(key, now));
        return Due.LOOK;
    }

    /** A request counts until it is served, even if the resource no longer shows it. */
    private @Nullable PollRequest requestOf(
            String uid, @Nullable String what, Collection<PoolKey> wanted, Instant now) {
        PollRequest earlier = asked.get(uid);
        if (what == null) {
            return earlier == null || earlier.served() ? null : earlier;
        }
        return earlier != null && what.equals(earlier.what())
                ? earlier
                : new PollRequest(what, now, List.copyOf(wanted), false);
    }

    /** How long until the request of a resource may be served; empty if none waits. */
    public synchronized Optional<Duration> waitFor(String uid) {
        return Optional.ofNullable(asked.get(uid))
                .filter(request -> !request.served())
                .map(request -> wait(request, clock.instant()));
    }

    private boolean isGone(PoolKey key) {
        return pools.known(key)
                .filter(Observation.ServiceGone.class::isInstance)
                .isPresent();
    }

    private boolean isSeenSince(PoolKey key, Instant asked) {
        return pools.lookedAt(key).filter(begun -> !begun.isBefore(asked)).isPresent();
    }

    private Duration wait(PollRequest request, Instant now) {
        return request.wanted().stream()
                .map(key -> wait(key, now))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** A clock that was set back causes no delay. */
    private Duration wait(PoolKey key, Instant now) {
        Instant last = lastLooks.get(key);
        return last == null || last.isAfter(now) || !last.plus(between).isAfter(now)
                ? Duration.ZERO
                : Duration.between(now, last.plus(between));
    }

    private void forgetOld(Instant now) {
        asked.values().removeIf(request -> request.at().plus(REMEMBERED).isBefore(now));
        lastLooks.values().removeIf(at -> !at.plus(between).isAfter(now));
    }
}

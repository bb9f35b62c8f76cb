package dev.proxypool.status;

import dev.proxypool.api.Condition;
import dev.proxypool.domain.Trouble;
import dev.proxypool.status.Reason.Remedy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What a resource reports while its pool cannot be read. A settled one stays Ready for a while: a failed poll is no
 * sign that anything changed.
 *
 * @param old the conditions so far
 * @param generation of the object in this pass
 */
record Outage(List<Condition> old, long generation) {

    /** Whether the present generation was already applied and verified, and the trouble may pass without the user. */
    boolean leavesReady(Trouble trouble) {
        return find(old, Condition.READY)
                        .filter(ready -> ready.isTrue() || isStale(ready))
                        .filter(ready -> Long.valueOf(generation).equals(ready.observedGeneration()))
                        .isPresent()
                && Finding.reasonOf(trouble).remedy() == Remedy.RETRY;
    }

    /**
     * Adds the conditions.
     *
     * @param staleAfter how long a settled resource stays Ready while its pool cannot be read
     */
    void say(Conditions conditions, Trouble trouble, Duration staleAfter, Instant now) {
        Condition ready = find(old, Condition.READY).orElseThrow();
        Instant since = unverifiedSince(old).orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS));
        if (isStale(ready) || !now.isBefore(since.plus(staleAfter))) {
            conditions.ready(
                    Reason.VERIFICATION_STALE,
                    "the operator applied the spec before, but has not been able to read the pool since " + since);
        } else {
            conditions.say(Condition.READY, true, ready.reason(), ready.message());
            find(old, Condition.IN_SYNC)
                    .ifPresent(drift -> conditions.say(Condition.IN_SYNC, false, drift.reason(), drift.message()));
        }
        conditions.say(
                Condition.REMOTE_VERIFIED, false, Finding.reasonOf(trouble).word(), Finding.words(trouble));
    }

    /** When the next pass must report the resource as stale; empty if none is needed for that. */
    static Optional<Instant> staleAt(List<Condition> conditions, Duration staleAfter) {
        boolean ready =
                find(conditions, Condition.READY).filter(Condition::isTrue).isPresent();
        return ready ? unverifiedSince(conditions).map(since -> since.plus(staleAfter)) : Optional.empty();
    }

    private static boolean isStale(Condition ready) {
        return ready.reason().equals(Reason.VERIFICATION_STALE.word());
    }

    private static Optional<Instant> unverifiedSince(List<Condition> conditions) {
        return find(conditions, Condition.REMOTE_VERIFIED)
                .map(Condition::lastTransitionTime)
                .map(Instant::parse);
    }

    private static Optional<Condition> find(List<Condition> conditions, String type) {
        return conditions.stream().filter(c -> c.type().equals(type)).findFirst();
    }
}

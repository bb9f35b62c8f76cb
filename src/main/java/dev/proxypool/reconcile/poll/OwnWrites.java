package dev.proxypool.reconcile.poll;

import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Sid;
import dev.proxypool.reconcile.account.Account.AccountPool;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Collects the operator's own changes to pools, so that a bulk load notifies other resources only a few times a second.
 */
final class OwnWrites {

    private static final long COLLECTED_MILLIS = 250;

    /** Receives the writes of a short time together. */
    interface WriteListener {
        /** @param writers for each changed member, the UIDs of the resources that it was written for */
        void wrote(AccountPool place, Observation before, Map<Sid.Member, Set<String>> writers);
    }

    private final ScheduledExecutorService timer;
    private final WriteListener listener;
    private final Map<AccountPool, Collected> collected = new HashMap<>();

    private record Collected(Observation before, Map<Sid.Member, Set<String>> writers, Future<?> flush) {}

    OwnWrites(ScheduledExecutorService timer, WriteListener listener) {
        this.timer = timer;
        this.listener = listener;
    }

    /** @param before what was known until then */
    synchronized void wrote(AccountPool place, Observation before, Sid.Member code, String writer) {
        if (timer.isShutdown()) {
            return;
        }
        Collected sofar = collected.get(place);
        if (sofar == null) {
            Future<?> flush = timer.schedule(() -> flush(place), COLLECTED_MILLIS, TimeUnit.MILLISECONDS);
            sofar = new Collected(before, new HashMap<>(), flush);
            collected.put(place, sofar);
        }
        sofar.writers().computeIfAbsent(code, _ -> new HashSet<>()).add(writer);
    }

    private void flush(AccountPool place) {
        Collected ended;
        synchronized (this) {
            ended = Objects.requireNonNull(collected.remove(place));
        }
        // Not on the timer's one thread, as with every poll.
        Thread.ofVirtual()
                .name("own-writes-" + place.key())
                .start(() -> listener.wrote(place, ended.before(), ended.writers()));
    }
}

package dev.proxypool.reconcile;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.SequencedMap;

/**
 * What waits, in a fair order: accounts take turns, the Services of an account take turns, and of one Service those go first
 * whom somebody edited; else first come, first served. Adding and taking cost the same however much waits. Not safe for
 * several threads.
 */
final class FairQueue<T> {

    /** Whose turn something takes; both are only compared. */
    record Turn(Object account, Object service, boolean edited) {}

    private record Lane<T>(Queue<T> edited, Queue<T> others) {
        Lane() {
            this(new ArrayDeque<>(), new ArrayDeque<>());
        }

        T take() {
            return edited.isEmpty() ? others.remove() : edited.remove();
        }

        boolean isEmpty() {
            return edited.isEmpty() && others.isEmpty();
        }
    }

    /** Whoever was served goes to the end; whoever has nothing left is forgotten. */
    private final SequencedMap<Object, SequencedMap<Object, Lane<T>>> accounts = new LinkedHashMap<>();

    void add(Turn turn, T thing) {
        Lane<T> lane = accounts.computeIfAbsent(turn.account(), _ -> new LinkedHashMap<>())
                .computeIfAbsent(turn.service(), _ -> new Lane<>());
        (turn.edited() ? lane.edited() : lane.others()).add(thing);
    }

    /**
     * Whose turn it is.
     *
     * @throws NoSuchElementException if nothing waits
     */
    T take() {
        var account = accounts.pollFirstEntry();
        if (account == null) {
            throw new NoSuchElementException("nothing waits");
        }
        var services = account.getValue();
        var service = services.pollFirstEntry();
        T thing = service.getValue().take();
        if (!service.getValue().isEmpty()) {
            services.putLast(service.getKey(), service.getValue());
        }
        if (!services.isEmpty()) {
            accounts.putLast(account.getKey(), services);
        }
        return thing;
    }
}

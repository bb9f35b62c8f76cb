package dev.proxypool.reconcile.queue;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Waiting items in a fair order: accounts take turns, the namespaces that use an account take turns, and so do the
 * Services of a namespace. Within one Service, edited resources go first; otherwise first come, first served. Adding
 * takes constant time, and so does taking, apart from items that may not be served now. Not thread-safe.
 */
public final class FairQueue<T> {

    /** Whose turn an item uses; all three are only compared. */
    public record Tenant(Object account, Object namespace, Object service, boolean edited) {}

    /** An item that waited, with its turn. */
    record Taken<T>(Tenant turn, T thing) {}

    private record WaitingList<T>(Queue<Taken<T>> edited, Queue<Taken<T>> others) {
        WaitingList() {
            this(new ArrayDeque<>(), new ArrayDeque<>());
        }

        Taken<T> take() {
            return edited.isEmpty() ? others.remove() : edited.remove();
        }

        boolean isEmpty() {
            return edited.isEmpty() && others.isEmpty();
        }
    }

    /** A tenant that was served goes to the end; one without items is forgotten. */
    private final SequencedMap<Object, SequencedMap<Object, SequencedMap<Object, WaitingList<T>>>> accounts =
            new LinkedHashMap<>();

    void add(Tenant turn, T thing) {
        WaitingList<T> waiting = accounts.computeIfAbsent(turn.account(), _ -> new LinkedHashMap<>())
                .computeIfAbsent(turn.namespace(), _ -> new LinkedHashMap<>())
                .computeIfAbsent(turn.service(), _ -> new WaitingList<>());
        (turn.edited() ? waiting.edited() : waiting.others()).add(new Taken<>(turn, thing));
    }

    /**
     * The next item in turn among those that may be served now; empty if there is none.
     *
     * @param account whether items of that account may be served
     * @param namespace whether items of that namespace may be served
     */
    Optional<Taken<T>> take(Predicate<Object> account, Predicate<Object> namespace) {
        return take(
                accounts,
                account,
                Map::isEmpty,
                namespaces -> take(
                        namespaces,
                        namespace,
                        Map::isEmpty,
                        services -> take(
                                services, _ -> true, WaitingList::isEmpty, waiting -> Optional.of(waiting.take()))));
    }

    private static <V, R> Optional<R> take(
            SequencedMap<Object, V> ring,
            Predicate<Object> mayBeServed,
            Predicate<V> isEmpty,
            Function<V, Optional<R>> inside) {
        for (Map.Entry<Object, V> entry : ring.entrySet()) {
            Object key = entry.getKey();
            V value = entry.getValue();
            Optional<R> taken = mayBeServed.test(key) ? inside.apply(value) : Optional.empty();
            if (taken.isPresent()) {
                ring.remove(key);
                if (!isEmpty.test(value)) {
                    ring.putLast(key, value);
                }
                return taken;
            }
        }
        return Optional.empty();
    }
}

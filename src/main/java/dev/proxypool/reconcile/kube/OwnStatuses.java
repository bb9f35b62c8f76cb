package dev.proxypool.reconcile.kube;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import org.jspecify.annotations.Nullable;

/** Distinguishes the statuses that the operator wrote from those of other writers, when the watch shows them. */
final class OwnStatuses {

    /** How many statuses are remembered that the API server refused or the watch skipped. */
    private static final int UNCONFIRMED = 8;

    /**
     * The hash codes of the statuses that we wrote to an object, in order, starting with the last one that the watch
     * has shown.
     */
    private final Map<ResourceID, Deque<Integer>> written = new ConcurrentHashMap<>();

    /** Before it is sent: the watch may show it before the answer arrives. */
    void add(ResourceID id, Object status) {
        Deque<Integer> own = written.computeIfAbsent(id, _ -> new LinkedBlockingDeque<>(UNCONFIRMED));
        while (!own.offerLast(status.hashCode())) {
            own.pollFirst();
        }
    }

    /** Whether the operator wrote the status that the watch shows now; earlier ones will not be shown again. */
    boolean haveShown(ResourceID id, @Nullable Object status) {
        Deque<Integer> own = written.get(id);
        Integer shown = Objects.hashCode(status);
        if (own == null || !own.contains(shown)) {
            return false;
        }
        while (!shown.equals(own.peekFirst())) {
            own.pollFirst();
        }
        return true;
    }

    void forget(ResourceID id) {
        written.remove(id);
    }
}

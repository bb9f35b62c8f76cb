package dev.proxypool.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last {@value #CAPACITY} requests; older ones are dropped, and numbers continue. */
final class RequestLog {
    static final int CAPACITY = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

    private final Deque<LoggedRequest> entries = new ArrayDeque<>();
    private final List<Consumer<LoggedRequest>> listeners = new CopyOnWriteArrayList<>();
    private final RequestCounts counts = new RequestCounts();
    private long last;

    /** Calls listeners under the lock, so that they receive the requests in the order of their numbers. */
    synchronized void append(LongFunction<LoggedRequest> numbered) {
        last++;
        LoggedRequest entry = numbered.apply(last);
        if (entries.size() == CAPACITY) {
            entries.removeFirst();
        }
        entries.addLast(entry);
        counts.add(entry);
        listeners.forEach(listener -> tell(listener, entry));
    }

    /** The newest numbers are at the end, so a short tail is cheap even if the log is long. */
    synchronized List<LoggedRequest> after(long number) {
        List<LoggedRequest> tail = new ArrayList<>();
        var newestFirst = entries.descendingIterator();
        while (newestFirst.hasNext()) {
            LoggedRequest entry = newestFirst.next();
            if (entry.number() <= number) {
                break;
            }
            tail.add(entry);
        }
        return List.copyOf(tail.reversed());
    }

    synchronized void clear() {
        entries.clear();
        counts.clear();
    }

    RequestCounts counts() {
        return counts;
    }

    void listen(Consumer<LoggedRequest> listener) {
        listeners.add(listener);
    }

    /** The request was served even if the listener fails. */
    private static void tell(Consumer<LoggedRequest> listener, LoggedRequest entry) {
        try {
            listener.accept(entry);
        } catch (RuntimeException failure) {
            LOG.warn("A listener of the simulator's requests failed", failure);
        }
    }
}

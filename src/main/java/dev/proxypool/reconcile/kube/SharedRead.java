package dev.proxypool.reconcile.kube;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A costly read that all who ask at the same time share. What a caller gets was begun after it asked: a read that is under
 * way when it asks may have missed what it has to know, so it gets the next one.
 */
public final class SharedRead<T> {

    private final Supplier<T> read;
    private final AtomicLong begun = new AtomicLong();
    /** Of the last read; null if it failed. */
    private @Nullable T last;

    public SharedRead(Supplier<T> read) {
        this.read = read;
    }

    /** Blocks for one read, or for what is left of one and the next. Throws what its own read throws. */
    public T get() {
        return readAfter(begun.get());
    }

    private synchronized T readAfter(long asked) {
        T shared = last;
        if (begun.get() > asked && shared != null) {
            return shared;
        }
        begun.incrementAndGet();
        last = null;
        T mine = read.get();
        last = mine;
        return mine;
    }
}

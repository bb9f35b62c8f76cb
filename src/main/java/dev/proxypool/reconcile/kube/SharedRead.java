package dev.proxypool.reconcile.kube;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An expensive read, shared by concurrent callers. A caller gets a read that began after its call: one that is in
 * progress may have missed a change, so the caller gets the next one.
 */
public final class SharedRead<T> {

    private final Supplier<T> read;
    private final AtomicLong begun = new AtomicLong();
    /** The result of the last read; null if it failed. */
    private @Nullable T last;

    public SharedRead(Supplier<T> read) {
        this.read = read;
    }

    /** Blocks for one read, or for the rest of one and the next. Throws what its own read throws. */
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

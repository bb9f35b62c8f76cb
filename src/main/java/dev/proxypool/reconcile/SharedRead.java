package dev.proxypool.reconcile;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A costly read that all who ask at the same time share. What a caller gets was begun after it asked: a read that is under
 * way when it asks may have missed what it has to know, so it gets the next one.
 */
final class SharedRead<T> {

    private final Supplier<T> read;
    private boolean running;
    private @Nullable CompletableFuture<T> next;

    SharedRead(Supplier<T> read) {
        this.read = read;
    }

    /** Blocks for one read, or for what is left of one and the next. Throws what the read throws. */
    T get() {
        CompletableFuture<T> mine;
        boolean reader;
        synchronized (this) {
            reader = next == null;
            mine = next == null ? new CompletableFuture<>() : next;
            next = mine;
        }
        if (reader) {
            lead(mine);
        }
        try {
            return mine.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private void lead(CompletableFuture<T> mine) {
        synchronized (this) {
            while (running) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    next = null;
                    mine.completeExceptionally(new IllegalStateException("interrupted while waiting for a read", e));
                    return;
                }
            }
            running = true;
            next = null;
        }
        try {
            mine.complete(read.get());
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
        } finally {
            synchronized (this) {
                running = false;
                notifyAll();
            }
        }
    }
}

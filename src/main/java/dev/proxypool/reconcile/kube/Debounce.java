package dev.proxypool.reconcile.kube;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does work for a key as soon as it is requested, and then not again for a while: requests in that time are combined
 * into one run at its end. The work of all keys shares one thread, so it must not block.
 */
public final class Debounce<K> implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Debounce.class);

    /** After the end no work is needed any more. */
    private static final RejectedExecutionHandler DISCARD = new ScheduledThreadPoolExecutor.DiscardPolicy();

    private final Consumer<K> work;
    private final Duration rest;
    private final ScheduledThreadPoolExecutor thread;

    /** The keys whose work is running or resting, and whether it was requested again since it began. */
    private final Map<K, Boolean> busy = new HashMap<>();

    /** @param rest the time from one run for a key to the next */
    public Debounce(String name, Duration rest, Consumer<K> work) {
        this.work = work;
        this.rest = rest;
        this.thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name(name).factory(), DISCARD);
    }

    public synchronized void ask(K key) {
        if (busy.replace(key, true) == null) {
            busy.put(key, false);
            thread.execute(() -> run(key));
        }
    }

    private void run(K key) {
        begin(key);
        try {
            work.accept(key);
        } catch (RuntimeException e) {
            log.atError().addKeyValue("key", key).setCause(e).log("the operator failed to handle a change");
        } finally {
            var _ = thread.schedule(() -> end(key), rest.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void begin(K key) {
        busy.put(key, false);
    }

    private synchronized void end(K key) {
        if (Boolean.TRUE.equals(busy.remove(key))) {
            ask(key);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

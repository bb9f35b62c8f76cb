package dev.proxypool.app;

import io.javaoperatorsdk.operator.Operator;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * The timer thread that java-operator-sdk 5.3.2 makes for each operator and forgets: its pool has no core thread, so that its
 * thread wakes up each 10 ms as long as something is scheduled, and it outlives the operator with all that
 * hangs on it. Hundreds of stopped operators in one JVM, as in the tests, kept two cores busy.
 */
final class FrameworkTimer implements AutoCloseable {

    private final ScheduledExecutorService timer;

    FrameworkTimer(Operator operator) {
        this.timer =
                operator.getConfigurationService().getExecutorServiceManager().scheduledExecutorService();
        if (timer instanceof ScheduledThreadPoolExecutor pool) {
            pool.setCorePoolSize(1);
        }
    }

    /** To be called after the operator was stopped. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}

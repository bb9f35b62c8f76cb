package dev.proxypool.bench;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for other processes, which tell nobody when they are done. */
final class Await {
    /** Asking costs those who are asked. */
    private static final Duration OFTEN = Duration.ofMillis(500);

    private Await() {}

    static void until(String what, Duration limit, BooleanSupplier isSo) {
        value(what, limit, () -> isSo.getAsBoolean() ? Boolean.TRUE : null);
    }

    /** Asks until there is a value. */
    static <T> T value(String what, Duration limit, Supplier<@Nullable T> question) {
        return value(what, limit, OFTEN, question);
    }

    static <T> T value(String what, Duration limit, Duration pause, Supplier<@Nullable T> question) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            T answer = question.get();
            if (answer != null) {
                return answer;
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not after %s: %s".formatted(limit, what));
            }
            pass(pause);
        }
    }

    /** Lets time go by. */
    static void pass(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", e);
        }
    }
}

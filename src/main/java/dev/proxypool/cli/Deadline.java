package dev.proxypool.cli;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** The time that a check has. What does not answer in time is left behind: the process ends all the same. */
record Deadline(Duration each) {

    Check check(String about, String fix, Supplier<Check> question) {
        FutureTask<Check> task = new FutureTask<>(question::get);
        Thread.ofVirtual().start(task);
        try {
            return task.get(each.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            return Check.bad(about, "no answer within " + DurationConverter.inWords(each), fix);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Check.skipped(about, "interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}

package dev.proxypool.proxy.governor;

import java.time.Duration;

/** Waits out short delays; in tests, it moves the clock. */
@FunctionalInterface
public interface Sleeper {

    Sleeper SLEEP = Thread::sleep;

    void await(Duration time) throws InterruptedException;
}

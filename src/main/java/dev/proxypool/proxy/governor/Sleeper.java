package dev.proxypool.proxy.governor;

import java.time.Duration;

/** How short waits are waited out; in tests, by moving the clock. */
@FunctionalInterface
public interface Sleeper {

    Sleeper SLEEP = Thread::sleep;

    void await(Duration time) throws InterruptedException;
}

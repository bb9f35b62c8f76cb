package dev.proxypool.simulator;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** One window for each endpoint of a Service, or of an account; removed with its owner, hence bounded. */
final class RateLimits {
    private final Map<Endpoint, RateWindow> windows = new EnumMap<>(Endpoint.class);

    boolean admit(Endpoint endpoint, Limits limits, Instant now) {
        return !limits.enabled()
                || windows.computeIfAbsent(endpoint, e -> new RateWindow()).admit(limits, now);
    }
}

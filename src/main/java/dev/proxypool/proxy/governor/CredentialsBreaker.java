package dev.proxypool.proxy.governor;

import java.time.Duration;

/**
 * The circuit breaker of one set of credentials: it opens when Twilio repeatedly refuses them or does not answer. Each
 * set of credentials for the same account has its own, so that one wrong set does not stop the others. Guarded by its
 * governor.
 */
final class CredentialsBreaker {

    private static final int TOLERANCE = 5;

    final CircuitBreaker circuit = new CircuitBreaker(TOLERANCE, Limits.WINDOW, Duration.ofMinutes(1));
}

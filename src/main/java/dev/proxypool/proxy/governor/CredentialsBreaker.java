package dev.proxypool.proxy.governor;

import dev.proxypool.domain.Trouble;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The circuit breaker of one set of credentials: it opens when Twilio refuses them again and again, or does not answer. Others
 * who use the same account have their own, so that wrong credentials of one do not stop them. Guarded by its governor.
 */
final class CredentialsBreaker {

    private static final int TOLERANCE = 5;

    final CircuitBreaker circuit = new CircuitBreaker(TOLERANCE, Limits.WINDOW, Duration.ofMinutes(1));
    /** Why it opened. */
    @Nullable
    Trouble because;
}

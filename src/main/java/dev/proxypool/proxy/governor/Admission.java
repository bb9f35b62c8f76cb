package dev.proxypool.proxy.governor;

import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.proxy.Operation;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The governor's answer to a call that is ready to start. */
sealed interface Admission {

    /** It may start now; the caller MUST return the permit, even if the call fails. */
    record Admitted(Permit permit) implements Admission {}

    /**
     * Not yet.
     *
     * @param delay after which to ask again; no place is kept
     * @param because what Twilio answered, if that opened the breaker
     */
    record Deferred(
            Duration delay, Obstacle obstacle, @Nullable Trouble because) implements Admission {}

    /**
     * What a call holds while it is in progress.
     *
     * @param caller whose call it is
     * @param begun by the governor's clock
     * @param places in the endpoint's window, one for each request that is expected
     * @param trials the circuit breakers whose trial it is: its answer decides whether they close
     */
    record Permit(Governor.Caller caller, Lane lane, long begun, int places, List<CircuitBreaker> trials) {

        boolean isTrialOf(CircuitBreaker breaker) {
            return trials.contains(breaker);
        }
    }

    /** An endpoint of a Service: Twilio counts the requests of each separately. */
    record Lane(Sid.Service service, Operation operation, Window window, CircuitBreaker breaker) {

        GovernorState.Held held(Obstacle obstacle, long left) {
            return new GovernorState.Held(obstacle, service, operation.twilioName(), Duration.ofNanos(left));
        }

        boolean isIdle(long now) {
            return breaker.isIdle(now) && window.isIdle(now);
        }
    }
}

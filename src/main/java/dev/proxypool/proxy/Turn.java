package dev.proxypool.proxy;

import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The governor's answer to a call that wants to start. */
sealed interface Turn {

    /** It may start now; the permit MUST be given back, whatever becomes of the call. */
    record Granted(Permit permit) implements Turn {}

    /**
     * Not yet.
     *
     * @param delay after which to ask again; no place is kept
     * @param because what Twilio answered, if that opened the breaker
     */
    record Later(
            Duration delay, Obstacle obstacle, @Nullable Trouble because) implements Turn {}

    /**
     * What a call holds while it is under way.
     *
     * @param breaker of the credentials that it uses
     * @param begun by the governor's clock
     * @param places in the endpoint's window, one for each request that is expected
     * @param trials the gates that it tries: its answer decides whether they open
     */
    record Permit(Lane lane, Breaker breaker, long begun, int places, List<Gate> trials) {

        boolean tries(Gate gate) {
            return trials.contains(gate);
        }
    }

    /** An endpoint of a Service: what Twilio counts by itself. */
    record Lane(Sid.Service service, Operation operation, Window window, Gate gate) {

        boolean isIdle(long now) {
            return gate.isIdle(now) && window.isIdle(now);
        }
    }
}

package dev.proxypool.proxy.governor;

import dev.proxypool.domain.Sid;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Receives what the governor holds back, and for how long, for metrics. Called on the caller's thread, so it must be
 * quick.
 */
@FunctionalInterface
public interface GovernorListener {

    GovernorListener NONE = _ -> {};

    void noticed(Notice notice);

    /** One action of the governor. Operations have Twilio's names, such as {@code CreateShortCode}. */
    sealed interface Notice {

        /** @param waited before the call was sent; usually zero */
        record Went(Sid.Service service, String operation, Duration waited) implements Notice {}

        /** @param delay after which to come back; nothing was sent */
        record HeldBack(Sid.Service service, String operation, Obstacle obstacle, Duration delay) implements Notice {}

        /**
         * No request is sent for a while, and then one as a trial.
         *
         * @param service null for the whole account, as is the operation
         */
        record BreakerOpened(
                Sid.@Nullable Service service, @Nullable String operation, Obstacle obstacle, Duration time)
                implements Notice {}
    }
}

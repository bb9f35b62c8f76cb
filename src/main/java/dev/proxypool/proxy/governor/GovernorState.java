package dev.proxypool.proxy.governor;

import dev.proxypool.domain.Sid;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a governor holds back at an instant, for people. It decides nothing: at the next call all may differ.
 *
 * @param inFlight calls that have not ended yet
 * @param allowed how many there may be now
 */
public record GovernorState(int inFlight, int allowed, List<Held> held) {

    public GovernorState {
        held = List.copyOf(held);
    }

    /**
     * Calls that wait.
     *
     * @param service null for the whole account, as is the operation
     * @param left how long; zero if the next call is the trial that decides
     */
    public record Held(
            Obstacle obstacle,
            Sid.@Nullable Service service,
            @Nullable String operation,
            Duration left) {}
}

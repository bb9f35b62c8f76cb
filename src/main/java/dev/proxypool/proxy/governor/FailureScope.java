package dev.proxypool.proxy.governor;

import dev.proxypool.domain.Trouble;
import dev.proxypool.proxy.Answer;
import org.jspecify.annotations.Nullable;

/**
 * What a failed request is about, in the order in which a request passes the circuit breakers: a failure at one of them
 * proves that those before it are fine, and says nothing about those after it.
 */
enum FailureScope {
    /** Something else answered, such as a gateway, or the call ended with a bug: it proves nothing. */
    UNCLEAR,
    /** Twilio does not answer, or refuses the credentials. */
    REMOTE,
    ACCOUNT,
    ENDPOINT,
    /** Twilio did what was requested, or understood the request and refused it. */
    NONE;

    private static final int TOO_MANY_AT_ONCE = 20429;

    /** @param answer null if the call threw */
    static FailureScope of(@Nullable Answer<?> answer) {
        return switch (answer) {
            case null -> UNCLEAR;
            case Answer.Ok<?> _ -> NONE;
            case Answer.Failed<?>(Trouble.Throttled refused) ->
                refused.exchange().code() == TOO_MANY_AT_ONCE ? ACCOUNT : ENDPOINT;
            case Answer.Failed<?>(Trouble.Unavailable down) -> down.isOfOneMember() ? NONE : REMOTE;
            case Answer.Failed<?>(Trouble.Unauthorized _) -> REMOTE;
            case Answer.Failed<?>(Trouble.Garbled _), Answer.Failed<?>(Trouble.NoAccount _) -> UNCLEAR;
            case Answer.Failed<?>(Trouble.NotFound _),
                    Answer.Failed<?>(Trouble.Withdrawn _),
                    Answer.Failed<?>(Trouble.Superseded _),
                    Answer.Failed<?>(Trouble.Rejected _) -> NONE;
        };
    }

    /** What it means for the circuit breaker of that scope. */
    CircuitBreaker.Signal signalTo(FailureScope breaker) {
        if (this == breaker) {
            return CircuitBreaker.Signal.FAILURE;
        }
        return compareTo(breaker) > 0 ? CircuitBreaker.Signal.SUCCESS : CircuitBreaker.Signal.NONE;
    }
}

package dev.proxypool.proxy;

import dev.proxypool.domain.Trouble;
import org.jspecify.annotations.Nullable;

/**
 * Where a request was stopped, in the order in which it meets the gates: whatever stopped it at one, it had passed those
 * before, and never saw those behind.
 */
enum Blame {
    /** Something else answered, such as a gateway, or the call ended with a bug: it says nothing. */
    UNCLEAR,
    /** Twilio does not answer, or does not let us in. */
    BREAKER,
    ACCOUNT,
    ENDPOINT,
    /** Twilio did what was asked, or understood and refused. */
    NOBODY;

    private static final int TOO_MANY_AT_ONCE = 20429;

    /** @param answer null if the call threw */
    static Blame of(@Nullable Answer<?> answer) {
        return switch (answer) {
            case null -> UNCLEAR;
            case Answer.Ok<?> _ -> NOBODY;
            case Answer.Failed<?>(Trouble.Throttled refused) ->
                refused.exchange().code() == TOO_MANY_AT_ONCE ? ACCOUNT : ENDPOINT;
            case Answer.Failed<?>(Trouble.Unavailable _), Answer.Failed<?>(Trouble.Unauthorized _) -> BREAKER;
            case Answer.Failed<?>(Trouble.Garbled _), Answer.Failed<?>(Trouble.NoAccount _) -> UNCLEAR;
            case Answer.Failed<?>(Trouble.NotFound _),
                    Answer.Failed<?>(Trouble.Withdrawn _),
                    Answer.Failed<?>(Trouble.Superseded _),
                    Answer.Failed<?>(Trouble.Rejected _) -> NOBODY;
        };
    }

    /** What it means to the gate of that name. */
    Gate.Word to(Blame gate) {
        if (this == gate) {
            return Gate.Word.SHUT;
        }
        return compareTo(gate) > 0 ? Gate.Word.OPEN : Gate.Word.NOTHING;
    }
}

package dev.proxypool.domain;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a remote call did not do what was asked: an expected failure, so a value and not an exception. There is one
 * variant for each reaction of the operator; {@link #exchange()} has the exact answer.
 */
public sealed interface Trouble {

    Exchange exchange();

    /** There was no remote call to report. */
    static NoAccount noAccount(String why) {
        return new NoAccount(new Exchange("", 0, 0, why, null), false);
    }

    /** There was no remote call to report, and will be one in a moment. */
    static NoAccount notYet(String why) {
        return new NoAccount(new Exchange("", 0, 0, why, null), true);
    }

    /** Twilio refused the credentials (401, 403, 20003, 70051 …). Only the user can fix that. */
    record Unauthorized(Exchange exchange) implements Trouble {}

    /**
     * There is no account to call: the one that the resource names, or its Secret, is missing or invalid.
     *
     * @param loading whether the operator is only reading the Secret, which is no problem
     */
    record NoAccount(Exchange exchange, boolean loading) implements Trouble {}

    /** Twilio's own 404: the object named by the path does not exist. A second request must find out which object. */
    record NotFound(Exchange exchange) implements Trouble {}

    /**
     * The Service exists, but not this kind of members: the endpoint was withdrawn or is not enabled on the account.
     */
    record Withdrawn(Exchange exchange) implements Trouble {}

    /**
     * 429, by rate (80621) or by concurrency (20429). Twilio did not process the request, so repeating it is always
     * safe.
     *
     * @param retryAfter the wait that Twilio asked for, if any: the Proxy API does not document the header
     */
    record Throttled(Exchange exchange, @Nullable Duration retryAfter) implements Trouble {}

    /** 5xx, a timeout or a broken connection. A write may have been applied all the same. */
    record Unavailable(Exchange exchange) implements Trouble {

        /** Twilio's code 80613, "Downstream Request Rejected". */
        private static final int DOWNSTREAM = 80613;

        /** Whether only a system behind Proxy refused, such as the one for the member's webhooks. Twilio itself is up. */
        public boolean isOfOneMember() {
            return exchange.code() == DOWNSTREAM;
        }
    }

    /** Some server answered, but not as Twilio does: HTML, an empty or truncated body, a page loop. */
    record Garbled(Exchange exchange) implements Trouble {}

    /** The operator did not call Twilio: the resource changed after the pass read it. */
    record Superseded(Exchange exchange) implements Trouble {}

    /** Twilio understood the request and refused it. */
    record Rejected(Exchange exchange, Refusal refusal) implements Trouble {}

    /** Why Twilio refuses, by its error code; the HTTP status is not used (contract: key on code for 80xxx). */
    enum Refusal {
        /** 80104, 80105: the member is already in this Service. */
        ALREADY_MEMBER,
        /** 80101, 80601: the member is in another Service, or bound elsewhere. */
        IN_OTHER_SERVICE,
        /** 80303: the account has no such short code. */
        UNKNOWN_SHORT_CODE,
        /** 80301, 80606: the account has no such phone number. */
        UNKNOWN_PHONE_NUMBER,
        /** 80611: open Sessions use the member. */
        IN_USE,
        /** 80622: a Service can have at most 500 unreserved and 5,000 reserved members. */
        POOL_FULL,
        /** 80307, 80503: the membership vanished between our poll and our write. */
        VANISHED,
        /** Everything else, such as 80615 (legal hold). */
        OTHER
    }

    /**
     * One request and its answer, for messages and support.
     *
     * @param operation Twilio's name of the operation, such as {@code CreateShortCode}; empty if there was no request
     * @param httpStatus 0 if there was no answer
     * @param code Twilio's error code, 0 if there was none
     * @param message what Twilio said, or what failed; never empty
     * @param requestId Twilio-Request-Id, which Twilio's support asks for
     */
    record Exchange(
            String operation,
            int httpStatus,
            int code,
            String message,
            @Nullable String requestId) {

        /** The same exchange with another message. */
        public Exchange saying(String words) {
            return new Exchange(operation, httpStatus, code, words, requestId);
        }

        /** Stable from one attempt to the next, so it leaves out the request id: fit for a condition's message. */
        public String describe() {
            if (operation.isEmpty()) {
                return message;
            }
            String answer = httpStatus == 0 ? "no answer" : "HTTP " + httpStatus;
            String known = code == 0 ? answer : answer + ", code " + code;
            return "%s: %s (%s)".formatted(operation, message, known);
        }
    }
}

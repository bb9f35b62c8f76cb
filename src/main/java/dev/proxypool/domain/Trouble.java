package dev.proxypool.domain;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a remote call did not do what was asked: an expected failure, so a value and not an exception. The variants are the
 * reactions that differ; what exactly was answered is in {@link #exchange()}.
 */
public sealed interface Trouble {

    Exchange exchange();

    /** There was no remote call to tell of. */
    static NoAccount noAccount(String why) {
        return new NoAccount(new Exchange("", 0, 0, why, null));
    }

    /** The credentials were refused (401, 403, 20003, 70051 …). Only a person can help. */
    record Unauthorized(Exchange exchange) implements Trouble {}

    /** There is nobody to ask: the account that the resource names, or its Secret, is not there or makes no sense. */
    record NoAccount(Exchange exchange) implements Trouble {}

    /** Twilio's own 404: the thing named by the path is not there. Which thing, needs a second question. */
    record NotFound(Exchange exchange) implements Trouble {}

    /** The Service is there, this kind of its members is not: the endpoint was withdrawn or is not enabled on the account. */
    record Withdrawn(Exchange exchange) implements Trouble {}

    /**
     * 429, by rate (80621) or by concurrency (20429). Never processed, so always safe to repeat.
     *
     * @param retryAfter what Twilio asked for, if it did: Proxy does not document the header
     */
    record Throttled(Exchange exchange, @Nullable Duration retryAfter) implements Trouble {}

    /** 5xx, time-out, broken connection. A write may have been applied all the same. */
    record Unavailable(Exchange exchange) implements Trouble {}

    /** Something answered, but not as Twilio does: HTML, an empty or cut body, a page loop. */
    record Garbled(Exchange exchange) implements Trouble {}

    /** Twilio was not asked: the resource is no longer what the pass decided on. */
    record Superseded(Exchange exchange) implements Trouble {}

    /** Twilio understood and refused. */
    record Rejected(Exchange exchange, Refusal refusal) implements Trouble {}

    /** Why Twilio refuses, told by its error code; the status is never asked (contract: key on code for 80xxx). */
    enum Refusal {
        /** 80105: it is in this Service already. */
        ALREADY_MEMBER,
        /** 80101, 80601: it is in another Service, or bound elsewhere. */
        IN_OTHER_SERVICE,
        /** 80303: the account has no such member. */
        UNKNOWN_MEMBER,
        /** 80611: open Sessions use it. */
        IN_USE,
        /** 80622: 500 unreserved or 5,000 reserved members are the ceiling of a Service. */
        POOL_FULL,
        /** 80307, 80503: the membership vanished between our look and our write. */
        VANISHED,
        /** Everything else, such as 80615 (legal hold). */
        OTHER
    }

    /**
     * One request and its answer, for messages and support.
     *
     * @param operation Twilio's name of the operation, such as {@code CreateShortCode}; empty if nothing was asked
     * @param httpStatus 0 if there was no answer
     * @param code Twilio's error code, 0 if there was none
     * @param message what Twilio said, or what broke; never empty
     * @param requestId Twilio-Request-Id, what Twilio's support asks for
     */
    record Exchange(
            String operation,
            int httpStatus,
            int code,
            String message,
            @Nullable String requestId) {

        /** The same exchange, told in other words. */
        public Exchange saying(String words) {
            return new Exchange(operation, httpStatus, code, words, requestId);
        }

        /** Stable from one attempt to the next, so without the request id: fit for a condition's message. */
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

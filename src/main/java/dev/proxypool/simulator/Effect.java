package dev.proxypool.simulator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an injected fault does to a request. {@link #applied}: whether the API carries out the request, unseen by the
 * client.
 */
public sealed interface Effect {
    /** The request never reaches the API. */
    static Effect resetBefore() {
        return new Reset(false);
    }

    /** The API carries out the request, and the client gets no answer. */
    static Effect resetAfter() {
        return new Reset(true);
    }

    boolean applied();

    /** Twilio's error body with this status and code, and {@code Retry-After} in seconds if set. */
    record Status(int status, int code, @Nullable Integer retryAfter, boolean applied) implements Effect {
        public Status(int status, int code) {
            this(status, code, null, false);
        }
    }

    /** The connection is closed without an answer. */
    record Reset(boolean applied) implements Effect {}

    /** The request waits, holding its place among the requests in flight, then proceeds as usual. */
    record Delay(Duration time) implements Effect {
        @Override
        public boolean applied() {
            return true;
        }
    }

    /** The true answer, with its true length, but the connection ends in the middle of the body. */
    record Truncate() implements Effect {
        @Override
        public boolean applied() {
            return true;
        }
    }

    /** A gateway's HTML page instead of JSON. */
    record Html(int status, boolean applied) implements Effect {}

    /** A status without any body. */
    record Empty(int status, boolean applied) implements Effect {}
}

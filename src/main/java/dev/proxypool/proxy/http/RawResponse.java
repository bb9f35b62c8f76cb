package dev.proxypool.proxy.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came back from the server, not interpreted yet. */
sealed interface RawResponse {

    /** The HTTP status, or 0 if there was no answer. */
    int status();

    /** Twilio-Request-Id. */
    @Nullable
    String requestId();

    /** Twilio-Concurrent-Requests, or 0 if absent. */
    int concurrent();

    /**
     * An answer that was read to its end.
     *
     * @param retryAfter the header of that name, between zero and an hour
     */
    record Received(
            int status,
            Parsed<Body> body,
            @Nullable String requestId,
            @Nullable Duration retryAfter,
            int concurrent) implements RawResponse {}

    /**
     * There was no answer, or only a part of it.
     *
     * @param why the same words each time
     */
    record Broken(String why) implements RawResponse {
        @Override
        public int status() {
            return 0;
        }

        @Override
        public @Nullable String requestId() {
            return null;
        }

        @Override
        public int concurrent() {
            return 0;
        }
    }
}

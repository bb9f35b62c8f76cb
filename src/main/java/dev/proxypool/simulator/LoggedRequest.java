package dev.proxypool.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * One request to the API as the log keeps it. Numbers increase by one in the order of completion, so a client that
 * requests all after a number misses none. Credentials are not recorded.
 *
 * @param time when the request arrived
 * @param account the account it was authenticated as, empty if none
 * @param query the raw query string, empty if none
 * @param form the parameters of the body
 * @param status the HTTP status sent; 0 if the connection was dropped without an answer
 * @param code Twilio's error code; 0 if none
 * @param inFlight requests in flight in the whole simulator when this one arrived, itself included
 * @param fault the injected fault that affected it ({@code status}, {@code reset-after}, …), empty if none
 */
public record LoggedRequest(
        long number,
        Instant time,
        String account,
        String method,
        String path,
        String query,
        Map<String, String> form,
        int status,
        int code,
        Duration duration,
        int inFlight,
        String fault) {
    public LoggedRequest {
        form = Map.copyOf(form);
    }

    /** Whether it requested a change, successful or not. */
    public boolean isWrite() {
        return !method.equals("GET") && !method.equals("HEAD");
    }
}

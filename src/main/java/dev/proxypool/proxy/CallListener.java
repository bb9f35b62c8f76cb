package dev.proxypool.proxy;

import dev.proxypool.domain.Trouble;
import java.time.Duration;

/** Receives every request once it is over, for metrics. Called on the caller's thread, so it must be quick. */
@FunctionalInterface
public interface CallListener {

    CallListener NONE = call -> {};

    void ended(Call call);

    /**
     * One request and its outcome.
     *
     * @param path Twilio's path with its SIDs, without the query: nothing secret
     * @param exchange status, code and request id; for a successful call too, then with the message "ok"
     * @param duration until the answer was read and parsed
     * @param concurrent the requests in flight of the whole account as Twilio counts them, this one included; 0 if it
     *     did not say
     */
    record Call(String method, String path, Trouble.Exchange exchange, Duration duration, int concurrent) {}
}

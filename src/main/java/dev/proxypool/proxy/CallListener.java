package dev.proxypool.proxy;

import dev.proxypool.domain.Trouble;
import java.time.Duration;

/** Hears of every request once it is over: for metrics. Called on the caller's thread, so it must be quick. */
@FunctionalInterface
public interface CallListener {

    CallListener NONE = call -> {};

    void ended(Call call);

    /**
     * One request and what became of it.
     *
     * @param path Twilio's, with its SIDs, without query: nothing secret
     * @param exchange status, code and request id; of a call that went well too, then with the message "ok"
     * @param duration until the answer was read and understood
     * @param concurrent requests in flight in the whole account, this one included, as Twilio counts them; 0 if it did not say
     */
    record Call(String method, String path, Trouble.Exchange exchange, Duration duration, int concurrent) {}
}

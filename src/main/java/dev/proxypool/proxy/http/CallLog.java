package dev.proxypool.proxy.http;

import dev.proxypool.domain.Trouble.Exchange;
import dev.proxypool.proxy.CallListener;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Reports each request once it is over: a log line for people, with the request id that Twilio's support asks for, and
 * a call for metrics. It leaves out queries and headers.
 */
final class CallLog {

    private static final Logger LOG = LoggerFactory.getLogger(OkHttpProxyApi.class);

    private final CallListener listener;

    CallLog(CallListener listener) {
        this.listener = listener;
    }

    void ended(TwilioRequest request, Exchange exchange, Duration duration, int concurrent) {
        LoggingEventBuilder line = LOG.atLevel(level(request)).addKeyValue("operation", exchange.operation());
        if (request.service() != null) {
            line = line.addKeyValue("service", request.service());
        }
        if (request.member() != null) {
            line = line.addKeyValue(request.member().kind().logKey(), request.member());
        }
        line.addKeyValue("status", exchange.httpStatus())
                .addKeyValue("code", exchange.code())
                .addKeyValue("requestId", exchange.requestId())
                .addKeyValue("ms", duration.toMillis())
                .log("Asked Twilio");
        listener.ended(new CallListener.Call(
                request.operation().method(), request.url().encodedPath(), exchange, duration, concurrent));
    }

    /** Changes to a pool are always logged; reads only at debug level, because there are many. */
    private static Level level(TwilioRequest request) {
        return request.operation().method().equals("GET") ? Level.DEBUG : Level.INFO;
    }
}

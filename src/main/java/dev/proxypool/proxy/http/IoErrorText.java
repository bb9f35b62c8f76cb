package dev.proxypool.proxy.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Describes an I/O error in words that stay the same from one attempt to the next. Java's own text contains addresses,
 * ports and milliseconds: in a condition's message each attempt would be a change.
 *
 * <p>Only the log says why there is no connection: a status that distinguishes a refused connection from a timeout, an
 * unknown name or a port without TLS would be a port scan for the user who chose the host.
 */
final class IoErrorText {

    private static final Logger LOG = LoggerFactory.getLogger(OkHttpProxyApi.class);
    private static final String NOT_REACHABLE = "not reachable";

    private IoErrorText() {}

    static String explain(IOException broken) {
        LOG.atDebug().addKeyValue("problem", broken).log("Twilio did not answer");
        return switch (broken) {
            case SocketTimeoutException slow when isAboutConnecting(slow) -> NOT_REACHABLE;
            case SocketTimeoutException _ -> "timed out";
            // OkHttp's call timeout and an interrupted thread have the same class; only the latter leaves the flag set.
            case InterruptedIOException _ -> Thread.currentThread().isInterrupted() ? "interrupted" : "timed out";
            case UnknownHostException _ -> NOT_REACHABLE;
            case ConnectException _, NoRouteToHostException _ -> NOT_REACHABLE;
            case SSLException _ -> NOT_REACHABLE;
            default -> "the connection broke";
        };
    }

    /** Java has no separate class for it. */
    private static boolean isAboutConnecting(SocketTimeoutException slow) {
        return String.valueOf(slow.getMessage()).toLowerCase(Locale.ROOT).contains("connect");
    }
}

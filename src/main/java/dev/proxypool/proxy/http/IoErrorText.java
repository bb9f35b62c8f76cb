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
 * Describes an I/O error in words that stay the same from one attempt to the next, with the host that the user configured.
 * Java's own text contains addresses and milliseconds: in a condition's message each attempt would be a change.
 *
 * <p>Only the log says why there is no connection: a status that distinguishes a refused connection from a timeout, an
 * unknown name or a port without TLS would be a port scan for the user who chose the host.
 */
final class IoErrorText {

    private static final Logger LOG = LoggerFactory.getLogger(OkHttpProxyApi.class);

    private IoErrorText() {}

    /**
     * @param host where the request went, such as {@code proxy.twilio.com}
     * @param through the web proxy between, as the end of a sentence; empty if there is none
     */
    static String explain(IOException broken, String host, String through) {
        LOG.atDebug().addKeyValue("problem", broken).log("Twilio did not answer");
        String notReachable = "%s is not reachable%s".formatted(host, through);
        String tooSlow = "%s did not answer in time%s".formatted(host, through);
        return switch (broken) {
            case SocketTimeoutException slow when isAboutConnecting(slow) -> notReachable;
            case SocketTimeoutException _ -> tooSlow;
            // OkHttp's call timeout and an interrupted thread have the same class; only the latter leaves the flag set.
            case InterruptedIOException _ -> Thread.currentThread().isInterrupted() ? "interrupted" : tooSlow;
            case UnknownHostException _ -> notReachable;
            case ConnectException _, NoRouteToHostException _ -> notReachable;
            case SSLException _ -> notReachable;
            default -> "the connection to %s%s broke".formatted(host, through);
        };
    }

    /** Java has no separate class for it. */
    private static boolean isAboutConnecting(SocketTimeoutException slow) {
        return String.valueOf(slow.getMessage()).toLowerCase(Locale.ROOT).contains("connect");
    }
}

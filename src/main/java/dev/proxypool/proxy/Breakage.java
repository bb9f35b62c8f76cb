package dev.proxypool.proxy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/**
 * Puts an I/O error into words that stay the same from one attempt to the next. Java's own name addresses, ports and
 * milliseconds: in a condition's message each attempt would be a change.
 */
final class Breakage {

    private Breakage() {}

    static String explain(IOException broken) {
        return switch (broken) {
            case SocketTimeoutException _ -> "timed out";
            // OkHttp's call time-out and an interrupted thread are the same class; only the second leaves the flag set.
            case InterruptedIOException _ -> Thread.currentThread().isInterrupted() ? "interrupted" : "timed out";
            case UnknownHostException _ -> "the host name could not be resolved";
            case ConnectException _, NoRouteToHostException _ -> "the connection was refused";
            case SSLException _ -> "the TLS connection could not be made";
            default -> "the connection broke";
        };
    }
}

package dev.proxypool.proxy.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Describes an I/O error in words that stay the same from one attempt to the next: the host that the user configured, and
 * the cause. Java's own text contains addresses and milliseconds: in a condition's message each attempt would be a change.
 *
 * <p>A cause such as a refused connection shows whether a port is open. Users cannot scan ports with it, because
 * {@link AccountHosts} limits the hosts and ports to those that the operator's settings name.
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
        return unreachable(broken)
                .map(cause -> "%s is not reachable%s: %s".formatted(host, through, cause))
                .orElseGet(() -> switch (broken) {
                    // OkHttp's call timeout and an interrupted thread have the same class; only the latter leaves the
                    // flag set.
                    case InterruptedIOException _ when Thread.currentThread().isInterrupted() -> "interrupted";
                    case InterruptedIOException _ -> "%s did not answer in time%s".formatted(host, through);
                    default -> "the connection to %s%s broke".formatted(host, through);
                });
    }

    /** Why there is no connection; empty if there was one. */
    private static Optional<String> unreachable(IOException broken) {
        return Optional.ofNullable(
                switch (broken) {
                    case SocketTimeoutException slow when isSaid(slow, "connect") -> "the connection timed out";
                    case UnknownHostException _ -> "its name cannot be resolved";
                    case NoRouteToHostException _ -> "there is no route to it";
                    case ConnectException slow when isSaid(slow, "timed out") -> "the connection timed out";
                    case ConnectException _ -> "the connection was refused";
                    case SSLPeerUnverifiedException _ -> "its certificate is for another name";
                    case SSLException untrusted when isAboutCertificate(untrusted) -> "its certificate is not trusted";
                    case SSLException _ -> "the TLS handshake failed";
                    default -> null;
                });
    }

    /** Java has no separate class for it. */
    private static boolean isSaid(IOException broken, String words) {
        return causes(broken)
                .map(cause -> String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT))
                .anyMatch(said -> said.contains(words));
    }

    private static boolean isAboutCertificate(SSLException broken) {
        return causes(broken)
                .anyMatch(cause -> cause instanceof CertificateException
                        || cause instanceof CertPathBuilderException
                        || cause instanceof CertPathValidatorException);
    }

    private static Stream<Throwable> causes(Throwable broken) {
        return Stream.iterate(broken, cause -> cause != null, Throwable::getCause);
    }
}

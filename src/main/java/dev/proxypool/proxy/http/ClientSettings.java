package dev.proxypool.proxy.http;

import java.time.Duration;

/**
 * How long to wait for Twilio.
 *
 * @param connectTimeout for the TCP connection, without the TLS handshake
 * @param callTimeout for a whole call, from resolving the host to the last byte of the answer. Twilio itself gives up
 *     after 26 to 30 s (500, code 20500): a client that gives up earlier does not learn what became of a write
 */
public record ClientSettings(Duration connectTimeout, Duration callTimeout) {

    public static final ClientSettings DEFAULT = new ClientSettings(Duration.ofSeconds(10), Duration.ofSeconds(35));

    public ClientSettings {
        requirePositive("connect time-out", connectTimeout);
        requirePositive("call time-out", callTimeout);
    }

    private static void requirePositive(String what, Duration value) {
        // OkHttp reads zero as "no timeout".
        if (value.toMillis() <= 0) {
            throw new IllegalArgumentException("the %s must be at least 1 ms, got %s".formatted(what, value));
        }
    }
}

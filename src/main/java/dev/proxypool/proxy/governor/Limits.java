package dev.proxypool.proxy.governor;

import java.time.Duration;

/**
 * How much of an account's allowance the operator uses at most. Lower it if other clients use the same account.
 *
 * <p>Source: Twilio's page "Proxy Limits" for the rate, error 20429 for the requests in flight.
 *
 * @param requestsPerSecond for each Service and endpoint, on average over five seconds; Twilio allows 30, so 150 may
 *     come at once
 * @param maxConcurrentRequests in flight for the whole account; Twilio has a limit and does not publish it
 */
public record Limits(int requestsPerSecond, int maxConcurrentRequests) {

    public static final Limits DEFAULT = new Limits(30, 10);

    static final Duration WINDOW = Duration.ofSeconds(5);

    public Limits {
        requirePositive("requests per second", requestsPerSecond);
        requirePositive("concurrent requests", maxConcurrentRequests);
    }

    int perWindow() {
        return requestsPerSecond * (int) WINDOW.toSeconds();
    }

    private static void requirePositive(String what, int value) {
        if (value < 1 || value > 10_000) {
            throw new IllegalArgumentException(
                    "the limit of %s must be from 1 to 10,000, got %d".formatted(what, value));
        }
    }
}

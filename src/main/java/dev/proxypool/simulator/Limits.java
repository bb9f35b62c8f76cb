package dev.proxypool.simulator;

/**
 * Twilio's rates. Per Service and endpoint, {@code requestsPerSecond} is allowed on average over a sliding window of
 * five seconds, and up to {@code burstFactor} times as many within one second; beyond that 429/80621. Per account,
 * {@code concurrency} requests may be in flight; beyond that 429/20429. Twilio publishes the first two numbers (30 and
 * 5, page "Proxy Limits") and not the third.
 */
public record Limits(boolean enabled, int requestsPerSecond, int burstFactor, int concurrency) {
    public static final Limits TWILIO = new Limits(true, 30, 5, 100);
    public static final Limits NONE = new Limits(false, 30, 5, 100);

    static final int WINDOW_SECONDS = 5;

    public Limits {
        if (requestsPerSecond < 1 || burstFactor < 1 || concurrency < 1) {
            throw new IllegalArgumentException(
                    "Limits must be whole numbers above 0; set enabled to false for no limits");
        }
    }

    int perWindow() {
        return requestsPerSecond * WINDOW_SECONDS;
    }

    int perSecond() {
        return requestsPerSecond * burstFactor;
    }
}

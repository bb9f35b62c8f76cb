package dev.proxypool.proxy.governor;

/** What holds a call back. */
public enum Obstacle {
    /** The window of the Service's endpoint is full. */
    RATE,
    /** As many requests are in flight as may be, or others go first. */
    CONCURRENCY,
    /** Twilio refused the rate of the Service's endpoint (80621). */
    ENDPOINT_CLOSED,
    /** Twilio refused one more request in flight (20429). */
    ACCOUNT_CLOSED,
    /** Twilio does not answer, or refuses the credentials, time after time. */
    BREAKER_OPEN
}

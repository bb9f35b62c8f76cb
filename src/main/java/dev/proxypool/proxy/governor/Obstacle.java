package dev.proxypool.proxy.governor;

/** What holds a call back. */
public enum Obstacle {
    /** The window of the Service's endpoint is full. */
    RATE,
    /** All allowed requests are in flight, or others have priority. */
    CONCURRENCY,
    /** Twilio refused the rate of the Service's endpoint (80621). */
    ENDPOINT_CLOSED,
    /** Twilio refused one more request in flight (20429). */
    ACCOUNT_CLOSED,
    /** Twilio repeatedly did not answer, or refused the credentials. */
    BREAKER_OPEN
}

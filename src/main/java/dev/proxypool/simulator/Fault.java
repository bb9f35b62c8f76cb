package dev.proxypool.simulator;

/** A disturbance to inject: which requests, and what happens to them. */
public record Fault(Match match, Effect effect) {
    /** The word of the admin surface for what it does. */
    public String action() {
        return switch (effect) {
            case Effect.Status status -> "status";
            case Effect.Reset reset -> reset.applied() ? "reset-after" : "reset-before";
            case Effect.Delay delay -> "delay";
            case Effect.Truncate truncate -> "truncate";
            case Effect.Html html -> "html";
            case Effect.Empty empty -> "empty";
        };
    }
}

package dev.proxypool.simulator;

/** A fault to inject: which requests it matches, and what happens to them. */
public record Fault(Match match, Effect effect) {
    /** The admin API's word for the effect. */
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

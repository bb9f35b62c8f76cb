package dev.proxypool.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Faults as flat JSON for the admin API. By action: {@code status} (needs {@code status}; {@code code} defaults to
 * Twilio's usual one), {@code html} and {@code empty} ({@code status} defaults to 502) do not apply the request unless
 * {@code applied: true}; {@code reset-before} never applies it; {@code reset-after}, {@code delay} (needs {@code
 * delayMs}) and {@code truncate} always do.
 */
final class FaultJson {
    private static final List<String> KNOWN = List.of(
            "method",
            "path",
            "query",
            "after",
            "times",
            "every",
            "action",
            "status",
            "code",
            "retryAfter",
            "delayMs",
            "applied");

    private FaultJson() {}

    static Fault read(JsonNode tree, Problems problems) {
        Keys keys = new Keys(tree, "", problems, KNOWN);
        Match match = new Match(
                keys.optionalText("method").orElse(null),
                keys.optionalText("path").orElse(null),
                keys.optionalText("query").orElse(null),
                keys.number("after", 0, Keys.MANY).orElse(0),
                keys.number("times", 1, Keys.MANY).orElse(null),
                keys.number("every", 1, Keys.MANY).orElse(1));
        return new Fault(match, effect(keys));
    }

    private static Effect effect(Keys keys) {
        String action = keys.text("action");
        Optional<Boolean> applied = keys.flag("applied");
        if (applied.isPresent() && !List.of("status", "html", "empty").contains(action)) {
            keys.problem("applied", "expected only with the actions status, html and empty");
        }
        Optional<Integer> status = keys.number("status", 200, 599);
        return switch (action) {
            case "status" -> {
                if (status.isEmpty()) {
                    keys.problem("status", "missing, expected an HTTP status");
                }
                yield new Effect.Status(
                        status.orElse(500),
                        keys.number("code", 1, Keys.MANY).orElse(usualCode(status.orElse(500))),
                        keys.number("retryAfter", 0, Keys.MANY).orElse(null),
                        applied.orElse(false));
            }
            case "reset-before" -> Effect.resetBefore();
            case "reset-after" -> Effect.resetAfter();
            case "delay" -> {
                Optional<Integer> delay = keys.number("delayMs", 0, Keys.MANY);
                if (delay.isEmpty()) {
                    keys.problem("delayMs", "missing, expected milliseconds");
                }
                yield new Effect.Delay(Duration.ofMillis(delay.orElse(0)));
            }
            case "truncate" -> new Effect.Truncate();
            case "html" -> new Effect.Html(status.orElse(502), applied.orElse(false));
            case "empty" -> new Effect.Empty(status.orElse(502), applied.orElse(false));
            default -> {
                keys.problem(
                        "action",
                        "expected status, reset-before, reset-after, delay, truncate, html or empty, found \"" + action
                                + "\"");
                yield Effect.resetBefore();
            }
        };
    }

    static ObjectNode write(Fault fault) {
        Match match = fault.match();
        ObjectNode json = Json.object()
                .put("method", match.method())
                .put("path", match.path())
                .put("query", match.query())
                .put("after", match.after())
                .put("times", match.times())
                .put("every", match.every())
                .put("action", fault.action());
        switch (fault.effect()) {
            case Effect.Status status ->
                json.put("status", status.status()).put("code", status.code()).put("retryAfter", status.retryAfter());
            case Effect.Delay delay -> json.put("delayMs", delay.time().toMillis());
            case Effect.Html html -> json.put("status", html.status());
            case Effect.Empty empty -> json.put("status", empty.status());
            case Effect.Reset reset -> {}
            case Effect.Truncate truncate -> {}
        }
        return json.put("applied", fault.effect().applied());
    }

    /** Twilio's platform codes follow the HTTP status, with two exceptions. */
    private static int usualCode(int status) {
        return switch (status) {
            case 401 -> 20003;
            case 405 -> 20004;
            default -> 20000 + status;
        };
    }
}

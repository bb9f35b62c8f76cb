package dev.proxypool.cli;

import dev.proxypool.api.Condition;
import dev.proxypool.cli.Listing.Line;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What changes, as it changes: a line for each resource that is not as it was shown before, or is gone, and for the operators. */
final class StatusWatch {

    private final int width;
    private final Map<String, String> shown = new LinkedHashMap<>();
    private String operators = "";
    private String trouble = "";

    StatusWatch(int width) {
        this.width = width;
    }

    /** Nothing of the first time, which is shown as a table. */
    List<Line> changes(List<ResourceView> all, Operators running, Instant now) {
        boolean first = operators.isEmpty();
        List<Line> lines = new ArrayList<>();
        trouble = "";
        Map<String, String> before = Map.copyOf(shown);
        shown.clear();
        for (ResourceView one : all) {
            String key = one.namespace() + " " + one.name();
            String text = text(one);
            shown.put(key, text);
            if (!text.equals(before.get(key))) {
                lines.addAll(line(now, StatusText.colour(one.state()), key + " " + text));
            }
        }
        before.keySet().stream()
                .filter(key -> !shown.containsKey(key))
                .sorted()
                .forEach(key -> lines.addAll(line(now, Shell.Colour.FAINT, key + " is gone")));
        // Without ages, which change by themselves.
        String alive = running.lines(Instant.EPOCH)
                .map(text -> text.replaceFirst(", renewed .*\\)$", ")"))
                .collect(Collectors.joining("; "));
        if (!alive.equals(operators)) {
            operators = alive;
            running.lines(now)
                    .forEach(text -> lines.addAll(line(now, running.areDead() ? Shell.Colour.RED : null, text)));
        }
        return first ? List.of() : lines;
    }

    /** Once for each trouble. */
    List<Line> trouble(String message, Instant now) {
        if (message.equals(trouble)) {
            return List.of();
        }
        trouble = message;
        return line(now, Shell.Colour.RED, message);
    }

    private static String text(ResourceView one) {
        String ready = one.ready()
                .map(condition -> "Ready=%s %s: ".formatted(condition.status(), condition.reason()))
                .orElse("");
        return ready
                + one.message()
                + one.condition(Condition.STALLED).map(_ -> " (Stalled)").orElse("");
    }

    private List<Line> line(Instant now, Shell.@Nullable Colour colour, String text) {
        return Listing.wrapped("%s %s".formatted(now.truncatedTo(ChronoUnit.SECONDS), text), "", colour, width);
    }
}

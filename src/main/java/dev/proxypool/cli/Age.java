package dev.proxypool.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long ago something was, as kubectl says it: one figure and its unit. */
final class Age {

    private Age() {}

    /** @param since RFC 3339; anything else is shown as - */
    static String of(@Nullable String since, Instant now) {
        try {
            return since == null ? "-" : of(Duration.between(Instant.parse(since), now));
        } catch (DateTimeException e) {
            return "-";
        }
    }

    private static String of(Duration age) {
        // The clocks of two machines differ.
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 120) {
            return seconds + "s";
        }
        if (seconds < 120 * 60) {
            return seconds / 60 + "m";
        }
        return seconds < 48 * 3_600 ? seconds / 3_600 + "h" : seconds / 86_400 + "d";
    }
}

package dev.proxypool.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.proxypool.cli.Shell.Colour;
import dev.proxypool.domain.CamelCase;
import java.util.Locale;

/**
 * One thing that was checked. Its fields are API, as -o json prints them.
 *
 * @param about in a word or two, such as the cluster
 * @param fix what to do; empty if there is nothing to do
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Check(String about, Result result, String message, String fix) {

    enum Result {
        OK(Colour.GREEN),
        /** Fine, or not known, and worth knowing. */
        NOTE(Colour.YELLOW),
        BAD(Colour.RED),
        /** Because of what is bad before. */
        SKIPPED(Colour.FAINT);

        private final Colour colour;

        Result(Colour colour) {
            this.colour = colour;
        }

        Colour colour() {
            return colour;
        }

        @JsonValue
        @Override
        public String toString() {
            return CamelCase.of(this).toLowerCase(Locale.ROOT);
        }
    }

    static Check ok(String about, String message) {
        return new Check(about, Result.OK, message, "");
    }

    static Check note(String about, String message, String fix) {
        return new Check(about, Result.NOTE, message, fix);
    }

    static Check bad(String about, String message, String fix) {
        return new Check(about, Result.BAD, message, fix);
    }

    static Check skipped(String about, String because) {
        return new Check(about, Result.SKIPPED, because, "");
    }

    boolean isBad() {
        return result == Result.BAD;
    }

    /** For a person. */
    String line() {
        return "%-7s  %-13s  %s%s".formatted(result, about, message, fix.isEmpty() ? "" : ". Fix: " + fix);
    }
}

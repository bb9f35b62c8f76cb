package dev.proxypool.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A length of time as people and manifests write it: 500ms, 30s, 5m or 1h; ISO 8601 is understood too. */
public final class DurationConverter implements ITypeConverter<Duration> {

    private static final Pattern SIMPLE = Pattern.compile("([0-9]{1,12})(ms|s|m|h)");

    /** @throws DateTimeParseException if it is none */
    public static Duration parse(String text) {
        Matcher simple = SIMPLE.matcher(text.toLowerCase(Locale.ROOT));
        if (!simple.matches()) {
            return Duration.parse(text);
        }
        long amount = Long.parseLong(simple.group(1));
        return switch (simple.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    /** As people write it, such as {@code 5s} or {@code 1h30m}. */
    public static String inWords(Duration time) {
        return time.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    @Override
    public Duration convert(String text) {
        try {
            Duration time = parse(text);
            if (time.isPositive()) {
                return time;
            }
        } catch (DateTimeParseException | ArithmeticException e) {
            // reported below
        }
        throw new TypeConversionException("must be a duration such as 500ms, 30s or 5m, got '%s'".formatted(text));
    }
}

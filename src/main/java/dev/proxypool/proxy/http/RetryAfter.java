package dev.proxypool.proxy.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The Retry-After header, as seconds or as a date (RFC 9110, section 10.2.3). Twilio does not document it for Proxy:
 * the operator uses it if it is sent, does not rely on it, and caps it at an hour.
 */
final class RetryAfter {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private RetryAfter() {}

    /** @param now used if the answer itself has no Date: a server's dates are best compared with its own clock */
    static @Nullable Duration in(Headers headers, Instant now) {
        String value = headers.get("Retry-After");
        if (value == null) {
            return null;
        }
        if (SECONDS.matcher(value.strip()).matches()) {
            return bounded(Duration.ofSeconds(Long.parseLong(value.strip())));
        }
        Instant until = headers.getInstant("Retry-After");
        Instant sent = Optional.ofNullable(headers.getInstant("Date")).orElse(now);
        return until == null ? null : bounded(Duration.between(sent, until));
    }

    private static Duration bounded(Duration asked) {
        if (asked.isNegative()) {
            return Duration.ZERO;
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}

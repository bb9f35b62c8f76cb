package dev.proxypool.statuspage;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and ages on the page. Without a script the browser's zone is unknown: so all are in UTC, and say so. */
record PageTime(Instant now) {

    private static final DateTimeFormatter TIME = formatter("HH:mm:ss 'UTC'");
    private static final DateTimeFormatter DAY_AND_TIME = formatter("uuuu-MM-dd HH:mm:ss 'UTC'");

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    /** With its day, if that is another one. */
    String clock(Instant time) {
        boolean today = day(time) == day(now);
        return (today ? TIME : DAY_AND_TIME).format(time);
    }

    private static long day(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), Duration.ofDays(1).toSeconds());
    }

    String age(Instant since) {
        return duration(Duration.between(since, now));
    }

    String left(Instant until) {
        // Rounded up: what is announced is never over too soon.
        return duration(Duration.between(now, until).plusMillis(999));
    }

    private static String duration(Duration time) {
        // The clocks of two machines differ.
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 120 * 60) {
            return seconds / 60 + " min";
        }
        return seconds < 48 * 3_600 ? seconds / 3_600 + " h" : seconds / 86_400 + " d";
    }
}

package dev.proxypool.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.proxy.ProxyFixtures;
import java.time.Duration;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** It is noon on Sunday, the first of November 2026. */
class RetryAfterTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
        0                             | PT0S
        7                             | PT7S
        3600                          | PT1H
        3601                          | PT1H
        999999999                     | PT1H
        Sun, 01 Nov 2026 12:00:30 GMT | PT30S
        Sun, 01 Nov 2026 11:59:00 GMT | PT0S
        Mon, 02 Nov 2026 12:00:00 GMT | PT1H
        """)
    void isBetweenNothingAndAnHour(String value, Duration expected) {
        assertThat(RetryAfter.in(Headers.of("Retry-After", value), ProxyFixtures.NOON.instant()))
                .isEqualTo(expected);
    }

    @Test
    void isMeasuredByTheClockOfTheServerWhereItTellsTheTime() {
        Headers headers = Headers.of(
                "Date", "Sun, 01 Nov 2026 11:55:00 GMT",
                "Retry-After", "Sun, 01 Nov 2026 11:55:10 GMT");

        assertThat(RetryAfter.in(headers, ProxyFixtures.NOON.instant())).hasSeconds(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999999999999"})
    void isNothingIfItMakesNoSense(String value) {
        assertThat(RetryAfter.in(Headers.of("Retry-After", value), ProxyFixtures.NOON.instant()))
                .isNull();
    }

    @Test
    void isNothingIfItIsAbsent() {
        assertThat(RetryAfter.in(Headers.of(), ProxyFixtures.NOON.instant())).isNull();
    }
}

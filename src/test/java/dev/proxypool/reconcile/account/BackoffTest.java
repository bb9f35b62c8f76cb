package dev.proxypool.reconcile.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.reconcile.account.Timing.Pace;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private static final Pace PACE = new Pace(Duration.ofSeconds(1), Duration.ofMinutes(5));

    private double random = 1;
    private final Backoff<String> backoff = new Backoff<>(() -> random);

    @Test
    void aWaitDoublesUpToItsBoundAndStaysThere() {
        List<Long> seconds = Stream.generate(() -> backoff.next("promo", PACE))
                .limit(12)
                .map(Duration::toSeconds)
                .toList();

        assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L, 300L);
    }

    @ParameterizedTest(name = "at {0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        0    | PT0.5S  | never sooner than half the time
        0.5  | PT0.75S | crowds disperse in between
        1    | PT1S    | never later than the whole
        """)
    void chanceTakesUpToAHalf(double drawn, Duration wait, String why) {
        random = drawn;

        assertThat(backoff.next("promo", PACE)).as(why).isEqualTo(wait);
    }

    @Test
    void aTriedThingIsTriedForEver() {
        for (int tries = 0; tries < 10_000; tries++) {
            backoff.next("promo", PACE);
        }

        assertThat(backoff.next("promo", PACE)).isEqualTo(PACE.longest());
    }

    @Test
    void whatIsForgottenBeginsAnew() {
        backoff.next("promo", PACE);
        backoff.next("promo", PACE);

        backoff.forget("promo");

        assertThat(backoff.next("promo", PACE)).isEqualTo(PACE.first());
    }

    @Test
    void oneDoesNotWaitForTheFailuresOfAnother() {
        backoff.next("promo", PACE);
        backoff.next("promo", PACE);

        assertThat(backoff.next("support", PACE)).isEqualTo(PACE.first());
    }
}

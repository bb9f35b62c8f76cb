package dev.proxypool.reconcile.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.reconcile.account.Timing.Pace;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimingTest {

    @ParameterizedTest(name = "every {0}: {6}")
    @CsvSource(delimiter = '|', textBlock = """
        PT1M   | PT1S   | PT5M   | PT1M   | PT1H  | PT5S     | the default
        PT2S   | PT1S   | PT10S  | PT2S   | PT2M  | PT0.5S   | what is looked at often is tried again often
        PT0.1S | PT0.1S | PT0.5S | PT0.1S | PT6S  | PT0.025S | the first retry is never later than the next look
        PT1H   | PT1S   | PT5H   | PT1H   | PT60H | PT5S     | a list is behind a write for seconds, however seldom it is made
        """)
    void theOtherWaitsFollowFromTheInterval(
            Duration interval,
            Duration retry,
            Duration longestRetry,
            Duration slowRetry,
            Duration longestSlowRetry,
            Duration grace,
            String why) {
        Timing timing = Timing.of(interval);

        assertThat(timing.retry()).as(why).isEqualTo(new Pace(retry, longestRetry));
        assertThat(timing.slowRetry()).as(why).isEqualTo(new Pace(slowRetry, longestSlowRetry));
        assertThat(timing.grace()).as(why).isEqualTo(grace);
    }

    @ParameterizedTest(name = "every {0}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
        PT1M   | PT2M   | PT15M  | PT3S     | the default
        PT0.8S | PT1.6S | PT12S  | PT0.2S   | what is looked at often is asked for often
        PT10M  | PT20M  | PT1H   | PT3S     | a Service that is back is found within the hour
        PT2H   | PT4H   | PT2H   | PT3S     | and never later than any other
        """)
    void aServiceThatIsGoneIsPolledSeldomAndNoneIsPolledInALoop(
            Duration interval, Duration gone, Duration longestGone, Duration betweenRequests, String why) {
        Timing timing = Timing.of(interval);

        assertThat(timing.gone()).as(why).isEqualTo(new Pace(gone, longestGone));
        assertThat(timing.betweenRequests()).as(why).isEqualTo(betweenRequests);
    }

    @ParameterizedTest(name = "every {0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        PT1M | PT15M | an outage of minutes is nothing to wake a person for
        PT2S | PT15M | nor where the pool is looked at often
        PT5M | PT15M | three looks
        PT6M | PT18M | one look that failed is no proof
        """)
    void aSettledResourceStaysReadyForThreeLooksAndAQuarterOfAnHour(
            Duration interval, Duration staleAfter, String why) {
        assertThat(Timing.of(interval).staleAfter()).as(why).isEqualTo(staleAfter);
    }

    @Test
    void theDefaultIsAMinute() {
        assertThat(Timing.DEFAULT).isEqualTo(Timing.of(Duration.ofMinutes(1)));
    }
}

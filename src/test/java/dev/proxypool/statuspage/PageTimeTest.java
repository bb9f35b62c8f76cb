package dev.proxypool.statuspage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTimeTest {

    private final PageTime time = new PageTime(Instant.parse("2026-03-04T05:06:07Z"));

    @ParameterizedTest
    @CsvSource({
        "PT-5S, 0 s",
        "PT0S, 0 s",
        "PT119S, 119 s",
        "PT2M, 2 min",
        "PT119M59S, 119 min",
        "PT2H, 2 h",
        "PT47H, 47 h",
        "P2D, 2 d",
        "P400D, 400 d"
    })
    void anAgeIsOneFigureWithItsUnit(Duration age, String shown) {
        assertThat(time.age(time.now().minus(age))).isEqualTo(shown);
    }

    @Test
    void aTimeHasItsZoneAndItsDayIfThatIsAnotherOne() {
        assertThat(time.clock(Instant.parse("2026-03-04T00:00:00Z"))).isEqualTo("00:00:00 UTC");
        assertThat(time.clock(Instant.parse("2026-03-03T23:59:59Z"))).isEqualTo("2026-03-03 23:59:59 UTC");
    }

    @Test
    void whatIsLeftIsRoundedUp() {
        assertThat(time.left(time.now().plusMillis(1))).isEqualTo("1 s");
        assertThat(time.left(time.now().plusSeconds(5))).isEqualTo("5 s");
    }
}

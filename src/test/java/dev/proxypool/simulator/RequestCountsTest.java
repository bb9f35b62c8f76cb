package dev.proxypool.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestCountsTest {
    private final RequestLog log = new RequestLog();

    @Test
    void whatTheLogForgotIsCountedAllTheSame() {
        for (int i = 0; i < RequestLog.CAPACITY + 1; i++) {
            get(Example.POOL);
        }

        assertThat(log.after(0)).hasSize(RequestLog.CAPACITY);
        assertThat(log.counts().all().values()).containsExactly(RequestLog.CAPACITY + 1L);
    }

    @Test
    void strangePathsAreCountedTogetherFromSomeNumberOn() {
        for (int i = 0; i < 2 * RequestCounts.MOST_KINDS; i++) {
            get("/strange/" + i);
        }

        assertThat(log.counts().all()).hasSize(RequestCounts.MOST_KINDS + 1);
        assertThat(log.counts().all().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .as("none is lost")
                .isEqualTo(2L * RequestCounts.MOST_KINDS);
    }

    private void get(String path) {
        log.append(number -> new LoggedRequest(
                number, Instant.EPOCH, Example.ACCOUNT, "GET", path, "", Map.of(), 200, 0, Duration.ZERO, 1, ""));
    }
}

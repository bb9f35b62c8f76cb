package dev.proxypool.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestLogTest {
    private final RequestLog log = new RequestLog();

    @Test
    void theLogForgetsTheOldestAndKeepsItsNumbers() {
        for (int i = 0; i < RequestLog.CAPACITY + 5; i++) {
            log.append(RequestLogTest::entry);
        }

        assertThat(log.after(0)).hasSize(RequestLog.CAPACITY);
        assertThat(log.after(0).getFirst().number()).isEqualTo(6);
        assertThat(log.after(RequestLog.CAPACITY + 3L))
                .extracting(LoggedRequest::number)
                .containsExactly(10_004L, 10_005L);
    }

    private static LoggedRequest entry(long number) {
        return new LoggedRequest(number, Instant.EPOCH, "", "GET", "/", "", Map.of(), 200, 0, Duration.ZERO, 1, "");
    }
}

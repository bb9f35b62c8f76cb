package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No thread spins at rest, or stays after the end. */
class OperatorThreadsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void noTimerSpinsAndNoneIsLeftBehind() {
        Set<Thread> before = timers();
        try (TestEnvironment environment = TestEnvironment.embedded()) {
            environment.startOperator();

            assertThat(spinning()).as("wakes up each 10 ms").isEmpty();

            environment.stopOperator();
            // Those of the embedded API's watches are gone with it; only what has a delayed task left stays.
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(timers()).isSubsetOf(before));
    }

    private static List<Thread> spinning() {
        return timers().stream().filter(thread -> isIn(thread, "poll")).toList();
    }

    private static Set<Thread> timers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> isIn(thread, "poll") || isIn(thread, "take"))
                .collect(Collectors.toSet());
    }

    private static boolean isIn(Thread thread, String method) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith(ScheduledThreadPoolExecutor.class.getName())
                        && frame.getMethodName().equals(method));
    }
}

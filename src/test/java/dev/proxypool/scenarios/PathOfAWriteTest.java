package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.proxy.CallListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * The way from an event of the framework to a POST: through few classes, and never back into one. Everything else that a pass
 * asks returns before the next stop.
 */
class PathOfAWriteTest {

    private static final int MOST_STOPS = 14;

    @Test
    void aResourceReachesTwilioInFewStopsAndDoesNotTurnBack() {
        AtomicReference<List<String>> path = new AtomicReference<>(List.of());
        try (TestEnvironment environment = TestEnvironment.embedded()) {
            environment.startOperatorHeardBy(call -> {
                if (call.exchange().operation().equals("CreateShortCode")) {
                    path.set(stops());
                }
            });
            environment.apply("promo", Map.of("serviceSid", Scenarios.KS1, "shortCodeSid", Scenarios.SC1));
            await().atMost(Duration.ofSeconds(20)).until(() -> !path.get().isEmpty());
        }

        assertThat(path.get())
                .as("from the event to the request")
                .startsWith("FairExecutor", "ClaimReconciler", "Pass")
                .endsWith("OkHttpProxyApi")
                .doesNotHaveDuplicates()
                .hasSizeLessThan(MOST_STOPS);
    }

    /** The operator's own classes that called each other, from the event on; the last one sends the request. */
    private static List<String> stops() {
        List<String> stops = new ArrayList<>();
        for (StackTraceElement frame : Thread.currentThread().getStackTrace()) {
            String name = frame.getClassName().replaceFirst("\\$.*", "");
            String simple = name.substring(name.lastIndexOf('.') + 1);
            boolean counts = name.startsWith("dev.proxypool.reconcile.") || name.startsWith("dev.proxypool.proxy.");
            boolean heard = simple.equals("CallLog") || name.equals(CallListener.class.getName());
            if (counts && !heard && (stops.isEmpty() || !stops.getLast().equals(simple))) {
                stops.add(simple);
            }
        }
        Collections.reverse(stops);
        return stops;
    }
}

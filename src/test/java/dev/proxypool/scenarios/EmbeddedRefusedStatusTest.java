package dev.proxypool.scenarios;

import static dev.proxypool.scenarios.ApiFault.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API server refuses each status of a resource: that is said once, and what is done is not done or said again. */
class EmbeddedRefusedStatusTest extends PoolStories {

    private static final int FURTHER_LOOKS = 5;

    @Override
    Stage stage() {
        return Stage.embeddedBehindProxy();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void aShortCodeIsAdoptedOnceAndTheRefusalIsSaidOnce(int code) {
        stage.simulator().put(KS1, SC1, true, false);
        stage.proxy().refuse(request("PATCH", ".*/promo/status", ""), code, "status is invalid: " + "x".repeat(5_000));
        stage.startOperator();

        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "reserved", true));
        awaitRefusal("promo");
        awaitFurtherLooks();
        stage.annotate("promo", "reconcile.proxypool.dev/requestedAt", "2026-01-01T00:00:00Z");
        awaitFurtherLooks();

        assertSaidOnce("promo", "Adopted");
        assertThat(stage.writes()).isEmpty();
    }

    @Test
    void aCodeOfAPoolIsAddedOnceAndTheRefusalIsSaidOnce() {
        stage.proxy().refuse(request("PATCH", ".*/messaging/status", "InSync"), 422, "status is invalid");
        stage.startOperator();

        apply(Map.of(), code(SC1, true));
        awaitRefusal("messaging");
        awaitFurtherLooks();

        assertSaidOnce("messaging", "Added");
        assertThat(stage.pool(KS1)).isEqualTo(Map.of(SC1, true));
        assertThat(stage.writes()).hasSize(2);
    }

    @Test
    void aStatusThatIsTakenAgainIsWritten() {
        stage.proxy().refuse(request("PATCH", ".*/promo/status", "\"observedGeneration\":1"), 422, "status is invalid");
        stage.startOperator();
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        awaitRefusal("promo");

        stage.edit("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "reserved", true));

        stage.awaitReady("promo");
        assertThat(stage.pool(KS1)).isEqualTo(Map.of(SC1, true));
    }

    private void awaitRefusal(String name) {
        await().atMost(Duration.ofSeconds(20)).until(() -> stage.events(name).contains("StatusRefused"));
    }

    private void awaitFurtherLooks() {
        int before = looks();
        await().atMost(Duration.ofSeconds(20)).until(() -> looks() >= before + FURTHER_LOOKS);
    }

    private int looks() {
        return (int) stage.simulator().requests().stream()
                .filter(request -> request.method().equals("GET"))
                .count();
    }

    private void assertSaidOnce(String name, String what) {
        List<Event> events = stage.client().v1().events().inNamespace(stage.namespace()).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getName().equals(name))
                .toList();
        assertThat(events).extracting(Event::getReason).containsOnlyOnce(what).containsOnlyOnce("StatusRefused");
        assertThat(events).allSatisfy(event -> {
            assertThat(event.getCount()).as(event.getReason()).isEqualTo(1);
            assertThat(event.getMessage()).hasSizeLessThanOrEqualTo(1_024);
        });
    }
}

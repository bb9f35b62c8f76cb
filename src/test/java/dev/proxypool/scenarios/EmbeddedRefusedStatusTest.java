package dev.proxypool.scenarios;

import static dev.proxypool.scenarios.ApiFault.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API server refuses each status of a resource: that is said once, and what is done is not done or said again. */
@ParameterizedClass
@EnumSource(names = {"SHORT_CODES", "NUMBERS"})
class EmbeddedRefusedStatusTest extends PoolStories {

    private static final int FURTHER_LOOKS = 5;

    @Override
    TestEnvironment environment() {
        return TestEnvironment.embeddedBehindProxy();
    }

    /** Each story waits for several polls. */
    @BeforeEach
    void lookOften() {
        environment.observeEvery(Duration.ofMillis(250));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void aMemberIsAdoptedOnceAndTheRefusalIsSaidOnce(int code) {
        environment.simulator().put(KS1, one, true, false);
        environment
                .proxy()
                .refuse(request("PATCH", ".*/promo/status", ""), code, "status is invalid: " + "x".repeat(5_000));
        environment.startOperator();

        environment.apply("promo", single(KS1, one, "reserved", true));
        awaitRefusal("promo");
        awaitFurtherLooks();
        environment.annotate("promo", "reconcile.proxypool.dev/requestedAt", "2026-01-01T00:00:00Z");
        awaitFurtherLooks();

        assertSaidOnce("promo", "Adopted");
        assertThat(environment.writes()).isEmpty();
    }

    @Test
    void aMemberOfAPoolIsAddedOnceAndTheRefusalIsSaidOnce() {
        environment.proxy().refuse(request("PATCH", ".*/messaging/status", "InSync"), 422, "status is invalid");
        environment.startOperator();

        apply(Map.of(), code(one, true));
        awaitRefusal("messaging");
        awaitFurtherLooks();

        assertSaidOnce("messaging", "Added");
        assertThat(environment.pool(KS1)).isEqualTo(Map.of(one, true));
        assertThat(environment.writes()).hasSize(telling.requestsToAdd(true));
    }

    @Test
    void aStatusThatIsTakenAgainIsWritten() {
        environment
                .proxy()
                .refuse(request("PATCH", ".*/promo/status", "\"observedGeneration\":1"), 422, "status is invalid");
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        awaitRefusal("promo");

        environment.edit("promo", single(KS1, one, "reserved", true));

        environment.awaitReady("promo");
        assertThat(environment.pool(KS1)).isEqualTo(Map.of(one, true));
    }

    @Test
    void theStatusOfAnAccountIsRefusedOnceAndItsMembersWork() {
        environment.proxy().refuse(request("PATCH", ".*/proxyaccounts/other/status", ""), 422, "status is invalid");
        environment.startOperator();
        environment.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", TestEnvironment.OTHER_TOKEN));
        environment.account("other", "twilio");

        environment.apply("promo", ofTheOther());
        environment.awaitReady("promo");
        awaitRefusal("other");
        awaitFurtherLooks();

        assertSaidOnce("other");
    }

    private void awaitRefusal(String name) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> environment.events(name).contains("StatusRefused"));
    }

    private void awaitFurtherLooks() {
        int before = looks();
        await().atMost(Duration.ofSeconds(20)).until(() -> looks() >= before + FURTHER_LOOKS);
    }

    private int looks() {
        return (int) environment.simulator().requests().stream()
                .filter(request -> request.method().equals("GET"))
                .count();
    }

    private void assertSaidOnce(String name, String... what) {
        List<Event> events =
                environment.client().v1().events().inNamespace(environment.namespace()).list().getItems().stream()
                        .filter(event -> event.getInvolvedObject().getName().equals(name))
                        .toList();
        assertThat(events).extracting(Event::getReason).containsOnlyOnce("StatusRefused");
        for (String reason : what) {
            assertThat(events).extracting(Event::getReason).containsOnlyOnce(reason);
        }
        assertThat(events).allSatisfy(event -> {
            assertThat(event.getCount()).as(event.getReason()).isEqualTo(1);
            assertThat(event.getMessage()).hasSizeLessThanOrEqualTo(1_024);
        });
    }
}

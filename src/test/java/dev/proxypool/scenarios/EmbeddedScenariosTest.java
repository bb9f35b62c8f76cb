package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.ProxyShortCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The stories on the embedded API: in every build, without a cluster. */
class EmbeddedScenariosTest extends OperatorScenarios {
    @Override
    TestEnvironment environment() {
        return TestEnvironment.embedded();
    }

    /**
     * Told here only: an API server with the definition refuses such objects, but may hold some from before it had one. They
     * are there at the start, when the informer lists, and come later, when it watches.
     */
    @Test
    void anObjectThatMakesNoSenseStallsItselfAndNobodyElse() {
        environment.applyRaw("old-flag", spec(Map.of("serviceSid", KS1, "shortCodeSid", SC2, "reserved", "yes")));
        environment.applyRaw("old-list", spec(List.of(1)));
        environment.applyRaw("old-nothing", Map.of());
        environment.apply("before", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        environment.startOperator();
        environment.awaitReady("before");

        environment.applyRaw("new-flag", spec(Map.of("serviceSid", 7, "shortCodeSid", SC2)));
        environment.applyRaw("new-text", spec("promo"));
        environment.apply("after", Map.of("serviceSid", KS1, "shortCodeSid", SC3));
        environment.awaitReady("after");

        for (String name : List.of("old-flag", "old-list", "old-nothing", "new-flag", "new-text")) {
            assertStalled(name, "InvalidSpec");
        }
        assertThat(environment.pool(KS1)).containsOnlyKeys(SC1, SC3);
        environment.edit("old-list", Map.of("serviceSid", KS1, "shortCodeSid", SC2));
        environment.awaitReady("old-list");
        environment.delete("new-text");
        environment.awaitGone("new-text");
    }

    @Test
    void aStatusThatMakesNoSenseIsWrittenAnew() {
        Map<String, Object> sensible = Map.of("serviceSid", KS1, "shortCodeSid", SC1);
        Map<String, Object> nonsense = Map.of("conditions", "Ready", "serviceSid", 7, "reserved", "yes");
        environment.startOperator();

        environment.applyRaw("promo", Map.of("spec", sensible, "status", nonsense));

        assertThat(environment.awaitReady("promo").getStatus().serviceSid()).isEqualTo(KS1);
        assertThat(environment.pool(KS1)).containsExactly(Map.entry(SC1, false));
    }

    @Test
    void anOperatorThatServesNoProxyAccountsSaysSoAndLooksAtNone() {
        environment.account("others", "others-credentials");
        environment.startOperatorWithoutAccounts();
        environment.apply(
                "promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "accountRef", Map.of("name", "others")));
        environment.apply("support", Map.of("serviceSid", KS1, "shortCodeSid", SC2));

        environment.awaitReady("support");

        ProxyShortCode promo = environment.awaitReason("promo", "AccountNotReady");
        assertThat(promo.getStatus().condition("Ready").orElseThrow().message())
                .contains("PROXYPOOL_ACCOUNTS is false");
        assertThat(environment.account("others").get().getMetadata().getFinalizers())
                .as("of a ProxyAccount that nobody serves")
                .isEmpty();
    }

    private static Map<String, Object> spec(Object spec) {
        return Map.of("spec", spec);
    }
}

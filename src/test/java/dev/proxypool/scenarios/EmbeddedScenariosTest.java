package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.ProxyShortCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The stories on the embedded API: in every build, without a cluster. */
class EmbeddedScenariosTest extends OperatorScenarios {
    @Override
    Stage stage() {
        return Stage.embedded();
    }

    /**
     * Told here only: an API server with the definition refuses such objects, but may hold some from before it had one. They
     * are there at the start, when the informer lists, and come later, when it watches.
     */
    @Test
    void anObjectThatMakesNoSenseStallsItselfAndNobodyElse() {
        stage.applyRaw("old-flag", spec(Map.of("serviceSid", KS1, "shortCodeSid", SC2, "reserved", "yes")));
        stage.applyRaw("old-list", spec(List.of(1)));
        stage.applyRaw("old-nothing", Map.of());
        stage.apply("before", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        stage.startOperator();
        stage.awaitReady("before");

        stage.applyRaw("new-flag", spec(Map.of("serviceSid", 7, "shortCodeSid", SC2)));
        stage.applyRaw("new-text", spec("promo"));
        stage.apply("after", Map.of("serviceSid", KS1, "shortCodeSid", SC3));
        stage.awaitReady("after");

        for (String name : List.of("old-flag", "old-list", "old-nothing", "new-flag", "new-text")) {
            assertStalled(name, "InvalidSpec");
        }
        assertThat(stage.pool(KS1)).containsOnlyKeys(SC1, SC3);
        stage.edit("old-list", Map.of("serviceSid", KS1, "shortCodeSid", SC2));
        stage.awaitReady("old-list");
        stage.delete("new-text");
        stage.awaitGone("new-text");
    }

    @Test
    void aStatusThatMakesNoSenseIsWrittenAnew() {
        Map<String, Object> sensible = Map.of("serviceSid", KS1, "shortCodeSid", SC1);
        Map<String, Object> nonsense = Map.of("conditions", "Ready", "serviceSid", 7, "reserved", "yes");
        stage.startOperator();

        stage.applyRaw("promo", Map.of("spec", sensible, "status", nonsense));

        assertThat(stage.awaitReady("promo").getStatus().serviceSid()).isEqualTo(KS1);
        assertThat(stage.pool(KS1)).containsExactly(Map.entry(SC1, false));
    }

    @Test
    void anOperatorThatServesNoProxyAccountsSaysSoAndLooksAtNone() {
        stage.account("others", "others-credentials");
        stage.startOperatorWithoutAccounts();
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "accountRef", Map.of("name", "others")));
        stage.apply("support", Map.of("serviceSid", KS1, "shortCodeSid", SC2));

        stage.awaitReady("support");

        ProxyShortCode promo = stage.awaitReason("promo", "AccountNotReady");
        assertThat(promo.getStatus().condition("Ready").orElseThrow().message())
                .contains("PROXYPOOL_ACCOUNTS is false");
        assertThat(stage.account("others").get().getMetadata().getFinalizers())
                .as("of a ProxyAccount that nobody serves")
                .isEmpty();
    }

    private static Map<String, Object> spec(Object spec) {
        return Map.of("spec", spec);
    }
}

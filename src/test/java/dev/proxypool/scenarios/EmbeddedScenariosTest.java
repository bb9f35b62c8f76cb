package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.MemberResource;
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
        environment.applyRaw("old-flag", spec(single(KS1, two, "reserved", "yes")));
        environment.applyRaw("old-list", spec(List.of(1)));
        environment.applyRaw("old-nothing", Map.of());
        environment.apply("before", single(KS1, one));
        environment.startOperator();
        environment.awaitReady("before");

        environment.applyRaw("new-flag", spec(single(KS1, two, "serviceSid", 7)));
        environment.applyRaw("new-text", spec("promo"));
        environment.apply("after", single(KS1, three));
        environment.awaitReady("after");

        for (String name : List.of("old-flag", "old-list", "old-nothing", "new-flag", "new-text")) {
            assertStalled(name, "InvalidSpec");
        }
        assertThat(environment.pool(KS1)).containsOnlyKeys(one, three);
        environment.edit("old-list", single(KS1, two));
        environment.awaitReady("old-list");
        environment.delete("new-text");
        environment.awaitGone("new-text");
    }

    @Test
    void aStatusThatMakesNoSenseIsWrittenAnew() {
        Map<String, Object> sensible = single(KS1, one);
        Map<String, Object> nonsense = Map.of("conditions", "Ready", "serviceSid", 7, "reserved", "yes");
        environment.startOperator();

        environment.applyRaw("promo", Map.of("spec", sensible, "status", nonsense));

        assertThat(environment.awaitReady("promo").getStatus().serviceSid()).isEqualTo(KS1);
        assertThat(environment.pool(KS1)).containsExactly(Map.entry(one, false));
    }

    @Test
    void anOperatorThatServesNoProxyAccountsSaysSoAndLooksAtNone() {
        environment.account("others", "others-credentials");
        environment.startOperatorWithoutAccounts();
        environment.apply("promo", single(KS1, one, "accountRef", Map.of("name", "others")));
        environment.apply("support", single(KS1, two));

        environment.awaitReady("support");

        MemberResource<?> promo = environment.awaitReason("promo", "AccountNotReady");
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

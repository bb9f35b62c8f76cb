package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The whole life of a resource on the cluster of the current KUBECONFIG, and what only a real API server can do. */
class RealClusterLifecycleIT extends LifecycleScenarios {

    @AutoClose
    private static final RealCluster CLUSTER = new RealCluster();

    @Override
    Stage stage() {
        return CLUSTER.stage();
    }

    @Test
    void theDeletionOfTheDefinitionEmptiesNoPool() {
        stage.startOperator();
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        stage.awaitReady("promo");
        var definition = CLUSTER.client()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("proxyshortcodes.proxypool.dev");

        CLUSTER.releaseAllBut(stage.namespace());
        definition.delete();

        await().atMost(Duration.ofSeconds(60)).until(() -> definition.get() == null);
        assertThat(stage.pool(KS1)).containsOnlyKeys(SC1);
        assertThat(stage.writes()).hasSize(1);
        stage.stopOperator();
        CLUSTER.install();
        stage.startOperator();
    }

    @Test
    void theDeletionOfANamespaceEndsThoughAccountAndSecretGoWithIt() {
        stage.startOperator();
        stage.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", Stage.OTHER_TOKEN));
        stage.account("other", "twilio");
        stage.apply("promo", ofTheOther());
        stage.awaitReady("promo");

        // No controller empties namespaces on a bare API server, so everything is deleted as it would: in any order.
        stage.secret("twilio").delete();
        stage.account("other").delete();
        stage.delete("promo");

        stage.awaitGone("promo");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> stage.account("other").get() == null
                        && stage.secret("twilio").get() == null);
        assertThat(stage.pool(Stage.OTHER_SERVICE)).isEmpty();
    }
}

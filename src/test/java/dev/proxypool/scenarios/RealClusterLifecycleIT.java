package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.CustomResource;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The whole life of a resource on the cluster of the current KUBECONFIG, and what only a real API server can do. */
class RealClusterLifecycleIT extends LifecycleScenarios {

    private static final RealCluster CLUSTER = RealCluster.theOne();

    @Override
    TestEnvironment environment() {
        return CLUSTER.environment();
    }

    @Test
    void theDeletionOfTheDefinitionEmptiesNoPool() {
        assertThatTheDefinitionsDeletionEmptiesNoPool();
    }

    @Test
    void norDoesItWhereTheOperatorMayNotReadTheDefinition() {
        environment.close();
        environment = CLUSTER.environmentOfItsOwnNamespace().of(telling);
        assertThatTheDefinitionsDeletionEmptiesNoPool();
    }

    private void assertThatTheDefinitionsDeletionEmptiesNoPool() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.awaitReady("promo");
        var definition = CLUSTER.client()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(CustomResource.getCRDName(telling.single()));

        CLUSTER.releaseAllBut(environment.namespace());
        definition.delete();

        await().atMost(Duration.ofSeconds(60)).until(() -> definition.get() == null);
        assertThat(environment.pool(KS1)).containsOnlyKeys(one);
        assertThat(environment.writes()).hasSize(1);
        environment.stopOperator();
        CLUSTER.install();
        environment.startOperator();
    }

    @Test
    void theDeletionOfANamespaceEndsThoughAccountAndSecretGoWithIt() {
        environment.startOperator();
        environment.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", TestEnvironment.OTHER_TOKEN));
        environment.account("other", "twilio");
        environment.apply("promo", ofTheOther());
        environment.awaitReady("promo");

        // No controller empties namespaces on a bare API server, so everything is deleted as it would: in any order.
        environment.secret("twilio").delete();
        environment.account("other").delete();
        environment.delete("promo");

        environment.awaitGone("promo");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> environment.account("other").get() == null
                        && environment.secret("twilio").get() == null);
        assertThat(environment.pool(TestEnvironment.OTHER_SERVICE)).isEmpty();
    }
}

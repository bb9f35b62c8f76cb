package dev.proxypool.scenarios;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The command line on the cluster of the current KUBECONFIG. */
class RealClusterCommandIT extends CommandScenarios {

    private static RealCluster cluster;

    @BeforeAll
    static void open() {
        cluster = new RealCluster();
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

    @Override
    Stage stage() {
        return cluster.stage();
    }
}

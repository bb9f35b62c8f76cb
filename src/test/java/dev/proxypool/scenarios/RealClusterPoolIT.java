package dev.proxypool.scenarios;

import org.junit.jupiter.api.AutoClose;

/** Whole pools on the cluster of the current KUBECONFIG. */
class RealClusterPoolIT extends PoolScenarios {

    @AutoClose
    private static final RealCluster CLUSTER = new RealCluster();

    @Override
    Stage stage() {
        return CLUSTER.stage();
    }
}

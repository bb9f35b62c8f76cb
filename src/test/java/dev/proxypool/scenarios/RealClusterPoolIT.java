package dev.proxypool.scenarios;

import org.junit.jupiter.api.AutoClose;

/** Whole pools on the cluster of the current KUBECONFIG. */
class RealClusterPoolIT extends PoolScenarios {

    @AutoClose
    private static final RealCluster CLUSTER = new RealCluster();

    @Override
    TestEnvironment environment() {
        return CLUSTER.environment();
    }
}

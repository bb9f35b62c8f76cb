package dev.proxypool.scenarios;

import org.junit.jupiter.api.AutoClose;

/** Policies of pools, and large ones, on the cluster of the current KUBECONFIG. */
class RealClusterPoolPolicyIT extends PoolPolicyScenarios {

    @AutoClose
    private static final RealCluster CLUSTER = new RealCluster();

    @Override
    TestEnvironment environment() {
        return CLUSTER.environment();
    }
}

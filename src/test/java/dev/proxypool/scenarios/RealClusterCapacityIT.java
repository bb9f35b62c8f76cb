package dev.proxypool.scenarios;

import org.junit.jupiter.api.AutoClose;

/** {@link CapacityScenarios} on the cluster of the current KUBECONFIG. */
class RealClusterCapacityIT extends CapacityScenarios {

    @AutoClose
    private static final RealCluster CLUSTER = new RealCluster();

    @Override
    TestEnvironment environment() {
        return CLUSTER.environment();
    }
}

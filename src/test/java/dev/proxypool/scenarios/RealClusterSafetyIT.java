package dev.proxypool.scenarios;

import org.junit.jupiter.api.AutoClose;

/** {@link SafetyScenarios} on the cluster of the current KUBECONFIG. */
class RealClusterSafetyIT extends SafetyScenarios {

    @AutoClose
    private static final RealCluster CLUSTER = new RealCluster();

    @Override
    TestEnvironment environment() {
        return CLUSTER.environment();
    }
}

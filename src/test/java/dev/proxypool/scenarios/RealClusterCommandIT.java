package dev.proxypool.scenarios;

import org.junit.jupiter.api.AutoClose;

/** The command line on the cluster of the current KUBECONFIG. */
class RealClusterCommandIT extends CommandScenarios {

    @AutoClose
    private static final RealCluster CLUSTER = new RealCluster();

    @Override
    TestEnvironment environment() {
        return CLUSTER.environment();
    }
}

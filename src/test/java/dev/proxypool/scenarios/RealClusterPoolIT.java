package dev.proxypool.scenarios;

/** Whole pools on the cluster of the current KUBECONFIG. */
class RealClusterPoolIT extends PoolScenarios {

    private static final RealCluster CLUSTER = RealCluster.theOne();

    @Override
    TestEnvironment environment() {
        return CLUSTER.environment();
    }
}

package dev.proxypool.scenarios;

/** Policies of pools, and large ones, on the cluster of the current KUBECONFIG. */
class RealClusterPoolPolicyIT extends PoolPolicyScenarios {

    private static final RealCluster CLUSTER = RealCluster.theOne();

    @Override
    TestEnvironment environment() {
        return CLUSTER.environment();
    }
}

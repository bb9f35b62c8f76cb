package dev.proxypool.scenarios;

/** {@link CapacityScenarios} on the cluster of the current KUBECONFIG. */
class RealClusterCapacityIT extends CapacityScenarios {

    private static final RealCluster CLUSTER = RealCluster.theOne();

    @Override
    TestEnvironment environment() {
        return CLUSTER.environment();
    }
}

package dev.proxypool.scenarios;

/** {@link SafetyScenarios} on the cluster of the current KUBECONFIG. */
class RealClusterSafetyIT extends SafetyScenarios {

    private static final RealCluster CLUSTER = RealCluster.theOne();

    @Override
    TestEnvironment environment() {
        return CLUSTER.environment();
    }
}

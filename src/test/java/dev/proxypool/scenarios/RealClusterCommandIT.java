package dev.proxypool.scenarios;

/** The command line on the cluster of the current KUBECONFIG. */
class RealClusterCommandIT extends CommandScenarios {

    private static final RealCluster CLUSTER = RealCluster.theOne();

    @Override
    TestEnvironment environment() {
        return CLUSTER.environment();
    }
}

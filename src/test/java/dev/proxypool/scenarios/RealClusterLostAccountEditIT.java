package dev.proxypool.scenarios;

/** The stories on the cluster of the current KUBECONFIG: {@code mvn verify -Preal-cluster}. */
class RealClusterLostAccountEditIT extends LostAccountEditScenarios {

    private static final RealCluster CLUSTER = RealCluster.theOne();

    @Override
    TestEnvironment environment() {
        return CLUSTER.environmentBehindProxy();
    }
}

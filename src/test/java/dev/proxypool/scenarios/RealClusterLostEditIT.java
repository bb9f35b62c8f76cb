package dev.proxypool.scenarios;

import org.junit.jupiter.api.AutoClose;

/** The stories on the cluster of the current KUBECONFIG: {@code mvn verify -Preal-cluster}. */
class RealClusterLostEditIT extends LostEditScenarios {

    @AutoClose
    private static final RealCluster CLUSTER = new RealCluster();

    @Override
    TestEnvironment environment() {
        return CLUSTER.environmentBehindProxy();
    }

    @Override
    int races() {
        return 240;
    }
}

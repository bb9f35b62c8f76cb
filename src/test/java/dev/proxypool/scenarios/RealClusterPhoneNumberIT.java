package dev.proxypool.scenarios;

/** What only phone numbers can do, on the cluster of the current KUBECONFIG. */
class RealClusterPhoneNumberIT extends PhoneNumberScenarios {

    private static final RealCluster CLUSTER = RealCluster.theOne();

    @Override
    TestEnvironment environment() {
        return CLUSTER.environment();
    }
}

package dev.proxypool.scenarios;

/** Policies of pools, and large ones, on the embedded API: in every build, without a cluster. */
class EmbeddedPoolPolicyTest extends PoolPolicyScenarios {
    @Override
    TestEnvironment environment() {
        return TestEnvironment.embedded();
    }
}

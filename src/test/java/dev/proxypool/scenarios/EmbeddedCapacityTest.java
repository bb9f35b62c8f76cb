package dev.proxypool.scenarios;

/** Pools at their limits on the embedded API: in every build, without a cluster. */
class EmbeddedCapacityTest extends CapacityScenarios {
    @Override
    TestEnvironment environment() {
        return TestEnvironment.embedded();
    }
}

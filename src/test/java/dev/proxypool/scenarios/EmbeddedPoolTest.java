package dev.proxypool.scenarios;

/** Whole pools on the embedded API: in every build, without a cluster. */
class EmbeddedPoolTest extends PoolScenarios {
    @Override
    TestEnvironment environment() {
        return TestEnvironment.embedded();
    }
}

package dev.proxypool.scenarios;

/** The whole life of a resource on the embedded API: in every build, without a cluster. */
class EmbeddedLifecycleTest extends LifecycleScenarios {
    @Override
    TestEnvironment environment() {
        return TestEnvironment.embedded();
    }
}

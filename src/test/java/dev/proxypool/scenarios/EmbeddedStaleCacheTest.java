package dev.proxypool.scenarios;

/** The stories on the embedded API: in every build, without a cluster. */
class EmbeddedStaleCacheTest extends StaleCacheScenarios {
    @Override
    TestEnvironment environment() {
        return TestEnvironment.embeddedBehindProxy();
    }
}

package dev.proxypool.scenarios;

/** The stories on the embedded API: in every build, without a cluster. */
class EmbeddedNamesakeTest extends NamesakeScenarios {
    @Override
    TestEnvironment environment() {
        return TestEnvironment.embeddedBehindProxy();
    }
}

package dev.proxypool.scenarios;

/** The stories on the embedded API: in every build, without a cluster. */
class EmbeddedLostAccountEditTest extends LostAccountEditScenarios {
    @Override
    TestEnvironment environment() {
        return TestEnvironment.embeddedBehindProxy();
    }
}

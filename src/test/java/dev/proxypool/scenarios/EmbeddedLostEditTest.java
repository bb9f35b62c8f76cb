package dev.proxypool.scenarios;

/** The stories on the embedded API: in every build, without a cluster. */
class EmbeddedLostEditTest extends LostEditScenarios {
    @Override
    TestEnvironment environment() {
        return TestEnvironment.embeddedBehindProxy();
    }

    @Override
    int races() {
        return 60;
    }
}

package dev.proxypool.scenarios;

/** The command line on the embedded API: in every build, without a cluster. */
class EmbeddedCommandTest extends CommandScenarios {
    @Override
    TestEnvironment environment() {
        return TestEnvironment.embedded();
    }
}

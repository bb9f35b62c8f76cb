package dev.proxypool.scenarios;

/** What must not happen, on the embedded API: in every build, without a cluster. */
class EmbeddedSafetyTest extends SafetyScenarios {
    @Override
    TestEnvironment environment() {
        return TestEnvironment.embedded();
    }
}

package dev.proxypool.scenarios;

/** What only phone numbers can do, on the embedded API: in every build, without a cluster. */
class EmbeddedPhoneNumberTest extends PhoneNumberScenarios {
    @Override
    TestEnvironment environment() {
        return TestEnvironment.embedded();
    }
}

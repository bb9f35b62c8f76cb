package dev.proxypool.scenarios;

/** The stories on the embedded API: in every build, without a cluster. */
class EmbeddedLostEditTest extends LostEditScenarios {
    @Override
    Stage stage() {
        return Stage.embeddedBehindProxy();
    }

    @Override
    int races() {
        return 60;
    }
}

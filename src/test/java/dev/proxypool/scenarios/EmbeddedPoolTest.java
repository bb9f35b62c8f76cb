package dev.proxypool.scenarios;

/** Whole pools on the embedded API: in every build, without a cluster. */
class EmbeddedPoolTest extends PoolScenarios {
    @Override
    Stage stage() {
        return Stage.embedded();
    }
}

package dev.proxypool.scenarios;

import dev.proxypool.embedded.EmbeddedKubernetes;

/** Whole pools on the embedded API: in every build, without a cluster. */
class EmbeddedPoolTest extends PoolScenarios {
    @Override
    Stage stage() {
        EmbeddedKubernetes kubernetes = EmbeddedKubernetes.start();
        return new Stage(kubernetes.client(), "messaging", false, kubernetes);
    }
}

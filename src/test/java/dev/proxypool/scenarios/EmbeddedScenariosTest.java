package dev.proxypool.scenarios;

import dev.proxypool.embedded.EmbeddedKubernetes;

/** The stories on the embedded API: in every build, without a cluster. */
class EmbeddedScenariosTest extends OperatorScenarios {
    @Override
    Stage stage() {
        EmbeddedKubernetes kubernetes = EmbeddedKubernetes.start();
        return new Stage(kubernetes.client(), "messaging", false, kubernetes);
    }
}

package dev.proxypool.scenarios;

import dev.proxypool.embedded.EmbeddedKubernetes;

/** The whole life of a resource on the embedded API: in every build, without a cluster. */
class EmbeddedLifecycleTest extends LifecycleScenarios {
    @Override
    Stage stage() {
        EmbeddedKubernetes kubernetes = EmbeddedKubernetes.start();
        return new Stage(kubernetes.client(), "messaging", false, kubernetes);
    }
}

package dev.proxypool.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.embedded.EmbeddedKubernetes;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which clusters {@code dev --kube} refuses. */
class UnusedClusterTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private final EmbeddedKubernetes kubernetes = EmbeddedKubernetes.start();
    private final KubernetesClient client = kubernetes.client();

    @AfterEach
    void close() {
        kubernetes.close();
    }

    @Test
    void anEmptyClusterIsFine() {
        assertThatCode(() -> UnusedCluster.require(client, NOW)).doesNotThrowAnyException();
    }

    @Test
    void aClusterWithResourcesOfOthersIsRefused() {
        for (int i = 1; i <= 5; i++) {
            create("promo-" + i);
        }

        assertThatThrownBy(() -> UnusedCluster.require(client, NOW))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageContaining("psc/promo-1 in namespace messaging, ")
                .hasMessageContaining(" and 2 more, and the demo would judge them by its simulated Twilio")
                .hasMessageContaining("leave --kube out");
    }

    @Test
    void aClusterWithAnOperatorIsRefusedUntilItIsGone() {
        lease(NOW.minusSeconds(10));

        assertThatThrownBy(() -> UnusedCluster.require(client, NOW))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageContaining("an operator runs in namespace proxypool (Lease proxypool, renewed "
                        + "2026-11-01T11:59:50Z) and would change pools at Twilio as the demo declares");
        assertThatCode(() -> UnusedCluster.require(client, NOW.plusSeconds(3_600)))
                .doesNotThrowAnyException();
    }

    @Test
    void nothingIsWritten() {
        create("promo");

        assertThatThrownBy(() -> UnusedCluster.require(client, NOW)).isInstanceOf(InvalidConfig.class);

        assertThat(client.resources(ProxyShortCode.class)
                        .inNamespace("messaging")
                        .withName("promo")
                        .get()
                        .getMetadata()
                        .getResourceVersion())
                .isEqualTo("1");
    }

    private void create(String name) {
        ProxyShortCode code = new ProxyShortCode();
        code.setMetadata(new ObjectMetaBuilder()
                .withNamespace("messaging")
                .withName(name)
                .build());
        client.resource(code).create();
    }

    private void lease(Instant renewed) {
        client.resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withName("proxypool")
                        .withNamespace("proxypool")
                        .endMetadata()
                        .withNewSpec()
                        .withHolderIdentity("a-replica")
                        .withLeaseDurationSeconds(15)
                        .withRenewTime(renewed.atZone(ZoneOffset.UTC))
                        .endSpec()
                        .build())
                .create();
    }
}

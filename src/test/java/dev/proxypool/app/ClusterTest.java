package dev.proxypool.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.ProxyShortCode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterTest {

    private static final String OBJECT = """
        apiVersion: proxypool.dev/v1alpha1
        kind: ProxyShortCode
        metadata:
          name: promo
          finalizers: [proxypool.dev/membership]
          managedFields:
            - {manager: proxypool, operation: Apply, fieldsV1: {"f:metadata": {"f:finalizers": {}}}}
        spec: {serviceSid: KS00000000000000000000000000000001, unknown: [1]}
        """;

    @Test
    void theCachesDoNotKeepWhoWroteWhichField() {
        try (KubernetesClient usual = new KubernetesClientBuilder().build();
                KubernetesClient ours = Cluster.client(new Renewals())) {
            ProxyShortCode whole = read(usual);
            ProxyShortCode kept = read(ours);

            assertThat(whole.getMetadata().getManagedFields()).hasSize(1);
            assertThat(kept.getMetadata().getManagedFields()).isEmpty();
            whole.getMetadata().setManagedFields(List.of());
            assertThat(kept.getMetadata()).isEqualTo(whole.getMetadata());
            assertThat(kept.getSpec()).isEqualTo(whole.getSpec());
        }
    }

    private static ProxyShortCode read(KubernetesClient client) {
        return client.getKubernetesSerialization().unmarshal(OBJECT, ProxyShortCode.class);
    }
}

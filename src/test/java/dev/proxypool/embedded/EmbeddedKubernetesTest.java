package dev.proxypool.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import org.junit.jupiter.api.Test;

class EmbeddedKubernetesTest {

    private static final PatchContext JSON = PatchContext.of(PatchType.JSON);

    @Test
    void aPatchIsRefusedIfItsTestFails() {
        try (EmbeddedKubernetes kubernetes = EmbeddedKubernetes.start()) {
            var client = kubernetes.client();
            Secret secret = client.secrets()
                    .resource(new SecretBuilder()
                            .withNewMetadata()
                            .withName("twilio")
                            .withNamespace("messaging")
                            .endMetadata()
                            .build())
                    .create();

            String ours = secret.getMetadata().getUid();
            assertThat(client.resource(secret).patch(JSON, patch(ours)).getFinalizers())
                    .containsExactly("example.com/one");
            assertThatExceptionOfType(KubernetesClientException.class)
                    .isThrownBy(() -> client.resource(secret).patch(JSON, patch("another")))
                    .satisfies(refusal -> assertThat(refusal.getCode()).isEqualTo(422));
        }
    }

    private static String patch(String uid) {
        return """
            [{"op": "test", "path": "/metadata/uid", "value": "%s"},
             {"op": "add", "path": "/metadata/finalizers", "value": ["example.com/one"]}]\
            """.formatted(uid);
    }
}

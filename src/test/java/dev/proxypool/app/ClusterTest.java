package dev.proxypool.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.proxypool.api.ApiGroup;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.ResourceKind;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClusterTest {

    /** It was a stack trace of each cache. */
    @Test
    void rightsThatAreMissingAreOneLine() {
        KubernetesMockServer server = new KubernetesMockServer(false);
        server.init();
        try (KubernetesClient client = server.createClient()) {
            for (String kind :
                    Stream.of(ResourceKind.values()).map(ResourceKind::plural).toList()) {
                String message =
                        "%s.proxypool.dev is forbidden: User \"x\" cannot list resource \"%s\"".formatted(kind, kind);
                server.expect()
                        .get()
                        .withPath("/apis/proxypool.dev/v1alpha1/%s?limit=1".formatted(kind))
                        .andReturn(
                                403,
                                new StatusBuilder()
                                        .withCode(403)
                                        .withMessage(message)
                                        .build())
                        .always();
            }

            assertThatExceptionOfType(InvalidConfig.class)
                    .isThrownBy(() -> Cluster.check(client, true, Set.of()))
                    .withMessage(
                            "the Kubernetes API at %s forbids what the operator needs:".formatted(client.getMasterUrl())
                                    + " User \"x\" cannot list resource \"proxyaccounts\"; User \"x\" cannot list"
                                    + " resource \"proxyshortcodepools\"; User \"x\" cannot list resource"
                                    + " \"proxyshortcodes\"; User \"x\" cannot list resource"
                                    + " \"proxyphonenumberpools\"; User \"x\" cannot list resource"
                                    + " \"proxyphonenumbers\". The chart has roles with these rights");
        } finally {
            server.destroy();
        }
    }

    @Test
    void definitionsThatAreMissingAreTold() {
        KubernetesMockServer server = new KubernetesMockServer(false);
        server.init();
        try (KubernetesClient client = server.createClient()) {
            assertThatExceptionOfType(InvalidConfig.class)
                    .isThrownBy(() -> Cluster.check(client, false, Set.of("a")))
                    .withMessageContaining(
                            "does not know proxyshortcodepools.proxypool.dev: install the chart, or apply");
        } finally {
            server.destroy();
        }
    }

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

    private static final String FULL = """
        apiVersion: %s
        kind: %s
        metadata:
          name: promo
          uid: "1"
          labels: {app: example}
          ownerReferences: [{apiVersion: v1, kind: Secret, name: example, uid: "2"}]
          finalizers: [example.com/theirs]
          annotations:
            example.com/notes: example
            proxypool.dev/orphan: "true"
            proxypool.dev/approve-removals: 0a1b
            reconcile.proxypool.dev/requestedAt: now
            reconcile.fluxcd.io/requestedAt: "LARGE"
        data: {TWILIO_AUTH_TOKEN: dG9rZW4=, other: dG9rZW4=, TWILIO_API_KEY: "LARGE"}
        """.replace("LARGE", "x".repeat(200_000));

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

    @Test
    void theCachesKeepOfMetadataWhatIsUsed() {
        try (KubernetesClient ours = Cluster.client(new Renewals())) {
            ObjectMeta kept = ours.getKubernetesSerialization()
                    .unmarshal(FULL.formatted("proxypool.dev/v1alpha1", "ProxyShortCode"), ProxyShortCode.class)
                    .getMetadata();

            assertThat(kept.getAnnotations())
                    .containsOnlyKeys(
                            ApiGroup.ORPHAN_ANNOTATION,
                            ApiGroup.RECONCILE_ANNOTATION,
                            "reconcile.fluxcd.io/requestedAt",
                            ApiGroup.APPROVAL_ANNOTATION)
                    .containsEntry(ApiGroup.ORPHAN_ANNOTATION, "true");
            assertThat(kept.getAnnotations().get("reconcile.fluxcd.io/requestedAt"))
                    .as("a value of ours is no hiding place")
                    .hasSizeLessThan(2_000);
            assertThat(kept.getLabels()).isEmpty();
            assertThat(kept.getOwnerReferences()).isEmpty();
            assertThat(kept.getFinalizers()).containsExactly("example.com/theirs");
            assertThat(kept.getUid()).isEqualTo("1");
        }
    }

    @Test
    void ofASecretOnlyCredentialsAreKept() {
        try (KubernetesClient ours = Cluster.client(new Renewals())) {
            Secret kept = ours.getKubernetesSerialization().unmarshal(FULL.formatted("v1", "Secret"), Secret.class);

            assertThat(kept.getData())
                    .containsOnlyKeys("TWILIO_AUTH_TOKEN", "TWILIO_API_KEY")
                    .containsEntry("TWILIO_AUTH_TOKEN", "dG9rZW4=");
            assertThat(kept.getData().get("TWILIO_API_KEY")).hasSizeLessThan(2_000);
            assertThat(kept.getMetadata().getAnnotations()).isEmpty();
        }
    }

    @Test
    void otherKindsKeepTheirLabels() {
        try (KubernetesClient ours = Cluster.client(new Renewals())) {
            Lease kept = ours.getKubernetesSerialization()
                    .unmarshal(FULL.formatted("coordination.k8s.io/v1", "Lease"), Lease.class);

            assertThat(kept.getMetadata().getLabels()).containsEntry("app", "example");
            assertThat(kept.getMetadata().getAnnotations()).containsKey("example.com/notes");
        }
    }
}

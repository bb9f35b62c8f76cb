package dev.proxypool.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.embedded.EmbeddedKubernetes;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a replica does to the Lease when it stops; the election itself needs a real API server, see {@link TakeoverIT}. */
class LeadershipTest {

    private static final Instant BEFORE = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:10Z");

    private final EmbeddedKubernetes kubernetes = EmbeddedKubernetes.start();
    private final KubernetesClient client = kubernetes.client();
    private final List<Boolean> told = new ArrayList<>();
    private final Leadership leadership =
            new Leadership(client, new Leadership.Election("operators", "us", () -> {}), () -> NOW, told::add);

    @AfterEach
    void close() {
        kubernetes.close();
    }

    @Test
    void whoStopsGivesTheLeaseBack() {
        heldBy("us");

        leadership.close();

        assertThat(lease().getSpec().getHolderIdentity()).isNull();
        assertThat(lease().getSpec().getLeaseDurationSeconds()).isEqualTo(1);
        assertThat(told).containsExactly(false);
    }

    @Test
    void whoStopsHoldsTheLeaseUntilRunningPassesHaveEnded() {
        heldBy("us");

        leadership.leave(Duration.ofSeconds(25));

        assertThat(lease().getSpec().getHolderIdentity()).isEqualTo("us");
        assertThat(lease().getSpec().getRenewTime().toInstant()).isEqualTo(NOW);
        assertThat(lease().getSpec().getLeaseDurationSeconds()).isEqualTo(30);
    }

    @Test
    void theLeaseOfAnotherIsNotTouched() {
        heldBy("them");
        String version = lease().getMetadata().getResourceVersion();

        leadership.leave(Duration.ofSeconds(25));
        leadership.close();

        assertThat(lease().getMetadata().getResourceVersion()).isEqualTo(version);
    }

    @Test
    void whereThereIsNoLeaseNoneIsMade() {
        leadership.leave(Duration.ofSeconds(25));
        leadership.close();

        assertThat(lease()).isNull();
    }

    private void heldBy(String identity) {
        Lease lease = new LeaseBuilder()
                .withNewMetadata()
                .withNamespace("operators")
                .withName(Leadership.LEASE)
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(identity)
                .withLeaseDurationSeconds(15)
                .withRenewTime(ZonedDateTime.ofInstant(BEFORE, ZoneOffset.UTC))
                .endSpec()
                .build();
        client.resource(lease).create();
    }

    private Lease lease() {
        return client.leases()
                .inNamespace("operators")
                .withName(Leadership.LEASE)
                .get();
    }
}

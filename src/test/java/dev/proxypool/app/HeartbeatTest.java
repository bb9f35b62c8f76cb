package dev.proxypool.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.proxypool.cli.Operators;
import dev.proxypool.embedded.EmbeddedKubernetes;
import dev.proxypool.proxy.http.UserAgent;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A single replica shows that it runs, and takes the Lease from no other. */
class HeartbeatTest {

    private static final Instant NOW = Instant.parse("2026-11-01T00:00:10Z");

    private final EmbeddedKubernetes kubernetes = EmbeddedKubernetes.start();
    private final KubernetesClient client = kubernetes.client();
    private final ListAppender<ILoggingEvent> told = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger(Heartbeat.class);
    private volatile Instant now = NOW;
    private final Heartbeat heartbeat = new Heartbeat(new OwnLease(client, "operators", "us"), () -> now);

    @BeforeEach
    void listen() {
        // A command for people that another test executes makes the logs quiet.
        log.setLevel(Level.INFO);
        told.start();
        log.addAppender(told);
    }

    @AfterEach
    void close() {
        log.detachAppender(told);
        log.setLevel(null);
        kubernetes.close();
    }

    @Test
    void theLeaseIsMadeAndRenewed() {
        heartbeat.beat();
        assertThat(lease().getSpec().getHolderIdentity()).isEqualTo("us");
        assertThat(lease().getSpec().getLeaseDurationSeconds()).isEqualTo(60);
        assertThat(lease().getMetadata().getAnnotations())
                .containsEntry(Operators.VERSION_ANNOTATION, UserAgent.VERSION);

        now = NOW.plusSeconds(20);
        heartbeat.beat();

        assertThat(lease().getSpec().getRenewTime().toInstant()).isEqualTo(now);
        assertThat(lease().getSpec().getAcquireTime().toInstant()).isEqualTo(NOW);
        assertThat(told.list).isEmpty();
    }

    @Test
    void itBeatsByItself() {
        try (Heartbeat started = heartbeat.start()) {
            assertThat(started).isSameAs(heartbeat);
            await().until(() -> lease() != null);
        }
        assertThat(lease().getSpec().getHolderIdentity()).as("given back").isNull();
    }

    @Test
    void aLeaseThatWasGivenBackOrHasExpiredIsTaken() {
        heldBy(null, NOW);
        heartbeat.beat();
        assertThat(lease().getSpec().getHolderIdentity()).isEqualTo("us");

        client.resource(lease()).delete();
        heldBy("them", NOW.minusSeconds(16));
        heartbeat.beat();
        assertThat(lease().getSpec().getHolderIdentity()).isEqualTo("us");
    }

    @Test
    void theLeaseOfAnotherIsLeftAndOnlyOneThatIsRenewedIsWorthAWarning() {
        heldBy("them", NOW);
        heartbeat.beat();
        assertThat(lease().getSpec().getHolderIdentity()).isEqualTo("them");
        assertThat(told.list).as("a replica that crashed leaves it like that").isEmpty();

        client.resource(lease()).delete();
        heldBy("them", NOW.plusSeconds(1));
        heartbeat.beat();
        heartbeat.close();

        assertThat(lease().getSpec().getHolderIdentity()).isEqualTo("them");
        assertThat(told.list).singleElement().satisfies(warning -> {
            assertThat(warning.getLevel()).isEqualTo(Level.WARN);
            assertThat(warning.getFormattedMessage())
                    .isEqualTo(
                            "another operator holds the Lease proxypool: two operators without election write twice");
        });
    }

    @Test
    void withoutTheRightToTheLeaseOneLineIsLoggedAndNothingElseHappens() throws IOException {
        var server =
                com.sun.net.httpserver.HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(403, -1);
            exchange.close();
        });
        server.start();
        try (KubernetesClient forbidden = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build()) {
            var powerless = new Heartbeat(new OwnLease(forbidden, "operators", "us"), () -> now);

            powerless.beat();
            powerless.beat();

            assertThat(told.list)
                    .singleElement()
                    .satisfies(warning -> assertThat(warning.getFormattedMessage())
                            .startsWith(
                                    "the Lease proxypool cannot be renewed, so `proxypool status` cannot see that the"
                                            + " operator runs; the operator goes on without it: "));
        } finally {
            server.stop(0);
        }
    }

    private void heldBy(@Nullable String identity, Instant renewed) {
        client.resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withNamespace("operators")
                        .withName(OwnLease.NAME)
                        .endMetadata()
                        .withNewSpec()
                        .withHolderIdentity(identity)
                        .withLeaseDurationSeconds(15)
                        .withRenewTime(renewed.atZone(ZoneOffset.UTC))
                        .endSpec()
                        .build())
                .create();
    }

    private Lease lease() {
        return new OwnLease(client, "operators", "us").resource().get();
    }
}

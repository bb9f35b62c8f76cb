package dev.proxypool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;

/** Whether the operator runs is seen, whatever the last statuses say. */
class OperatorsTest {

    private static final Instant NOW = Instant.parse("2026-01-03T12:00:00Z");
    private static final String READY = """
        apiVersion: proxypool.dev/v1alpha1
        kind: ProxyShortCode
        metadata: {name: promo, namespace: messaging, generation: 1}
        spec: {serviceSid: KS00000000000000000000000000000001, shortCodeSid: SC00000000000000000000000000000001}
        status:
          conditions:
            - {type: Ready, status: "True", observedGeneration: 1, reason: InSync, message: it is in the pool}
        """;

    private final TestCluster cluster = new TestCluster();
    private final Terminal terminal = Terminal.window(1_000, NOW);

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void aDeadOperatorIsSeenThoughAllItSaidIsReady() {
        cluster.has(READY);
        lease("operators", Duration.ofDays(2));

        assertThat(status()).isEqualTo(Exit.FAILED);
        assertThat(terminal.out())
                .endsWith("operator last seen 2d ago (Lease operators/proxypool, renewed 2026-01-01T12:00:00Z)\n");
    }

    @ParameterizedTest
    @CsvSource({"60, 240, 0", "60, 241, 1", "15, 60, 0", "15, 61, 1", "1, 60, 0", "1, 61, 1"})
    void itIsDeadAfterFourTimesWhatItsLeaseLastsAndNotWithinAMinute(int lasts, int ago, int exit) {
        cluster.has(READY);
        lease("operators", Duration.ofSeconds(ago), lasts);

        assertThat(status()).isEqualTo(exit);
        assertThat(terminal.out()).contains(exit == 0 ? "\noperator alive (Lease " : "\noperator last seen ");
    }

    @Test
    void ofSeveralOperatorsOneThatIsAliveIsEnough() {
        cluster.has(READY);
        lease("gone", Duration.ofDays(300));
        lease("operators", Duration.ofSeconds(5));

        assertThat(status()).isEqualTo(Exit.FINE);
        assertThat(terminal.out()).endsWith("""
            operator last seen 300d ago (Lease gone/proxypool, renewed 2025-03-09T12:00:00Z)
            operator alive (Lease operators/proxypool, renewed 2026-01-03T11:59:55Z)
            """);
    }

    @ParameterizedTest
    @NullAndEmptySource
    void aLeaseWithoutHolderMeansThatTheOperatorStopped(@Nullable String holder) {
        cluster.has(READY);
        lease("operators", Duration.ofSeconds(20), 1, holder);

        assertThat(status()).isEqualTo(Exit.FAILED);
        assertThat(terminal.out())
                .endsWith("operator stopped 20s ago: it released its Lease (Lease operators/proxypool, renewed"
                        + " 2026-01-03T11:59:40Z)\n");
    }

    @Test
    void oneThatStoppedBesideOneThatIsAliveIsNoFault() {
        cluster.has(READY);
        lease("former", Duration.ofSeconds(20), 1, "");
        lease("operators", Duration.ofSeconds(5));

        assertThat(status()).isEqualTo(Exit.FINE);
        assertThat(terminal.out()).contains("\noperator stopped 20s ago: ", "\noperator alive (Lease operators/");
    }

    @Test
    void aWatchDoesNotRepeatThatOneStopped() {
        Operators mixed = new Operators(
                List.of(
                        new Operators.LastSeen("former", "2026-01-03T11:00:00Z", false, true, null),
                        new Operators.LastSeen("operators", "2026-01-03T11:59:55Z", true, false, null)),
                null);
        StatusWatch watch = new StatusWatch(200);
        watch.changes(List.of(), mixed, NOW);

        assertThat(watch.changes(List.of(), mixed, NOW.plus(Duration.ofHours(1))))
                .isEmpty();
    }

    @Test
    void whatStallsCountsBeforeADeadOperator() {
        cluster.has(READY.replace("status: \"True\"", "status: \"False\"")
                + "    - {type: Stalled, status: \"True\", observedGeneration: 1, reason: Conflict, message: no}\n");
        lease("operators", Duration.ofDays(2));

        assertThat(status()).isEqualTo(Exit.STALLED);
    }

    @Test
    void withoutALeaseNoOperatorWasSeen() {
        cluster.has(READY);

        assertThat(status()).isEqualTo(Exit.FINE);
        assertThat(terminal.out()).endsWith("no operator found: there is no Lease proxypool in any namespace\n");
    }

    @Test
    void aProgramGetsTheSame() throws IOException {
        cluster.has(READY);
        lease("operators", Duration.ofDays(2));

        assertThat(cluster.run(terminal, "status -n messaging -o json")).isEqualTo(Exit.FAILED);
        assertThat(new JsonMapper().readTree(terminal.out()).path("operators").toString())
                .isEqualTo(
                        "{\"seen\":[{\"namespace\":\"operators\",\"renewed\":\"2026-01-01T12:00:00Z\",\"alive\":false,\"released\":false}]}");
    }

    @Test
    void whereLeasesMayNotBeListedThatIsSaidInOneLineAndNothingFails() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean ours = exchange.getRequestURI().getPath().startsWith("/apis/proxypool.dev/");
            byte[] body = "{\"items\":[]}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(ours ? 200 : 403, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            int exit = TestCluster.run(
                    terminal,
                    _ -> new KubernetesClientBuilder()
                            .withConfig(new ConfigBuilder()
                                    .withMasterUrl("http://127.0.0.1:"
                                            + server.getAddress().getPort())
                                    .withRequestRetryBackoffLimit(0)
                                    .build())
                            .build(),
                    "status -A");

            assertThat(exit).isEqualTo(Exit.FINE);
            assertThat(terminal.out())
                    .isEqualTo("whether the operator runs is unknown: the Leases of all namespaces could not be listed"
                            + " (403)\n");
        } finally {
            server.stop(0);
        }
    }

    private int status() {
        return cluster.run(terminal, "status -n messaging");
    }

    private void lease(String namespace, Duration ago) {
        lease(namespace, ago, 60);
    }

    private void lease(String namespace, Duration ago, int lasts) {
        lease(namespace, ago, lasts, "one");
    }

    private void lease(String namespace, Duration ago, int lasts, @Nullable String holder) {
        cluster.client()
                .resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(Operators.LEASE)
                        .endMetadata()
                        .withNewSpec()
                        .withHolderIdentity(holder)
                        .withLeaseDurationSeconds(lasts)
                        .withRenewTime(NOW.minus(ago).atZone(ZoneOffset.UTC))
                        .endSpec()
                        .build())
                .create();
    }
}

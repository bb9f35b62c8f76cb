package dev.proxypool.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.WrittenSpec;
import dev.proxypool.domain.Sid;
import dev.proxypool.proxy.Credentials;
import dev.proxypool.proxy.Endpoint;
import dev.proxypool.proxy.Limits;
import dev.proxypool.reconcile.Timing;
import dev.proxypool.simulator.Effect;
import dev.proxypool.simulator.Match;
import dev.proxypool.simulator.Simulator;
import dev.proxypool.simulator.SimulatorState;
import dev.proxypool.telemetry.Metrics;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas on the cluster of the current KUBECONFIG, each with a Twilio of its own, so that it shows who asks. */
class TakeoverIT {

    private static final Sid.Account ACCOUNT = new Sid.Account("AC00000000000000000000000000000001");
    private static final String TOKEN = "example-token-1";
    private static final String SERVICE = "KS00000000000000000000000000000001";
    private static final String CODE = "SC00000000000000000000000000000001";
    private static final Duration PROMISED = Duration.ofSeconds(2);

    private static KubernetesClient client;

    private final String namespace = "takeover-" + UUID.randomUUID().toString().substring(0, 8);

    private Replica first;
    private Replica second;

    @BeforeAll
    static void installTheDefinition() throws IOException {
        client = new KubernetesClientBuilder().build();
        try (var in = Files.newInputStream(Path.of("crds", "proxyshortcodes.proxypool.dev.yaml"))) {
            var definition = client.resources(CustomResourceDefinition.class).load(in);
            definition.createOr(NonDeletingOperation::update);
            definition.waitUntilCondition(
                    there -> there != null
                            && there.getStatus() != null
                            && there.getStatus().getConditions().stream()
                                    .anyMatch(c -> c.getType().equals("Established")
                                            && c.getStatus().equals("True")),
                    30,
                    TimeUnit.SECONDS);
        }
    }

    @AfterAll
    static void close() {
        client.close();
    }

    @BeforeEach
    void startTwo() throws IOException {
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        first = new Replica("first");
        await().until(() -> first.leads());
        second = new Replica("second");
    }

    @AfterEach
    void stopBoth() {
        second.close();
        first.close();
        // No operator is left that would let go, and a bare API server has no controller that empties namespaces.
        for (var resource : client.resources(ProxyShortCode.class)
                .inNamespace(namespace)
                .list()
                .getItems()) {
            client.resource(resource).edit(there -> {
                there.getMetadata().setFinalizers(List.of());
                return there;
            });
            client.resource(resource).delete();
        }
        client.namespaces().withName(namespace).delete();
    }

    @Test
    void theOneThatStandsByAsksTwilioNothingAndTakesOverWithinTwoSecondsOfACleanStop() {
        apply();
        await().until(() -> !first.simulator.requests().isEmpty());
        assertThat(second.leads()).isFalse();
        assertThat(second.simulator.requests()).isEmpty();

        first.operator.close();
        long stopped = System.nanoTime();

        await().pollInterval(Duration.ofMillis(10)).until(() -> second.leads());
        Duration took = Duration.ofNanos(System.nanoTime() - stopped);
        assertThat(took).isLessThan(PROMISED);
        await().until(() -> !second.simulator.requests().isEmpty());
        assertThat(second.lost).isFalse();
    }

    @Test
    void aCallInFlightEndsBeforeAnotherReplicaBegins() {
        first.simulator.addFault(
                Match.of("POST", "/v1/Services/*/ShortCodes").then(new Effect.Delay(Duration.ofSeconds(4))));
        apply();
        await().until(() ->
                first.simulator.requests().stream().anyMatch(r -> r.method().equals("GET")));

        CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> first.operator.close());
        await().pollInterval(Duration.ofMillis(5)).until(() -> second.leads());

        assertThat(first.simulator.requests()).anyMatch(request -> request.isWrite() && request.status() == 201);
        stop.join();
    }

    @Test
    void whoLosesTheLeaseEnds() {
        var lease = client.leases().inNamespace(namespace).withName(Leadership.LEASE);
        // Its holder renews it in the meantime, and then the edit is refused.
        await().ignoreExceptionsMatching(KubernetesClientException.class::isInstance)
                .until(() -> {
                    lease.edit(there -> {
                        there.getSpec().setHolderIdentity("somebody-else");
                        return there;
                    });
                    return first.lost;
                });

        assertThat(first.leads()).isFalse();
    }

    private void apply() {
        ProxyShortCode resource = new ProxyShortCode();
        resource.getMetadata().setName("promo");
        resource.getMetadata().setNamespace(namespace);
        resource.setSpec(new WrittenSpec(
                Serialization.jsonMapper().valueToTree(Map.of("serviceSid", SERVICE, "shortCodeSid", CODE))));
        client.resource(resource).create();
    }

    private final class Replica {
        private final Simulator simulator;
        private final KubernetesClient own = new KubernetesClientBuilder().build();
        private final OperatorRuntime operator;
        private final Metrics metrics = new Metrics(InstantSource.system(), "test");
        private volatile boolean lost;

        Replica(String name) throws IOException {
            var state = new SimulatorState(List.of(new SimulatorState.Account(
                    ACCOUNT.value(),
                    TOKEN,
                    List.of(),
                    List.of(new SimulatorState.ShortCode(CODE, "12345")),
                    List.of(new SimulatorState.Service(SERVICE, "messaging", List.of())))));
            simulator = Simulator.start(state, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            var clients = new TwilioClients(metrics);
            var api = clients.open(
                    Endpoint.parse(simulator.uri().toString()), Credentials.token(ACCOUNT, TOKEN), Limits.DEFAULT);
            operator = OperatorRuntime.start(
                    own,
                    new OperatorRuntime.OwnAccount(ACCOUNT, api),
                    clients,
                    new OperatorRuntime.Settings(Timing.of(Duration.ofMillis(800)), Set.of(namespace), true, 4, false),
                    new OperatorRuntime.Surroundings(
                            new Leadership.Election(namespace, name, () -> lost = true), metrics));
        }

        boolean leads() {
            return metrics.scrape().contains("\nproxypool_leader 1.0\n");
        }

        void close() {
            operator.close();
            own.close();
            simulator.close();
        }
    }
}

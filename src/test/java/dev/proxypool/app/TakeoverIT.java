package dev.proxypool.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.api.ApiGroup;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.WrittenSpec;
import dev.proxypool.domain.Sid;
import dev.proxypool.proxy.governor.Limits;
import dev.proxypool.proxy.http.Credentials;
import dev.proxypool.proxy.http.Endpoint;
import dev.proxypool.reconcile.account.Timing;
import dev.proxypool.simulator.Effect;
import dev.proxypool.simulator.Match;
import dev.proxypool.simulator.Simulator;
import dev.proxypool.simulator.SimulatorState;
import dev.proxypool.statuspage.Disclosure;
import dev.proxypool.telemetry.Metrics;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
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

    private Line line;
    private Replica first;
    private Replica second;

    @BeforeAll
    static void installTheDefinitions() {
        client = new KubernetesClientBuilder().build();
        Definitions.install(client);
    }

    @AfterAll
    static void close() {
        client.close();
    }

    @BeforeEach
    void startTwo() throws IOException, URISyntaxException {
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        Config config = client.getConfiguration();
        line = new Line(client.getMasterUrl().toURI());
        Config throughLine = new ConfigBuilder(config)
                .withMasterUrl(line.url())
                .withDisableHostnameVerification(true)
                .build();
        first = new Replica("first", throughLine);
        await().until(() -> first.leads());
        second = new Replica("second", config);
    }

    @AfterEach
    void stopBoth() throws IOException {
        line.mend();
        second.close();
        first.close();
        line.close();
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
    void aStandbyMakesNoCallsAndTakesOverSoonAfterACleanStop() {
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
        // Written just before the first write to Twilio, by the same pass.
        await().pollInterval(Duration.ofMillis(5)).until(this::hasFinalizer);

        CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> first.operator.close());
        await().pollInterval(Duration.ofMillis(5)).until(() -> second.leads());

        assertThat(first.simulator.requests()).anyMatch(request -> request.isWrite() && request.status() == 201);
        stop.join();
    }

    @Test
    void whoLosesTheLeaseEnds() {
        var lease = client.leases().inNamespace(namespace).withName(OwnLease.NAME);
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

    /** Its elector is stuck in a request for longer than the Lease lasts. */
    @Test
    void aReplicaThatReachesTheApiServerNoMoreEndsBeforeAnotherWorks() {
        line.cut();

        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> second.leads());

        assertThat(first.lost).isTrue();
        assertThat(first.leads()).isFalse();
    }

    private boolean hasFinalizer() {
        return client.resources(ProxyShortCode.class).inNamespace(namespace).list().getItems().stream()
                .anyMatch(code -> code.hasFinalizer(ApiGroup.MEMBERSHIP_FINALIZER));
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
        private final KubernetesClient own;
        private final OperatorRuntime operator;
        private final Metrics metrics = new Metrics(InstantSource.system(), "test");
        private volatile boolean lost;

        Replica(String name, Config config) throws IOException {
            Renewals renewals = new Renewals();
            own = new KubernetesClientBuilder()
                    .withConfig(config)
                    .withHttpClientBuilderConsumer(renewals::listenTo)
                    .build();
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
                    new OperatorRuntime.Settings(
                            Timing.of(Duration.ofMillis(800)), Set.of(namespace), 4, AccountPolicy.NOT_SERVED),
                    new OperatorRuntime.Surroundings(
                            new Leadership.Election(namespace, name, renewals, () -> lost = true),
                            metrics,
                            StatusCollector.of(InstantSource.system(), "test", Disclosure.SUMMARY)));
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

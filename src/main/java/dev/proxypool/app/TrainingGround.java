package dev.proxypool.app;

import dev.proxypool.api.ProxyAccount;
import dev.proxypool.api.ProxyPhoneNumber;
import dev.proxypool.api.ProxyPhoneNumberPool;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.ProxyShortCodePool;
import dev.proxypool.api.ResourceKind;
import dev.proxypool.api.WrittenSpec;
import dev.proxypool.cli.ResourceView;
import dev.proxypool.embedded.EmbeddedKubernetes;
import dev.proxypool.simulator.Simulator;
import dev.proxypool.simulator.SimulatorState;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What an operator meets in production, in small: an API server with TLS, a Twilio, an account, a code and a pool to keep. */
final class TrainingGround implements AutoCloseable {

    private static final String NAMESPACE = "training";
    static final String NAME = "main";
    static final String ACCOUNT = "AC00000000000000000000000000000001";
    static final String TOKEN = "example-token-of-the-training";
    static final String KUBERNETES_TOKEN = "example-token-of-the-cluster";
    private static final String SERVICE = "KS00000000000000000000000000000001";
    private static final String POOL = "KS00000000000000000000000000000002";
    private static final List<String> CODES =
            List.of("SC00000000000000000000000000000001", "SC00000000000000000000000000000002");
    private static final List<String> NUMBERS = List.of("+14155550001", "+14155550002");

    private final Simulator twilio;
    private final EmbeddedKubernetes kubernetes;

    TrainingGround() throws IOException {
        twilio = Simulator.start(state(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        kubernetes = EmbeddedKubernetes.startWithTls();
        declare(kubernetes.client(), twilio.uri());
    }

    /** For an operator that shall work here. */
    Map<String, String> environment(Path folder) throws IOException {
        String server = kubernetes.client().getMasterUrl().toString();
        return Map.of(
                "KUBECONFIG",
                kubeconfig(folder, server),
                "TWILIO_ACCOUNT_SID",
                ACCOUNT,
                "TWILIO_AUTH_TOKEN",
                TOKEN,
                "PROXYPOOL_BASE_URL",
                twilio.uri().toString(),
                "PROXYPOOL_ACCOUNT_HOSTS",
                twilio.uri().toString());
    }

    /** Whether everything that is declared here is as declared. */
    boolean isReady() {
        return ResourceKind.types().stream()
                .map(kind -> kubernetes
                        .client()
                        .resources(kind)
                        .inNamespace(NAMESPACE)
                        .withName(NAME)
                        .get())
                .allMatch(resource -> ResourceView.of(resource).state() == ResourceView.State.READY);
    }

    private static SimulatorState state() {
        return new SimulatorState(List.of(new SimulatorState.Account(
                ACCOUNT,
                TOKEN,
                List.of(),
                List.of(
                        new SimulatorState.ShortCode(CODES.getFirst(), "12345"),
                        new SimulatorState.ShortCode(CODES.getLast(), "23456")),
                List.of(
                        new SimulatorState.PhoneNumber("PN00000000000000000000000000000001", NUMBERS.getFirst()),
                        new SimulatorState.PhoneNumber("PN00000000000000000000000000000002", NUMBERS.getLast())),
                List.of(
                        new SimulatorState.Service(SERVICE, "codes", List.of()),
                        new SimulatorState.Service(POOL, "pool", List.of())))));
    }

    private static void declare(KubernetesClient client, URI twilio) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .createOr(NonDeletingOperation::update);
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(NAMESPACE)
                        .withName(NAME)
                        .endMetadata()
                        .addToData(
                                "TWILIO_AUTH_TOKEN",
                                Base64.getEncoder().encodeToString(TOKEN.getBytes(StandardCharsets.UTF_8)))
                        .build())
                .createOr(NonDeletingOperation::update);
        declare(
                client,
                new ProxyAccount(),
                Map.of(
                        "accountSid",
                        ACCOUNT,
                        "baseUrl",
                        twilio.toString(),
                        "credentialsSecretRef",
                        Map.of("name", NAME)));
        declare(
                client,
                new ProxyShortCode(),
                Map.of("serviceSid", SERVICE, "shortCodeSid", CODES.getFirst(), "reserved", true));
        declare(
                client,
                new ProxyShortCodePool(),
                Map.of("serviceSid", POOL, "shortCodes", List.of(Map.of("sid", CODES.getLast()))));
        declare(
                client,
                new ProxyPhoneNumber(),
                Map.of("serviceSid", SERVICE, "phoneNumber", NUMBERS.getFirst(), "reserved", true));
        declare(
                client,
                new ProxyPhoneNumberPool(),
                Map.of("serviceSid", POOL, "phoneNumbers", List.of(Map.of("number", NUMBERS.getLast()))));
    }

    private static <R extends CustomResource<WrittenSpec, ?>> void declare(
            KubernetesClient client, R resource, Map<String, Object> spec) {
        resource.setMetadata(
                new ObjectMetaBuilder().withNamespace(NAMESPACE).withName(NAME).build());
        resource.setSpec(new WrittenSpec(Serialization.jsonMapper().valueToTree(spec)));
        client.resource((HasMetadata) resource).createOr(NonDeletingOperation::update);
    }

    private static String kubeconfig(Path folder, String server) throws IOException {
        return Files.writeString(folder.resolve("kubeconfig"), """
            apiVersion: v1
            kind: Config
            current-context: training
            clusters: [{name: training, cluster: {server: "%s", insecure-skip-tls-verify: true}}]
            users: [{name: training, user: {token: %s}}]
            contexts: [{name: training, context: {cluster: training, user: training, namespace: training}}]
            """.formatted(server, KUBERNETES_TOKEN))
                .toString();
    }

    @Override
    public void close() {
        kubernetes.close();
        twilio.close();
    }
}

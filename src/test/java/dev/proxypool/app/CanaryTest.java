package dev.proxypool.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.api.ProxyAccount;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.ProxyShortCodePool;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own, with every logger of its own and of its frameworks as loud as the settings make it. */
class CanaryTest {

    private static final List<String> CANARIES = List.of(
            TrainingGround.TOKEN,
            TrainingGround.KUBERNETES_TOKEN,
            encoded(TrainingGround.TOKEN),
            encoded(TrainingGround.ACCOUNT + ":" + TrainingGround.TOKEN));

    @TempDir
    private Path folder;

    @Test
    void noCredentialIsInLogsMetricsStatusesOrEvents() throws Exception {
        Path log = folder.resolve("log");
        int port = freePort();
        try (TrainingGround ground = new TrainingGround()) {
            Map<String, String> environment = ground.environment(folder);
            Process operator = start(environment, log, port);
            try {
                await().atMost(Duration.ofSeconds(60)).until(() -> ground.isReady() || !operator.isAlive());
                assertThat(ground.isReady()).isTrue();
                holdsNoCanary("metrics", scrape(port));
                objects(folder.resolve("kubeconfig")).forEach(CanaryTest::holdsNoCanary);
            } finally {
                operator.destroy();
                operator.waitFor(30, TimeUnit.SECONDS);
            }
        }
        String told = Files.readString(log);
        assertThat(told).as("loud").contains("\"DEBUG\"", "\"io.fabric8.", "\"io.javaoperatorsdk.");
        holdsNoCanary("log", told);
    }

    private static void holdsNoCanary(String where, String text) {
        for (String canary : CANARIES) {
            assertThat(text.replace("\\/", "/").lines().filter(line -> line.contains(canary)))
                    .as("lines of %s with %s", where, canary)
                    .isEmpty();
        }
    }

    private static Process start(Map<String, String> environment, Path log, int port) throws IOException {
        ProcessBuilder operator = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.proxypool.app.Main",
                        "run")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        operator.environment().putAll(environment);
        operator.environment().put("PROXYPOOL_MANAGEMENT_PORT", Integer.toString(port));
        operator.environment().put("PROXYPOOL_LOG_FORMAT", "json");
        operator.environment().put("PROXYPOOL_LOG_LEVEL", "TRACE");
        operator.environment().put("PROXYPOOL_FRAMEWORK_LOG_LEVEL", "TRACE");
        return operator.start();
    }

    private static String scrape(int port) throws IOException {
        try (var in = URI.create("http://127.0.0.1:%d/metrics".formatted(port))
                .toURL()
                .openStream()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static Map<String, String> objects(Path kubeconfig) {
        try (KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build()) {
            var json = client.getKubernetesSerialization();
            return Stream.of(ProxyAccount.class, ProxyShortCode.class, ProxyShortCodePool.class, Event.class)
                    .collect(Collectors.toMap(
                            Class::getSimpleName,
                            kind -> json.asJson(
                                    client.resources(kind).inAnyNamespace().list())));
        }
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

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

    private static final List<String> RUN =
            Stream.concat(TrainCommandTest.PROXYPOOL.stream(), Stream.of("run")).toList();

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
        int port = TrainCommand.freePort();
        try (TrainingGround ground = new TrainingGround()) {
            Process operator = loud(TrainCommand.operator(RUN, ground, folder, log, port));
            try {
                await().atMost(Duration.ofSeconds(60)).until(() -> ground.isReady() || !operator.isAlive());
                assertThat(ground.isReady()).isTrue();
                holdsNoCanary("metrics", TrainCommand.page(port, "metrics"));
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

    private static Process loud(ProcessBuilder operator) throws IOException {
        operator.environment().put("PROXYPOOL_LOG_LEVEL", "TRACE");
        operator.environment().put("PROXYPOOL_FRAMEWORK_LOG_LEVEL", "TRACE");
        return operator.start();
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
}

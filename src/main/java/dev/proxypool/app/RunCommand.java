package dev.proxypool.app;

import dev.proxypool.proxy.CallListener;
import dev.proxypool.proxy.ClientSettings;
import dev.proxypool.proxy.OkHttpProxyApi;
import dev.proxypool.proxy.ProxyApi;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The operator against a real cluster and the real Twilio. */
@Command(
        name = "run",
        description = "Runs the operator against the cluster of the kubeconfig, or the one it runs in.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nFrom the environment:%n",
        footer = {
            "  TWILIO_ACCOUNT_SID                     the account whose pools are kept",
            "  TWILIO_AUTH_TOKEN                      its token, or:",
            "  TWILIO_API_KEY, TWILIO_API_SECRET      an API key, preferred",
            "  TWILIO_REGION, TWILIO_EDGE             as for Twilio's SDKs",
            "  PROXYPOOL_BASE_URL                     instead of https://proxy.twilio.com",
            "  PROXYPOOL_WATCH_NAMESPACES             comma separated; all if absent",
            "  PROXYPOOL_OBSERVE_INTERVAL             how often each Service's pool is listed (60s)",
            "  PROXYPOOL_WORKERS                      resources worked on at a time (16)",
            "  PROXYPOOL_LOG_LEVEL                    INFO, DEBUG, TRACE, WARN",
            "  KUBECONFIG                             which cluster, as for kubectl"
        })
final class RunCommand implements Callable<Integer> {

    private static final Logger log = LoggerFactory.getLogger(RunCommand.class);

    @Option(names = "--base-url", paramLabel = "URL", description = "Overrides PROXYPOOL_BASE_URL.")
    private @Nullable String baseUrl;

    @Option(names = "--watch-namespaces", paramLabel = "NAMES", description = "Overrides PROXYPOOL_WATCH_NAMESPACES.")
    private @Nullable String namespaces;

    @Option(names = "--observe-interval", paramLabel = "TIME", description = "Overrides PROXYPOOL_OBSERVE_INTERVAL.")
    private @Nullable String interval;

    @Override
    public Integer call() throws InterruptedException {
        OperatorConfig config = OperatorConfig.read(settings(System.getenv()));
        KubernetesClient client = new KubernetesClientBuilder().build();
        var api = new OkHttpProxyApi(
                config.endpoint(),
                config.credentials(),
                ClientSettings.DEFAULT,
                CallListener.NONE,
                InstantSource.system());
        CountDownLatch stop = new CountDownLatch(1);
        OperatorRuntime operator = start(client, api, config);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            operator.close();
            client.close();
            stop.countDown();
        }));
        log.atInfo()
                .addKeyValue("account", config.credentials().account())
                .addKeyValue("endpoint", config.endpoint())
                .addKeyValue("cluster", client.getMasterUrl())
                .log("the operator runs");
        stop.await();
        return 0;
    }

    private static OperatorRuntime start(KubernetesClient client, ProxyApi api, OperatorConfig config) {
        try {
            return OperatorRuntime.start(client, api, config.runtime());
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "the operator cannot start: it cannot use the Kubernetes API at %s, or the definition in crds/ is not installed there"
                            .formatted(client.getMasterUrl()),
                    e);
        }
    }

    private Map<String, String> settings(Map<String, String> environment) {
        Map<String, String> settings = new HashMap<>(environment);
        override(settings, "PROXYPOOL_BASE_URL", baseUrl);
        override(settings, "PROXYPOOL_WATCH_NAMESPACES", namespaces);
        override(settings, "PROXYPOOL_OBSERVE_INTERVAL", interval);
        return settings;
    }

    private static void override(Map<String, String> settings, String name, @Nullable String value) {
        if (value != null) {
            settings.put(name, value);
        }
    }
}

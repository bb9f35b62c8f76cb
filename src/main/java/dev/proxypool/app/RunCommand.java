package dev.proxypool.app;

import dev.proxypool.proxy.Credentials;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
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
            "  TWILIO_ACCOUNT_SID                     the account for resources without accountRef",
            "  TWILIO_AUTH_TOKEN                      its token, or:",
            "  TWILIO_API_KEY, TWILIO_API_SECRET      an API key, preferred",
            "  TWILIO_REGION, TWILIO_EDGE             as for Twilio's SDKs",
            "  PROXYPOOL_BASE_URL                     instead of https://proxy.twilio.com",
            "  PROXYPOOL_WATCH_NAMESPACES             comma separated; all if absent",
            "  PROXYPOOL_OBSERVE_INTERVAL             how often each Service's pool is listed (60s)",
            "  PROXYPOOL_REQUESTS_PER_SECOND          to each Service and endpoint of it (30)",
            "  PROXYPOOL_MAX_CONCURRENT_REQUESTS      to the account (10)",
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
        Cluster.check();
        KubernetesClient client = new KubernetesClientBuilder().build();
        TwilioClients clients = new TwilioClients();
        CountDownLatch stop = new CountDownLatch(1);
        OperatorRuntime operator = OperatorRuntime.start(client, own(config, clients), clients, config.runtime());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            operator.close();
            client.close();
            stop.countDown();
        }));
        log.atInfo()
                .addKeyValue(
                        "account",
                        config.credentials() == null
                                ? "none"
                                : config.credentials().account())
                .addKeyValue("endpoint", config.endpoint())
                .addKeyValue("cluster", client.getMasterUrl())
                .log("the operator runs");
        stop.await();
        return 0;
    }

    private static OperatorRuntime.@Nullable OwnAccount own(OperatorConfig config, TwilioClients clients) {
        Credentials credentials = config.credentials();
        return credentials == null
                ? null
                : new OperatorRuntime.OwnAccount(
                        credentials.account(), clients.open(config.endpoint(), credentials, config.limits()));
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

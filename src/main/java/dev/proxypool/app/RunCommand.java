package dev.proxypool.app;

import dev.proxypool.cli.DurationConverter;
import dev.proxypool.domain.Capacity;
import dev.proxypool.proxy.http.Credentials;
import dev.proxypool.proxy.http.UserAgent;
import dev.proxypool.statuspage.Disclosure;
import dev.proxypool.statuspage.StatusPage;
import dev.proxypool.telemetry.HealthServer;
import dev.proxypool.telemetry.LogLevels;
import dev.proxypool.telemetry.Metrics;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.BindException;
import java.net.URL;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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
        description = "Runs the operator against the cluster of the kubeconfig, or the cluster that it runs in.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nFrom the environment:%n",
        footer = {
            "  TWILIO_ACCOUNT_SID                     the account for resources without accountRef",
            "  TWILIO_AUTH_TOKEN                      the auth token of the account, if there is no API key",
            "  TWILIO_API_KEY, TWILIO_API_SECRET      an API key of the account; overrides the token",
            "  TWILIO_REGION, TWILIO_EDGE             as for Twilio's SDKs",
            "  PROXYPOOL_BASE_URL                     a gateway instead of https://proxy.twilio.com",
            "  PROXYPOOL_ACCOUNT_NAMESPACES           the namespaces that may use that account, comma separated; * if"
                    + " absent",
            "  PROXYPOOL_ACCOUNT_NAMESPACE_SELECTOR   and the namespaces with all these labels, such as"
                    + " team=a,env=prod",
            "  PROXYPOOL_ACCOUNT_SERVICES             the only Services to use in that account, comma separated; all if"
                    + " absent",
            "  PROXYPOOL_WATCH_NAMESPACES             the only namespaces to watch, comma separated; all if absent",
            "  PROXYPOOL_OBSERVE_INTERVAL             how often the operator lists each Service's pool (60s)",
            "  PROXYPOOL_REQUESTS_PER_SECOND          the limit for each Service and endpoint of that account (30)",
            "  PROXYPOOL_MAX_CONCURRENT_REQUESTS      the limit of requests in flight for that account (10)",
            "  PROXYPOOL_WORKERS                      resources to reconcile at a time, 1 to 256 (16)",
            "  PROXYPOOL_ACCOUNTS                     false: the operator reads no ProxyAccount and no Secret (true)",
            "  PROXYPOOL_ACCOUNT_HOSTS                hosts that a baseUrl of a ProxyAccount may name, comma"
                    + " separated, https unless they begin with http://; Twilio's if absent",
            "  PROXYPOOL_NAMESPACE_SELECTORS          false: the operator reads no Namespace; selectors allow none"
                    + " (true)",
            "  PROXYPOOL_LEADER_ELECTION              true: one of several replicas is the leader (false)",
            "  PROXYPOOL_MANAGEMENT_PORT              the port of /livez, /readyz, /metrics and the status page; none"
                    + " if absent",
            "  PROXYPOOL_STATUS_PAGE                  what the status page shows: summary, full (messages too, which"
                    + " may name members) or none (summary)",
            "  PROXYPOOL_LOG_LEVEL                    ERROR, WARN, INFO, DEBUG or TRACE (INFO)",
            "  PROXYPOOL_FRAMEWORK_LOG_LEVEL          the same, for the libraries (WARN)",
            "  PROXYPOOL_LOG_FORMAT                   text, or json: one object a line (text)",
            "  PROXYPOOL_LOG_CONFIG                   a file of log levels; the operator follows its changes",
            "  KUBECONFIG                             the cluster, as for kubectl",
            "  HTTPS_PROXY, NO_PROXY                  the way out of the network, as for curl; HTTP_PROXY too",
            "  SSL_CERT_FILE                          certificates in PEM to trust for Twilio, besides the usual ones"
        })
final class RunCommand implements Callable<Integer> {

    private static final Logger log = LoggerFactory.getLogger(RunCommand.class);

    @Option(names = "--base-url", paramLabel = "URL", description = "Overrides PROXYPOOL_BASE_URL.")
    private @Nullable String baseUrl;

    @Option(names = "--watch-namespaces", paramLabel = "NAMES", description = "Overrides PROXYPOOL_WATCH_NAMESPACES.")
    private @Nullable String namespaces;

    @Option(
            names = "--observe-interval",
            paramLabel = "TIME",
            description = "Overrides PROXYPOOL_OBSERVE_INTERVAL. A ProxyAccount has its own, spec.observeInterval.")
    private @Nullable String interval;

    @Override
    public Integer call() throws IOException, InterruptedException {
        OperatorConfig config = OperatorConfig.read(settings(System.getenv()));
        followLogLevels(System.getenv("PROXYPOOL_LOG_CONFIG"));
        Metrics metrics = new Metrics(InstantSource.system(), UserAgent.VERSION);
        Disclosure disclosure = config.hosting().statusPage();
        StatusCollector page = StatusCollector.of(InstantSource.system(), UserAgent.VERSION, disclosure);
        HealthServer health = health(
                metrics,
                disclosure == Disclosure.NONE ? null : new StatusPage(page, InstantSource.system()),
                config.hosting().managementPort());
        Cluster.check(config.hosting().accounts().served(), config.namespaces());
        Renewals renewals = new Renewals();
        KubernetesClient client = Cluster.client(renewals);
        TwilioClients clients = new TwilioClients(metrics);
        CountDownLatch stop = new CountDownLatch(1);
        OperatorRuntime operator = OperatorRuntime.start(
                client,
                own(config, clients),
                clients,
                config.runtime(),
                new OperatorRuntime.Surroundings(election(config, client, renewals), metrics, page));
        Heartbeat heartbeat = config.hosting().elects()
                ? null
                : Heartbeat.of(client, podName()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            ready(health, false);
            operator.close();
            if (heartbeat != null) {
                heartbeat.close();
            }
            client.close();
            stop.countDown();
        }));
        ready(health, true);
        sayThatItRuns(config, client.getMasterUrl());
        stop.await();
        return 0;
    }

    /** What a person asks first who reads a log. */
    static void sayThatItRuns(OperatorConfig config, URL cluster) {
        log.atInfo()
                .addKeyValue("version", UserAgent.VERSION)
                .addKeyValue("cluster", cluster)
                .addKeyValue(
                        "account",
                        config.credentials() == null
                                ? "none"
                                : config.credentials().account())
                .addKeyValue("endpoint", config.endpoint())
                .addKeyValue(
                        "interval", DurationConverter.inWords(config.timing().observeInterval()))
                .addKeyValue(
                        "namespaces",
                        config.namespaces().isEmpty() ? "all" : String.join(",", new TreeSet<>(config.namespaces())))
                .log("the operator runs");
    }

    private static void followLogLevels(@Nullable String file) {
        if (file != null && !file.isBlank()) {
            var _ = LogLevels.follow(Path.of(file.strip()));
        }
    }

    private static @Nullable HealthServer health(Metrics metrics, @Nullable StatusPage page, int port)
            throws IOException {
        if (port == 0) {
            return null;
        }
        try {
            return HealthServer.start(port, metrics::scrape, page);
        } catch (BindException e) {
            throw new InvalidConfig(List.of("PROXYPOOL_MANAGEMENT_PORT %d is in use".formatted(port)));
        }
    }

    private static void ready(@Nullable HealthServer health, boolean ready) {
        if (health != null) {
            health.ready(ready);
        }
    }

    private static Leadership.@Nullable Election election(
            OperatorConfig config, KubernetesClient client, Renewals renewals) {
        return config.hosting().elects() ? Leadership.Election.of(client, renewals, podName()) : null;
    }

    private static String podName() {
        return System.getenv().getOrDefault("HOSTNAME", "");
    }

    private static OperatorRuntime.@Nullable OwnAccount own(OperatorConfig config, TwilioClients clients) {
        Credentials credentials = config.credentials();
        return credentials == null
                ? null
                : new OperatorRuntime.OwnAccount(
                        credentials.account(),
                        clients.open(config.endpoint(), credentials, config.limits()),
                        Capacity.TWILIO,
                        config.sharing());
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

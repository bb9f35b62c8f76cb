package dev.proxypool.app;

import dev.proxypool.api.ResourceKind;
import dev.proxypool.cli.ClusterError;
import dev.proxypool.cli.ResourceView;
import dev.proxypool.domain.Sid;
import dev.proxypool.embedded.EmbeddedKubernetes;
import dev.proxypool.proxy.governor.Limits;
import dev.proxypool.proxy.http.Credentials;
import dev.proxypool.proxy.http.Endpoint;
import dev.proxypool.proxy.http.UserAgent;
import dev.proxypool.reconcile.account.AccountOpener;
import dev.proxypool.reconcile.account.Timing;
import dev.proxypool.simulator.LoggedRequest;
import dev.proxypool.simulator.Simulator;
import dev.proxypool.simulator.SimulatorState;
import dev.proxypool.statuspage.StatusPage;
import dev.proxypool.telemetry.HealthServer;
import dev.proxypool.telemetry.Metrics;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One run of the try-out mode: cluster, simulator, operator and manifests, and the terminal that shows them. */
final class DevSession implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration TICK = Duration.ofMillis(300);
    private static final Duration LONGEST_CLEANUP = Duration.ofSeconds(15);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final DevScreen screen;
    private final Simulator simulator;
    private final KubernetesClient client;
    private final ManifestFolder folder;
    private final StatusCollector page = StatusCollector.withWrites(InstantSource.system(), UserAgent.VERSION);
    private final Metrics metrics = new Metrics(InstantSource.system(), UserAgent.VERSION);
    /** What others declare in a cluster meanwhile is not the demo's. Empty if all namespaces are served. */
    private Set<String> served = Set.of();

    private volatile boolean closing;

    private DevSession(DevScreen screen, SimulatorState state, Path manifests, boolean kube) throws IOException {
        this.screen = keep(screen);
        simulator = keep(Simulator.start(state, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
        simulator.onRequest(this::tell);
        client = kube ? keep(cluster()) : keep(EmbeddedKubernetes.start()).client();
        folder = new ManifestFolder(manifests, client, screen::problem);
    }

    static DevSession start(DevScreen screen, SimulatorState state, Path manifests, boolean kube, Duration interval)
            throws IOException {
        DevSession session = new DevSession(screen, state, manifests, kube);
        try {
            session.begin(state.accounts().getFirst(), interval, kube);
            if (kube) {
                session.keep(Heartbeat.of(session.client, "").start());
                session.keep(session::cleanUp);
                // Ctrl-C ends the program without an exception, and without this the resources would stay.
                Runtime.getRuntime().addShutdownHook(new Thread(session::close));
            }
            return session;
        } catch (IOException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private void begin(SimulatorState.Account account, Duration interval, boolean kube) throws IOException {
        var sid = new Sid.Account(account.sid());
        var clients = new TwilioClients(metrics);
        // For every region that an account names: a demo must never call Twilio itself.
        Endpoint here = Endpoint.parse(simulator.uri().toString());
        AccountOpener.Apis apis = (_, credentials, limits) -> clients.open(here, credentials, limits);
        var api = apis.open(here, Credentials.token(sid, account.authToken()), Limits.DEFAULT);
        folder.sync();
        served = kube ? served(folder.namespaces()) : Set.of();
        keep(OperatorRuntime.start(
                client,
                new OperatorRuntime.OwnAccount(sid, api),
                apis,
                new OperatorRuntime.Settings(
                        Timing.of(interval),
                        served,
                        8,
                        AccountPolicy.allowing(simulator.uri().toString())),
                new OperatorRuntime.Surroundings(null, metrics, page)));
    }

    /** Until every resource is settled or stalled, a minute at most; then the table, the pools, and 0 if all are Ready. */
    int settle() throws InterruptedException {
        Instant end = Instant.now().plus(BOUND);
        while (!resources().stream().allMatch(StatusLine::isSettled)
                && Instant.now().isBefore(end)) {
            Thread.sleep(TICK);
        }
        List<ResourceView> resources = resources();
        screen.summary(resources, simulator.state());
        if (resources.isEmpty()) {
            screen.line("there are no manifests of resources in " + folder);
            return Main.FAILED;
        }
        return resources.stream().allMatch(resource -> resource.state() == ResourceView.State.READY) ? 0 : Main.FAILED;
    }

    /** Runs until the user stops it. */
    int watch() throws IOException, InterruptedException {
        HealthServer health =
                keep(HealthServer.startHere(metrics::scrape, new StatusPage(page, InstantSource.system())));
        health.ready(true);
        screen.open(List.of(
                "Twilio Proxy is simulated at %s; stop with Ctrl-C".formatted(simulator.uri()),
                "The status page is at http://127.0.0.1:%d/".formatted(health.port()),
                "The manifests of %s are applied as they are saved".formatted(folder)));
        List<ResourceView> resources = List.of();
        while (!Thread.currentThread().isInterrupted()) {
            // While the process ends, nothing is applied anew.
            if (closing) {
                TimeUnit.MILLISECONDS.sleep(TICK.toMillis());
                continue;
            }
            folder.sync();
            List<String> problems = new ArrayList<>(folder.problems());
            problems.addAll(notServed());
            try {
                resources = resources();
            } catch (KubernetesClientException e) {
                problems.add("the resources cannot be read: " + ClusterError.said(e));
            }
            screen.show(resources, problems);
            TimeUnit.MILLISECONDS.sleep(TICK.toMillis());
        }
        return 0;
    }

    private static Set<String> served(Set<String> namespaces) {
        return namespaces.isEmpty() ? Set.of("default") : namespaces;
    }

    private List<String> notServed() {
        return folder.namespaces().stream()
                .filter(namespace -> !served.isEmpty() && !served.contains(namespace))
                .sorted()
                .map("the manifests in namespace %s are served when you start dev --kube again"::formatted)
                .toList();
    }

    private List<ResourceView> resources() {
        return Stream.of(ResourceKind.values())
                .flatMap(kind -> client.resources(kind.type()).inAnyNamespace().list().getItems().stream())
                .<ResourceView>map(ResourceView::of)
                .sorted(Comparator.comparing(ResourceView::namespace)
                        .thenComparing(ResourceView::kind)
                        .thenComparing(ResourceView::name))
                .toList();
    }

    private void tell(LoggedRequest request) {
        if (request.isWrite()) {
            String form = request.form().isEmpty() ? "" : " " + request.form();
            String code = request.code() == 0 ? "" : " code " + request.code();
            String write = "%s %s%s → %d%s".formatted(request.method(), request.path(), form, request.status(), code);
            page.wrote(write);
            screen.line("write   " + write);
        }
    }

    /** While the operator still runs. */
    private void cleanUp() {
        screen.close();
        new KubeCleanup(client, folder.made(), screen::line).run(LONGEST_CLEANUP);
    }

    private static KubernetesClient cluster() {
        Kubeconfig.check(null);
        KubernetesClient client = new KubernetesClientBuilder().build();
        try {
            UnusedCluster.require(client, Instant.now());
            Definitions.install(client);
            return client;
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    /** In reverse order: the operator first. */
    @Override
    public synchronized void close() {
        closing = true;
        for (AutoCloseable part = parts.poll(); part != null; part = parts.poll()) {
            try {
                part.close();
            } catch (Exception e) {
                screen.line("could not stop cleanly: " + Main.oneLine(e));
            }
        }
    }
}

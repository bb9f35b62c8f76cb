package dev.proxypool.app;

import dev.proxypool.api.Claimant;
import dev.proxypool.api.ClaimantStatus;
import dev.proxypool.api.ProxyAccount;
import dev.proxypool.app.Leadership.Election;
import dev.proxypool.app.StatusCollector.Sources;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Sharing;
import dev.proxypool.domain.Sid;
import dev.proxypool.proxy.ProxyApi;
import dev.proxypool.proxy.http.UserAgent;
import dev.proxypool.reconcile.AccountReconciler;
import dev.proxypool.reconcile.ClaimReconciler;
import dev.proxypool.reconcile.ClaimServices;
import dev.proxypool.reconcile.ClaimantKind;
import dev.proxypool.reconcile.ClaimantKinds;
import dev.proxypool.reconcile.Rivals;
import dev.proxypool.reconcile.TimeToReady;
import dev.proxypool.reconcile.account.Account;
import dev.proxypool.reconcile.account.AccountOpener;
import dev.proxypool.reconcile.account.Accounts;
import dev.proxypool.reconcile.account.Timing;
import dev.proxypool.reconcile.kube.EventPublisher;
import dev.proxypool.reconcile.poll.PoolGauges;
import dev.proxypool.reconcile.poll.PoolWatch;
import dev.proxypool.reconcile.queue.PassQueue;
import dev.proxypool.statuspage.Disclosure;
import dev.proxypool.telemetry.Metrics;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.monitoring.AggregatedMetrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running operator, built by hand in one method: the map of the system. */
public final class OperatorRuntime implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OperatorRuntime.class);

    /** Kubernetes kills after 30 s. A longer call is cut off; the next poll finds what it did. */
    private static final Duration GRACEFUL_STOP = Duration.ofSeconds(25);

    /**
     * @param timing of the operator's own account
     * @param namespaces to watch; empty means all
     * @param workers how many resources are reconciled at a time
     */
    public record Settings(Timing timing, Set<String> namespaces, int workers, AccountPolicy accounts) {}

    /**
     * The other replicas, and the metrics.
     *
     * @param election null if this is the only replica
     * @param page what the status page is made of
     */
    record Surroundings(@Nullable Election election, Metrics metrics, StatusCollector page) {}

    /**
     * The operator's own account.
     *
     * @param sid whose pools are kept for resources without accountRef
     * @param capacity how many members Twilio allows a Service of this account
     * @param sharing which namespaces may use it, and for which Services
     */
    public record OwnAccount(Sid.Account sid, ProxyApi api, Capacity capacity, Sharing sharing) {
        public OwnAccount(Sid.Account sid, ProxyApi api) {
            this(sid, api, Capacity.TWILIO, Sharing.UNLIMITED);
        }
    }

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private OperatorRuntime() {}

    /**
     * Builds and starts the operator; throws if the API server cannot be reached or does not know the custom resources.
     *
     * @param own null if there is none, so that each resource has to name a ProxyAccount
     */
    public static OperatorRuntime start(
            KubernetesClient client, @Nullable OwnAccount own, AccountOpener.Apis apis, Settings settings) {
        return start(client, own, apis, settings, new Metrics(InstantSource.system(), UserAgent.VERSION));
    }

    /** The same, with these metrics. */
    public static OperatorRuntime start(
            KubernetesClient client,
            @Nullable OwnAccount own,
            AccountOpener.Apis apis,
            Settings settings,
            Metrics metrics) {
        StatusCollector page = StatusCollector.of(InstantSource.system(), UserAgent.VERSION, Disclosure.NONE);
        return start(client, own, apis, settings, new Surroundings(null, metrics, page));
    }

    static OperatorRuntime start(
            KubernetesClient client,
            @Nullable OwnAccount own,
            AccountOpener.Apis apis,
            Settings settings,
            Surroundings surroundings) {
        OperatorRuntime runtime = new OperatorRuntime();
        try {
            runtime.begin(client, own, apis, settings, surroundings);
            return runtime;
        } catch (RuntimeException e) {
            runtime.close();
            throw e;
        }
    }

    private void begin(
            KubernetesClient client,
            @Nullable OwnAccount own,
            AccountOpener.Apis apis,
            Settings settings,
            Surroundings surroundings) {
        InstantSource clock = InstantSource.system();
        DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();

        Metrics metrics = surroundings.metrics();
        PoolWatch pools = keep(new PoolWatch(random));
        new PoolGauges(pools, metrics);
        StatusCollector page = surroundings.page();
        pools.addUser(page.polls());
        Account account = own == null
                ? null
                : new Account(AccountUse.own(own.sid()), own.api(), settings.timing(), own.capacity(), clock, pools);
        Accounts accounts = keep(new Accounts(
                account,
                own == null ? Sharing.UNLIMITED : own.sharing(),
                new AccountOpener(apis, settings.accounts().hosts(), clock, pools),
                client,
                settings.accounts().selectors()));
        EventPublisher events = keep(new EventPublisher(client, clock, metrics));

        PassQueue passes = new PassQueue(settings.workers());
        Election election = surroundings.election();
        Leadership leadership = election == null
                ? null
                : keep(new Leadership(client, election, clock, leads -> {
                    metrics.leads(leads);
                    page.leads(leads);
                }));
        Operator operator = new Operator(service -> {
            service.withKubernetesClient(client)
                    .withExecutorService(passes)
                    .withReconciliationTerminationTimeout(GRACEFUL_STOP)
                    .withStopOnInformerErrorDuringStartup(true)
                    .withCloseClientOnStop(false)
                    .withMetrics(new AggregatedMetrics(List.of(
                            MicrometerMetricsV2.newBuilder(metrics.registry()).build(), passes.announcements())));
            if (leadership != null) {
                service.withLeaderElectionConfiguration(leadership.configuration());
            }
        });
        keep(new FrameworkTimer(operator));
        keep(operator::stop);
        ClaimServices claimants =
                new ClaimServices(accounts, pools, new Rivals(), new TimeToReady(metrics), events, clock, random);
        if (leadership != null) {
            keep(() -> leadership.leave(GRACEFUL_STOP));
        }
        var conditions = new ConditionCounts();
        var controllers = new Controllers(operator, settings.namespaces());
        for (ClaimantKind<?, ?> kind : ClaimantKinds.ALL) {
            register(kind, claimants, controllers, conditions);
        }
        if (settings.accounts().served()) {
            conditions.of(
                    controllers.register(
                            "accounts",
                            ProxyAccount.class,
                            new AccountReconciler(accounts, pools, events, clock, random),
                            ProxyAccount::needsPassAfter),
                    it -> it.statusOrNone().conditions());
            // Before the operator: the first pass has to know every account there is.
            accounts.start(client, settings.namespaces());
        }
        claimants.rivals().allKindsJoined();
        operator.start();
        metrics.resources(conditions::counted);
        page.begin(new Sources(account, accounts, conditions, leadership == null ? null : leadership::leader));
        if (leadership == null) {
            metrics.leads(true);
        }
    }

    private static <S extends ClaimantStatus<S>, R extends CustomResource<?, S> & Claimant<R>> void register(
            ClaimantKind<S, R> kind, ClaimServices claimants, Controllers controllers, ConditionCounts conditions) {
        conditions.of(
                controllers.register(
                        kind.name(), kind.type(), new ClaimReconciler<>(kind, claimants), Claimant::needsPassAfter),
                resource -> kind.statusOf().apply(resource).conditions());
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    /** Lets running passes end, and stops, in reverse order. */
    @Override
    public void close() {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                log.atWarn().setCause(e).log("a part of the operator did not stop cleanly");
            }
        }
        parts.clear();
    }
}

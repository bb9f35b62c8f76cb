package dev.proxypool.app;

import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.domain.Sid;
import dev.proxypool.proxy.PoolCache;
import dev.proxypool.proxy.ProxyApi;
import dev.proxypool.reconcile.EventPublisher;
import dev.proxypool.reconcile.Pass;
import dev.proxypool.reconcile.PoolWatch;
import dev.proxypool.reconcile.ShortCodeReconciler;
import dev.proxypool.reconcile.Timing;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/** The running operator, built by hand in one method: the map of the system. */
public final class OperatorRuntime implements AutoCloseable {

    /** Kubernetes kills after 30 s. A call that takes longer is cut off; what it did is found by the next look. */
    private static final Duration GRACEFUL_STOP = Duration.ofSeconds(25);

    /**
     * @param account whose pools are kept
     * @param namespaces to watch; empty means all
     * @param serverSideApply false only for the embedded API server, which does not have it
     * @param workers how many resources are reconciled at a time
     */
    public record Settings(
            Sid.Account account, Timing timing, Set<String> namespaces, boolean serverSideApply, int workers) {}

    private final Operator operator;
    private final EventPublisher events;

    private OperatorRuntime(Operator operator, EventPublisher events) {
        this.operator = operator;
        this.events = events;
    }

    /** Builds and starts the operator; throws if the API server cannot be reached or does not know the custom resources. */
    public static OperatorRuntime start(KubernetesClient client, ProxyApi api, Settings settings) {
        InstantSource clock = InstantSource.system();
        DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
        Timing timing = settings.timing();

        PoolWatch watch = new PoolWatch(timing, random);
        PoolCache pools = new PoolCache(api, clock, timing.grace(), watch);
        Pass pass = new Pass(api, pools);
        EventPublisher events = new EventPublisher(client, clock);
        var parts = new ShortCodeReconciler.Parts(settings.account(), pools, watch, pass, events);
        var reconciler = new ShortCodeReconciler(parts, timing, clock, random);

        Operator operator = new Operator(service -> service.withKubernetesClient(client)
                .withUseSSAToPatchPrimaryResource(settings.serverSideApply())
                .withConcurrentReconciliationThreads(settings.workers())
                .withReconciliationTerminationTimeout(GRACEFUL_STOP)
                .withStopOnInformerErrorDuringStartup(true)
                .withCloseClientOnStop(false));
        operator.register(reconciler, controller -> configure(controller, settings));
        try {
            operator.start();
        } catch (RuntimeException e) {
            operator.stop();
            events.close();
            throw e;
        }
        return new OperatorRuntime(operator, events);
    }

    private static void configure(ControllerConfigurationOverrider<ProxyShortCode> controller, Settings settings) {
        controller
                .withName("proxypool")
                .withFieldManager("proxypool")
                .withTriggerReconcilerOnAllEvents(true)
                // The filter below knows better than the generation: it sees annotations too, and no status.
                .withGenerationAware(false)
                .withOnUpdateFilter(ProxyShortCode::asksOtherwiseThan)
                // Expected failures are values; what is retried here are bugs and an API server that is away.
                .withRetry(new GenericRetry()
                        .withoutMaxAttempts()
                        .setInitialInterval(1_000)
                        .setIntervalMultiplier(2)
                        .setMaxInterval(300_000));
        if (settings.namespaces().isEmpty()) {
            controller.watchingAllNamespaces();
        } else {
            controller.settingNamespaces(settings.namespaces());
        }
    }

    /** Lets running passes end, and stops. */
    @Override
    public void close() {
        operator.stop();
        events.close();
    }
}

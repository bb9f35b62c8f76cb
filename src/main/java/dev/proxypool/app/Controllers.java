package dev.proxypool.app;

import dev.proxypool.reconcile.kube.ConsistentList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.ResolvedControllerConfiguration;
import io.javaoperatorsdk.operator.api.config.informer.InformerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.javaoperatorsdk.operator.processing.retry.Retry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Registers reconcilers, all with the same configuration. The kind is passed by its class, because the framework can
 * read it from a reconciler's type arguments only if each kind has a class of its own.
 */
final class Controllers {

    /** The framework's default: a pass at the latest after this time, even if no event comes. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(10);

    private final Operator operator;
    private final Set<String> namespaces;

    /** @param namespaces to watch; empty means all */
    Controllers(Operator operator, Set<String> namespaces) {
        this.operator = operator;
        this.namespaces = namespaces;
    }

    /**
     * @param name of the controller, in metrics and logs
     * @param needsPass knows better than the generation: it sees annotations too, and no status
     */
    <R extends HasMetadata> RegisteredController<R> register(
            String name, Class<R> kind, Reconciler<R> reconciler, OnUpdateFilter<R> needsPass) {
        var defaults = new ResolvedControllerConfiguration<R>(
                name,
                false,
                ResolvedControllerConfiguration.getAssociatedReconcilerClassName(reconciler.getClass()),
                retry(),
                LinearRateLimiter.deactivatedRateLimiter(),
                LONGEST_PAUSE,
                null,
                Map.of(),
                null,
                operator.getConfigurationService(),
                InformerConfiguration.builder(kind).buildForController(),
                true,
                null);
        ControllerConfigurationOverrider<R> controller = ControllerConfigurationOverrider.override(defaults)
                // As Accounts does: no pass begins with an old list.
                .withInformerListLimit(ConsistentList.PAGE)
                .withOnUpdateFilter(needsPass);
        return operator.register(
                reconciler,
                (namespaces.isEmpty() ? controller.watchingAllNamespaces() : controller.settingNamespaces(namespaces))
                        .build());
    }

    /** Expected failures are values; what is retried here are bugs and an API server that is away. */
    private static Retry retry() {
        return new GenericRetry()
                .withoutMaxAttempts()
                .setInitialInterval(1_000)
                .setIntervalMultiplier(2)
                .setMaxInterval(300_000);
    }
}

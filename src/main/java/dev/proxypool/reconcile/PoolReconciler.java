package dev.proxypool.reconcile;

import dev.proxypool.api.PoolStatus;
import dev.proxypool.api.ProxyShortCodePool;
import dev.proxypool.reconcile.kube.EventPublisher;
import dev.proxypool.status.PoolStatusFactory;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.InstantSource;
import java.util.List;
import java.util.function.DoubleSupplier;

/** The kind with one resource for the whole pool of a Service. */
public final class PoolReconciler implements Reconciler<ProxyShortCodePool> {

    public static final ClaimantKind<PoolStatus, ProxyShortCodePool> KIND = new ClaimantKind<>(
            ProxyShortCodePool.class, ProxyShortCodePool::statusOrNone, PoolStatusFactory::project, false);

    private final ClaimReconciler<PoolStatus, ProxyShortCodePool> engine;

    public PoolReconciler(ClaimServices services, EventPublisher events, InstantSource clock, DoubleSupplier random) {
        this.engine = new ClaimReconciler<>(KIND, services, events, clock, random);
    }

    @Override
    public List<EventSource<?, ProxyShortCodePool>> prepareEventSources(
            EventSourceContext<ProxyShortCodePool> context) {
        return engine.prepareEventSources(context);
    }

    @Override
    public UpdateControl<ProxyShortCodePool> reconcile(
            ProxyShortCodePool resource, Context<ProxyShortCodePool> context) {
        return engine.reconcile(resource, context);
    }
}

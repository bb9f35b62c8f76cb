package dev.proxypool.reconcile;

import dev.proxypool.api.PoolStatus;
import dev.proxypool.api.ProxyShortCodePool;
import dev.proxypool.status.PassResult;
import dev.proxypool.status.PoolStatusFactory;
import dev.proxypool.status.StatusFrame;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.InstantSource;
import java.util.List;
import java.util.function.DoubleSupplier;

/** The kind whose resource is the pool of a Service. */
public final class PoolReconciler implements Reconciler<ProxyShortCodePool> {

    static final ClaimantKind<PoolStatus, ProxyShortCodePool> KIND = new ClaimantKind<>() {
        @Override
        public Class<ProxyShortCodePool> type() {
            return ProxyShortCodePool.class;
        }

        @Override
        public PoolStatus statusOf(ProxyShortCodePool resource) {
            return resource.statusOrNone();
        }

        @Override
        public PoolStatus project(PassResult result, StatusFrame<PoolStatus> frame) {
            return PoolStatusFactory.project(result, frame);
        }

        @Override
        public boolean claimsOne() {
            return false;
        }
    };

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

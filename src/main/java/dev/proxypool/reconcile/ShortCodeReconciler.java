package dev.proxypool.reconcile;

import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.ShortCodeStatus;
import dev.proxypool.reconcile.kube.EventPublisher;
import dev.proxypool.status.StatusFactory;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.InstantSource;
import java.util.List;
import java.util.function.DoubleSupplier;

/** The kind with one resource per short code. */
public final class ShortCodeReconciler implements Reconciler<ProxyShortCode> {

    public static final ClaimantKind<ShortCodeStatus, ProxyShortCode> KIND =
            new ClaimantKind<>(ProxyShortCode.class, ProxyShortCode::statusOrNone, StatusFactory::project, true);

    private final ClaimReconciler<ShortCodeStatus, ProxyShortCode> engine;

    public ShortCodeReconciler(
            ClaimServices services, EventPublisher events, InstantSource clock, DoubleSupplier random) {
        this.engine = new ClaimReconciler<>(KIND, services, events, clock, random);
    }

    @Override
    public List<EventSource<?, ProxyShortCode>> prepareEventSources(EventSourceContext<ProxyShortCode> context) {
        return engine.prepareEventSources(context);
    }

    @Override
    public UpdateControl<ProxyShortCode> reconcile(ProxyShortCode resource, Context<ProxyShortCode> context) {
        return engine.reconcile(resource, context);
    }
}

package dev.proxypool.reconcile;

import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.ShortCodeStatus;
import dev.proxypool.status.PassResult;
import dev.proxypool.status.StatusFactory;
import dev.proxypool.status.StatusFrame;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.InstantSource;
import java.util.List;
import java.util.function.DoubleSupplier;

/** The kind whose resource is one short code. */
public final class ShortCodeReconciler implements Reconciler<ProxyShortCode> {

    static final ClaimantKind<ShortCodeStatus, ProxyShortCode> KIND = new ClaimantKind<>() {
        @Override
        public Class<ProxyShortCode> type() {
            return ProxyShortCode.class;
        }

        @Override
        public ShortCodeStatus statusOf(ProxyShortCode resource) {
            return resource.statusOrNone();
        }

        @Override
        public ShortCodeStatus project(PassResult result, StatusFrame<ShortCodeStatus> frame) {
            return StatusFactory.project(result, frame);
        }

        @Override
        public boolean claimsOne() {
            return true;
        }
    };

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

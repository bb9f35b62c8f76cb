package dev.proxypool.app;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A replica that takes part in no election renews the same Lease, so that {@code proxypool status} sees whether the operator
 * runs. Nothing else rests on it: the operator works without the Lease, and never takes it from a holder that renews it.
 */
final class Heartbeat implements AutoCloseable {

    static final Duration LASTS = Duration.ofSeconds(60);

    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

    private static final Duration PERIOD = Duration.ofSeconds(20);

    private final OwnLease lease;
    private final InstantSource clock;
    private final ScheduledThreadPoolExecutor beats = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("heartbeat").factory());
    private boolean failed;
    private @Nullable ZonedDateTime renewedByAnother;

    Heartbeat(OwnLease lease, InstantSource clock) {
        this.lease = lease;
        this.clock = clock;
    }

    /** In the namespace of the Pod, or of the kubeconfig's context. */
    static Heartbeat of(KubernetesClient client, String podName) {
        String namespace = Objects.requireNonNullElse(client.getNamespace(), "default");
        return new Heartbeat(new OwnLease(client, namespace, OwnLease.identity(podName)), InstantSource.system());
    }

    Heartbeat start() {
        var _ = beats.scheduleWithFixedDelay(this::beat, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** Renews the Lease if it is there for us, and logs once if it cannot be. */
    void beat() {
        try {
            Lease there = lease.resource().get();
            if (there == null) {
                lease.resource().create(renewed(newLease()));
            } else if (lease.isOurs(there) || isFree(there)) {
                lease.resource().patch(renewed(there));
            } else {
                anotherHolds(there.getSpec());
            }
            failed = false;
        } catch (KubernetesClientException e) {
            failed(e);
        }
    }

    private void failed(KubernetesClientException e) {
        boolean forbidden = e.getCode() == HttpURLConnection.HTTP_FORBIDDEN;
        if (forbidden) {
            beats.shutdown();
        }
        if (!failed) {
            log.atWarn()
                    .addKeyValue("namespace", lease.namespace())
                    .log(
                            "the Lease {} cannot be renewed, so `proxypool status` cannot see that the operator"
                                    + " runs{}: {}",
                            OwnLease.NAME,
                            forbidden ? "; the operator goes on without it" : "",
                            e.getMessage());
        }
        failed = true;
    }

    /** The Lease of a replica that crashed is left until it expires; a holder that renews it is a second operator. */
    private void anotherHolds(LeaseSpec spec) {
        ZonedDateTime renewed = spec.getRenewTime();
        if (renewedByAnother != null && renewed.isAfter(renewedByAnother)) {
            log.atWarn()
                    .addKeyValue("namespace", lease.namespace())
                    .addKeyValue("holder", spec.getHolderIdentity())
                    .log(
                            "another operator holds the Lease {}: two operators without election write twice",
                            OwnLease.NAME);
            beats.shutdown();
        }
        renewedByAnother = renewed;
    }

    private boolean isFree(Lease there) {
        LeaseSpec spec = there.getSpec();
        return spec == null
                || spec.getHolderIdentity() == null
                || spec.getHolderIdentity().isEmpty()
                || spec.getRenewTime() == null
                || clock.instant().isAfter(spec.getRenewTime().toInstant().plusSeconds(lasts(spec)));
    }

    private static long lasts(LeaseSpec spec) {
        return Objects.requireNonNullElse(spec.getLeaseDurationSeconds(), 0);
    }

    private Lease newLease() {
        return new LeaseBuilder()
                .withNewMetadata()
                .withNamespace(lease.namespace())
                .withName(OwnLease.NAME)
                .endMetadata()
                .build();
    }

    private Lease renewed(Lease there) {
        ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
        boolean ours = lease.isOurs(there);
        return new LeaseBuilder(OwnLease.withVersion(there))
                .editOrNewSpec()
                .withHolderIdentity(lease.identity())
                .withAcquireTime(ours ? there.getSpec().getAcquireTime() : now)
                .withRenewTime(now)
                .withLeaseDurationSeconds((int) LASTS.toSeconds())
                .endSpec()
                .build();
    }

    @Override
    public void close() {
        beats.shutdownNow();
        lease.release();
    }
}

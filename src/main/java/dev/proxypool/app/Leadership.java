package dev.proxypool.app;

import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of several replicas is the leader, and all fill their caches: a standby can take over at once. java-operator-sdk
 * elects; this class does the rest: a replica that stops cleanly releases the Lease instead of letting it expire, and
 * one that loses it exits at once. So does one that cannot know: the elector gives up a Lease that it could not renew,
 * but checks the time only between two requests, and the client retries one that hangs for longer than the Lease lasts.
 */
final class Leadership implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Leadership.class);

    private static final Duration LEASE_DURATION = Duration.ofSeconds(15);
    private static final Duration RENEW_DEADLINE = Duration.ofSeconds(10);
    /** Those who wait ask after once to 2.2 times of it: short enough to take over within 2 s of a clean stop. */
    private static final Duration RETRY_PERIOD = Duration.ofMillis(750);
    /** Before the Lease runs out: for clocks that differ, and a thread that is late. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private static final Duration WATCH_PERIOD = Duration.ofMillis(250);

    /**
     * Who takes part, and where.
     *
     * @param identity of this replica; the same after a crash of the container, which then need not wait for itself
     * @param renewals as the client of this replica sees them
     * @param whenLost ends the process: another one may be working already, so there is no time for anything
     */
    record Election(String namespace, String identity, Renewals renewals, Runnable whenLost) {

        static Election of(KubernetesClient client, Renewals renewals, String podName) {
            String namespace = client.getConfiguration().getNamespace();
            if (namespace == null) {
                throw new InvalidConfig(List.of("PROXYPOOL_LEADER_ELECTION is true, but there is no namespace for the"
                        + " Lease: set one in the context of KUBECONFIG"));
            }
            return new Election(
                    namespace,
                    OwnLease.identity(podName),
                    renewals,
                    () -> Runtime.getRuntime().halt(Main.FAILED));
        }
    }

    private final Election election;
    private final OwnLease lease;
    private final InstantSource clock;
    private final Consumer<Boolean> leads;
    private final ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("lease-watch").factory());
    private volatile boolean leaving;
    private volatile @Nullable Term term;
    private volatile @Nullable String leader;

    /** For how long no other replica takes over, if nothing is renewed any more. */
    private record Term(Instant renewed, Duration lasts) {
        Instant end() {
            return renewed.plus(lasts);
        }
    }

    /** @param leads receives whether this replica is the leader */
    Leadership(KubernetesClient client, Election election, InstantSource clock, Consumer<Boolean> leads) {
        this.election = election;
        this.lease = new OwnLease(client, election.namespace(), election.identity());
        this.clock = clock;
        this.leads = leads;
    }

    /** The last holder of the Lease that was seen, maybe this replica; null if none was seen yet. */
    @Nullable
    String leader() {
        return leader;
    }

    LeaderElectionConfiguration configuration() {
        return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(OwnLease.NAME)
                .withLeaseNamespace(election.namespace())
                .withIdentity(election.identity())
                .withLeaseDuration(LEASE_DURATION)
                .withRenewDeadline(RENEW_DEADLINE)
                .withRetryPeriod(RETRY_PERIOD)
                .withLeaderCallbacks(new LeaderCallbacks(this::began, this::ended, name -> leader = name))
                // In 5.3.2 this does not end the process when the Lease is lost, so `ended` does.
                .build();
    }

    /**
     * Must be called before the operator stops. It then no longer renews the Lease, but running passes may take a while
     * to end: no other replica may take over before.
     */
    void leave(Duration atMost) {
        leaving = true;
        Instant now = clock.instant();
        Duration longer = atMost.plusSeconds(5);
        boolean prolonged = lease.edit(
                "prolonged",
                there -> new LeaseBuilder(there)
                        .editSpec()
                        .withRenewTime(now.atZone(ZoneOffset.UTC))
                        .withLeaseDurationSeconds((int) longer.toSeconds())
                        .endSpec()
                        .build());
        if (prolonged) {
            renewed(now, longer);
        }
    }

    /** Must be called when the operator has stopped: a standby then takes over at once. */
    @Override
    public void close() {
        leaving = true;
        watch.shutdownNow();
        leads.accept(false);
        lease.release();
    }

    private void began() {
        var _ = watch.scheduleAtFixedRate(this::look, 0, WATCH_PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        leads.accept(true);
        // Not by the watch, which must not wait for an answer.
        Thread.startVirtualThread(lease::showVersion);
        log.atInfo().addKeyValue("identity", election.identity()).log("this replica works from now on");
    }

    private void look() {
        Instant last = election.renewals().last();
        if (last != null) {
            renewed(last, LEASE_DURATION);
        }
        Term known = term;
        if (known != null && clock.instant().isAfter(known.end().minus(MARGIN))) {
            watch.shutdown();
            lost("was not renewed in time");
        }
    }

    private synchronized void renewed(Instant when, Duration lasts) {
        if (term == null || when.isAfter(term.renewed())) {
            term = new Term(when, lasts);
        }
    }

    private void ended() {
        if (!leaving) {
            lost("was lost");
        }
    }

    private void lost(String how) {
        leads.accept(false);
        log.atError().addKeyValue("identity", election.identity()).log("the Lease {}: this replica ends", how);
        election.whenLost().run();
    }
}

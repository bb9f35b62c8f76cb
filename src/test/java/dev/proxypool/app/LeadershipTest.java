package dev.proxypool.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.cli.Operators;
import dev.proxypool.embedded.EmbeddedKubernetes;
import dev.proxypool.proxy.http.UserAgent;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectorBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a replica does to the Lease, and when it takes it for lost; the election itself needs a real API server, see {@link TakeoverIT}. */
class LeadershipTest {

    private static final Instant BEFORE = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:10Z");

    private final EmbeddedKubernetes kubernetes = EmbeddedKubernetes.start();
    private final Renewals renewals = new Renewals();
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder(kubernetes.client().getConfiguration())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .withHttpClientBuilderConsumer(renewals::listenTo)
            .build();
    private final List<Boolean> told = new CopyOnWriteArrayList<>();
    private final AtomicBoolean lost = new AtomicBoolean();
    private volatile Instant now = NOW;
    private final Leadership leadership = new Leadership(
            client, new Leadership.Election("operators", "us", renewals, () -> lost.set(true)), () -> now, told::add);

    @AfterEach
    void close() {
        client.close();
        kubernetes.close();
    }

    @Test
    void whoStopsGivesTheLeaseBack() {
        heldBy("us");

        leadership.close();

        assertThat(lease().getSpec().getHolderIdentity()).isNull();
        assertThat(lease().getSpec().getLeaseDurationSeconds()).isEqualTo(1);
        assertThat(told).containsExactly(false);
    }

    @Test
    void whoStopsHoldsTheLeaseUntilRunningPassesHaveEnded() {
        heldBy("us");

        leadership.leave(Duration.ofSeconds(25));

        assertThat(lease().getSpec().getHolderIdentity()).isEqualTo("us");
        assertThat(lease().getSpec().getRenewTime().toInstant()).isEqualTo(NOW);
        assertThat(lease().getSpec().getLeaseDurationSeconds()).isEqualTo(30);
    }

    @Test
    void theLeaderShowsItsVersionOnTheLeaseAndTheRenewalsOfTheElectorKeepIt() {
        AtomicBoolean works = new AtomicBoolean();
        CompletableFuture<?> election = takePart(works);
        await().atMost(Duration.ofSeconds(20)).untilTrue(works);
        leadership.configuration().getLeaderCallbacks().orElseThrow().onStartLeading();

        await().untilAsserted(() -> assertThat(lease().getMetadata().getAnnotations())
                .containsEntry(Operators.VERSION_ANNOTATION, UserAgent.VERSION));
        Instant marked = lease().getSpec().getRenewTime().toInstant();
        await().until(() -> lease().getSpec().getRenewTime().toInstant().isAfter(marked));
        assertThat(lease().getMetadata().getAnnotations()).containsKey(Operators.VERSION_ANNOTATION);
        election.cancel(true);
    }

    @Test
    void theLeaseOfAnotherIsNotTouched() {
        heldBy("them");
        String version = lease().getMetadata().getResourceVersion();

        leadership.leave(Duration.ofSeconds(25));
        leadership.close();

        assertThat(lease().getMetadata().getResourceVersion()).isEqualTo(version);
    }

    @Test
    void whereThereIsNoLeaseNoneIsMade() {
        leadership.leave(Duration.ofSeconds(25));
        leadership.close();

        assertThat(lease()).isNull();
    }

    /** The elector's own thread would be stuck in a request meanwhile, so nobody else can notice. */
    @Test
    void aLeaseThatWasNotRenewedForThirteenOfItsFifteenSecondsIsLost() {
        begin();
        renew();

        now = NOW.plusSeconds(13);
        await().during(Duration.ofMillis(600)).until(() -> !lost.get());
        now = NOW.plusSeconds(13).plusMillis(1);

        await().untilTrue(lost);
        assertThat(told).containsExactly(true, false);
    }

    @Test
    void whoRenewsItKeepsIt() {
        begin();
        for (int second = 0; second < 60; second += 10) {
            now = NOW.plusSeconds(second);
            renew();
        }

        await().during(Duration.ofMillis(600)).until(() -> !lost.get());
    }

    @Test
    void whileItStopsTheLeaseLastsAsLongAsItWasProlonged() {
        begin();
        renew();
        now = NOW.plusSeconds(10);
        leadership.leave(Duration.ofSeconds(25));

        now = NOW.plusSeconds(38);
        await().during(Duration.ofMillis(600)).until(() -> !lost.get());
        now = NOW.plusSeconds(39);

        await().untilTrue(lost);
    }

    @Test
    void whileItStopsALeaseThatCouldNotBeProlongedRunsOut() {
        begin();
        renew();
        kubernetes.close();
        leadership.leave(Duration.ofSeconds(25));

        now = NOW.plusSeconds(14);

        await().untilTrue(lost);
    }

    @Test
    void theRenewalsOfFabric8sElectorAreSeen() {
        CompletableFuture<?> election = new LeaderElectorBuilder(client, ForkJoinPool.commonPool())
                .withConfig(new LeaderElectionConfig(
                        new LeaseLock("operators", OwnLease.NAME, "us"),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(10),
                        Duration.ofMillis(50),
                        new LeaderCallbacks(() -> {}, () -> {}, _ -> {}),
                        false,
                        OwnLease.NAME))
                .build()
                .start();
        Instant first = await().until(renewals::last, Objects::nonNull);
        await().until(renewals::last, last -> last.isAfter(first));

        election.cancel(true);
        await().untilAsserted(() -> assertThat(renewals.last())
                .isEqualTo(lease().getSpec().getRenewTime().toInstant()));
    }

    @Test
    void aHolderWhoseClockIsAnHourAheadIsFollowedWhenItsLeaseEnds() {
        heldBy("them", ZonedDateTime.now(ZoneOffset.UTC).plusHours(1), 1);
        AtomicBoolean works = new AtomicBoolean();

        CompletableFuture<?> election = takePart(works);

        await().atMost(Duration.ofSeconds(20)).untilTrue(works);
        election.cancel(true);
    }

    @Test
    void aHolderWhoseClockIsAnHourBehindKeepsWhatItRenews() {
        ZonedDateTime past = ZonedDateTime.now(ZoneOffset.UTC).minusHours(1);
        heldBy("them", past, 3);
        AtomicBoolean works = new AtomicBoolean();

        CompletableFuture<?> election = takePart(works);

        AtomicInteger renewals = new AtomicInteger();
        await().during(Duration.ofSeconds(5)).atMost(Duration.ofSeconds(20)).until(() -> {
            renewedAt(past.plusSeconds(renewals.incrementAndGet()));
            return !works.get();
        });
        await().atMost(Duration.ofSeconds(20)).untilTrue(works);
        election.cancel(true);
    }

    /** As java-operator-sdk does, with the client of the operator. */
    private CompletableFuture<?> takePart(AtomicBoolean works) {
        KubernetesClient operators = new KubernetesClientBuilder()
                .withConfig(kubernetes.client().getConfiguration())
                .withKubernetesSerialization(Cluster.serialization(InstantSource.system()))
                .build();
        return new LeaderElectorBuilder(operators, ForkJoinPool.commonPool())
                .withConfig(new LeaderElectionConfig(
                        new LeaseLock("operators", OwnLease.NAME, "us"),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(2),
                        Duration.ofMillis(100),
                        new LeaderCallbacks(() -> works.set(true), () -> {}, _ -> {}),
                        false,
                        OwnLease.NAME))
                .build()
                .start();
    }

    private void renewedAt(ZonedDateTime time) {
        Lease lease = new LeaseBuilder(lease())
                .editSpec()
                .withRenewTime(time)
                .endSpec()
                .build();
        client.resource(lease).patch(PatchContext.of(PatchType.JSON_MERGE));
    }

    private void begin() {
        heldBy("us");
        leadership.configuration().getLeaderCallbacks().orElseThrow().onStartLeading();
        // It writes once by itself, and a write of the test meanwhile would be refused.
        await().until(() -> lease().getMetadata().getAnnotations().containsKey(Operators.VERSION_ANNOTATION));
    }

    private void renew() {
        renewedAt(now.atZone(ZoneOffset.UTC));
    }

    private void heldBy(String identity) {
        heldBy(identity, ZonedDateTime.ofInstant(BEFORE, ZoneOffset.UTC), 15);
    }

    private void heldBy(String identity, ZonedDateTime renewed, int seconds) {
        Lease lease = new LeaseBuilder()
                .withNewMetadata()
                .withNamespace("operators")
                .withName(OwnLease.NAME)
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(identity)
                .withLeaseDurationSeconds(seconds)
                .withAcquireTime(renewed)
                .withRenewTime(renewed)
                .endSpec()
                .build();
        client.resource(lease).create();
    }

    private Lease lease() {
        return client.leases().inNamespace("operators").withName(OwnLease.NAME).get();
    }
}

package dev.proxypool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.ProxyShortCode;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a person who waits is told, whatever the operator answers or does not. */
class ReconcileCommandTest {

    private static final String LOST = """
        apiVersion: proxypool.dev/v1alpha1
        kind: ProxyShortCode
        metadata: {name: lost, namespace: messaging, generation: 1}
        spec: {serviceSid: KS00000000000000000000000000000009, shortCodeSid: SC00000000000000000000000000000001}
        status:
          observedGeneration: 1
          conditions:
            - {type: Ready, status: "False", observedGeneration: 1, reason: ServiceNotFound,
               message: the account has no such Service}
            - {type: Stalled, status: "True", observedGeneration: 1, reason: ServiceNotFound,
               message: the account has no such Service}
        """;

    private final TestCluster cluster = new TestCluster();
    private final Terminal terminal = Terminal.piped();

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void aRequestThatEndsStalledEndsTheWaitWithItsMessage() {
        cluster.has(LOST);
        CompletableFuture<Void> operator = CompletableFuture.runAsync(() -> acknowledge(cluster.client()));

        assertThat(run("reconcile psc/lost --wait --timeout 30s")).isEqualTo(Exit.STALLED);

        operator.join();
        assertThat(terminal.out())
                .contains("psc/lost  False  ServiceNotFound", "the account has no such Service")
                .endsWith("0 Ready, 0 reconciling, 1 stalled\n");
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void whatIsStalledAndNotLookedAtAnewInTimeIsShownAsItWas() {
        cluster.has(LOST);

        assertThat(run("reconcile psc/lost --wait --timeout 300ms")).isEqualTo(Exit.STALLED);

        assertThat(terminal.out()).contains("psc/lost  False  ServiceNotFound", "the account has no such Service");
        assertThat(terminal.err()).isEqualTo("note: psc/lost: no answer within 0.3s; its last status is shown\n");
    }

    @Test
    void aStatusOfAnEarlierGenerationIsNoAnswer() {
        cluster.has(LOST.replace("generation: 1}\n", "generation: 2}\n")
                .replace("observedGeneration: 1", "observedGeneration: 0"));

        assertThat(run("reconcile psc/lost --wait --timeout 300ms")).isEqualTo(Exit.FAILED);
    }

    @Test
    void aDeadOperatorIsSaidToBeDead() {
        cluster.has(LOST);
        lease(Duration.ofDays(2));

        assertThat(run("reconcile psc/lost --wait --timeout 300ms")).isEqualTo(Exit.FAILED);

        assertThat(terminal.err())
                .startsWith(
                        "proxypool: psc/lost: no answer within 0.3s. The operator does not run: operator last seen 2d"
                                + " ago (Lease operators/proxypool, renewed ")
                .endsWith("). Last message: the account has no such Service\n");
    }

    @Test
    void anOperatorThatStoppedIsSaidToBeStopped() {
        cluster.has(LOST);
        lease(Duration.ofSeconds(3), null);

        assertThat(run("reconcile psc/lost --wait --timeout 300ms")).isEqualTo(Exit.FAILED);

        assertThat(terminal.err())
                .containsPattern("0.3s. The operator does not run: operator stopped [0-9]+s ago: it released its Lease"
                        + " \\(Lease operators/proxypool, renewed ");
    }

    @Test
    void anOperatorThatIsAliveIsNotDoubted() {
        cluster.has(LOST.replace("Stalled", "Reconciling"));
        lease(Duration.ofSeconds(5));

        assertThat(run("reconcile psc/lost --wait --timeout 300ms")).isEqualTo(Exit.FAILED);

        assertThat(terminal.err())
                .startsWith("proxypool: psc/lost: no answer within 0.3s. Does Twilio answer? operator alive (Lease"
                        + " operators/proxypool, renewed ");
    }

    @Test
    void aReadyResourceWhosePoolCannotBeReadSaysWhyItCannot() {
        cluster.has(LOST.replaceAll("(?s)status: \"False\".*", """
            status: "True", observedGeneration: 1, reason: InSync, message: the pool is as declared}
                - {type: RemoteVerified, status: "False", observedGeneration: 1, reason: RemoteUnavailable,
                   message: "ListShortCode: proxy.twilio.com is not reachable: the connection was refused"}
            """));
        lease(Duration.ofSeconds(5));

        assertThat(run("reconcile psc/lost --wait --timeout 300ms")).isEqualTo(Exit.FAILED);

        assertThat(terminal.err()).contains("Last message: ListShortCode: proxy.twilio.com is not reachable: the");
    }

    private int run(String typed) {
        return cluster.run(terminal, typed + " -n messaging");
    }

    /** As the operator does, with the value of the annotation. */
    private static void acknowledge(KubernetesClient client) {
        var resource =
                client.resources(ProxyShortCode.class).inNamespace("messaging").withName("lost");
        ProxyShortCode asked = resource.waitUntilCondition(
                code -> code != null && code.unservedRequest().isPresent(), 30, TimeUnit.SECONDS);
        String status = Serialization.asJson(Map.of(
                "status",
                Map.of("lastHandledReconcileAt", asked.unservedRequest().orElseThrow())));
        resource.subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), status);
    }

    private void lease(Duration ago) {
        lease(ago, "one");
    }

    private void lease(Duration ago, @Nullable String holder) {
        cluster.client()
                .resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withNamespace("operators")
                        .withName(Operators.LEASE)
                        .endMetadata()
                        .withNewSpec()
                        .withHolderIdentity(holder)
                        .withLeaseDurationSeconds(60)
                        .withRenewTime(Instant.now().minus(ago).atZone(ZoneOffset.UTC))
                        .endSpec()
                        .build())
                .create();
    }
}

package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.simulator.Effect;
import dev.proxypool.simulator.LoggedRequest;
import dev.proxypool.simulator.Match;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What a user sees, from the manifest to the pool and back: the whole operator against a Kubernetes API and the simulator.
 * The same stories are told on the embedded API (in every build) and on a real API server ({@code -Preal-cluster}).
 */
abstract class OperatorScenarios extends Scenarios {

    @Test
    void anAppliedCodeBecomesAMemberAndReady() {
        stage.startOperator();
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));

        ProxyShortCode promo = stage.awaitReady("promo");

        assertThat(stage.pool(KS1)).containsExactly(Map.entry(SC1, false));
        assertThat(promo.getFinalizers()).containsExactly("proxypool.dev/membership");
        assertThat(promo.getStatus().serviceSid()).isEqualTo(KS1);
        assertThat(promo.getStatus().details().shortCode()).isEqualTo("12345");
        assertThat(promo.getStatus().reserved()).isFalse();
        await().untilAsserted(() -> assertThat(stage.events("promo")).containsExactly("Added"));
        assertThat(stage.writes()).as("one remote call").hasSize(1);
    }

    @Test
    void aNewCodeCostsTwoWritesToKubernetesAndOneToTwilioAndNothingAfterwards() {
        stage.startOperator();
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        stage.apply("support", Map.of("serviceSid", KS2, "shortCodeSid", SC2, "reserved", true));
        stage.awaitReady("promo");
        stage.awaitReady("support");

        int looks = stage.simulator().requests().size();
        await().until(() -> stage.simulator().requests().size() > looks + 6);

        assertThat(stage.writesToKubernetes("promo")).containsExactly("PATCH promo", "PATCH promo/status");
        assertThat(stage.writesToKubernetes("support")).containsExactly("PATCH support", "PATCH support/status");
        assertThat(stage.writes()).as("add, and add with reserve").hasSize(3);
    }

    @Test
    void aReservedCodeIsAddedAndReservedAtOnce() {
        stage.startOperator();
        stage.apply("support", Map.of("serviceSid", KS1, "shortCodeSid", SC2, "reserved", true));

        stage.awaitReady("support");

        assertThat(stage.pool(KS1)).containsExactly(Map.entry(SC2, true));
        assertThat(stage.writes()).extracting(LoggedRequest::method).containsExactly("POST", "POST");
    }

    @Test
    void aCodeThatIsThereAlreadyIsAdoptedWithoutAWrite() {
        stage.simulator().put(KS1, SC1, true, false);
        stage.startOperator();
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "reserved", true));

        stage.awaitReady("promo");

        assertThat(stage.writes()).isEmpty();
        await().untilAsserted(() -> assertThat(stage.events("promo")).containsExactly("Adopted"));
    }

    @Test
    void anEditOfTheReservationReachesTwilio() {
        stage.startOperator();
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        stage.awaitReady("promo");

        stage.edit("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "reserved", true));

        stage.awaitReady("promo");
        assertThat(stage.pool(KS1)).containsExactly(Map.entry(SC1, true));
    }

    @Test
    void whatIsRemovedOrReleasedBehindOurBackIsRestoredWithinAnInterval() {
        stage.startOperator();
        stage.apply("support", Map.of("serviceSid", KS1, "shortCodeSid", SC2, "reserved", true));
        stage.awaitReady("support");

        stage.simulator().remove(KS1, SC2);
        await().atMost(stage.interval().multipliedBy(3))
                .untilAsserted(() -> assertThat(stage.pool(KS1)).containsExactly(Map.entry(SC2, true)));
        stage.simulator().put(KS1, SC2, false, false);
        await().atMost(stage.interval().multipliedBy(3))
                .untilAsserted(() -> assertThat(stage.pool(KS1)).containsExactly(Map.entry(SC2, true)));

        stage.awaitReady("support");
        await().untilAsserted(() -> assertThat(stage.events("support")).contains("DriftCorrected"));
    }

    @Test
    void driftIsOnlyReportedWhereThePolicySaysSo() {
        stage.startOperator();
        stage.apply("survey", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "driftPolicy", "Report"));
        stage.awaitReady("survey");

        stage.simulator().put(KS1, SC1, true, false);

        ProxyShortCode survey = stage.awaitReason("survey", "DriftReported");
        assertThat(condition(survey, "Ready").isTrue()).isTrue();
        assertThat(condition(survey, "InSync").isTrue()).isFalse();
        assertThat(survey.getStatus().plan()).singleElement().satisfies(step -> {
            assertThat(step.action()).isEqualTo("Release");
            assertThat(step.before()).isEqualTo("reserved");
        });
        assertThat(stage.pool(KS1)).containsExactly(Map.entry(SC1, true));
    }

    @Test
    void nothingIsWrittenWhileSuspendedAndEverythingAfterwards() {
        stage.startOperator();
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "suspend", true));

        ProxyShortCode held = stage.awaitReason("promo", "Suspended");
        assertThat(held.getStatus().plan()).extracting(step -> step.action()).containsExactly("Add");
        assertThat(stage.pool(KS1)).isEmpty();

        stage.edit("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        stage.awaitReady("promo");
        assertThat(stage.pool(KS1)).containsOnlyKeys(SC1);
    }

    @Test
    void deletingTheResourceRemovesTheMembership() {
        stage.startOperator();
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        stage.awaitReady("promo");

        stage.delete("promo");

        stage.awaitGone("promo");
        assertThat(stage.pool(KS1)).isEmpty();
    }

    @Test
    void aCodeInUseIsReservedAndLeavesWhenItIsFree() {
        stage.startOperator();
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        stage.awaitReady("promo");
        stage.simulator().put(KS1, SC1, false, true);

        stage.delete("promo");

        ProxyShortCode waiting = stage.awaitReason("promo", "InUse");
        assertThat(condition(waiting, "Reconciling").isTrue()).isTrue();
        assertThat(stage.pool(KS1)).containsExactly(Map.entry(SC1, true));
        stage.simulator().put(KS1, SC1, true, false);
        stage.awaitGone("promo");
        assertThat(stage.pool(KS1)).isEmpty();
    }

    @Test
    void anOrphanedResourceLeavesTheMembershipBehind() {
        stage.startOperator();
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "deletionPolicy", "Orphan"));
        stage.awaitReady("promo");

        stage.delete("promo");

        stage.awaitGone("promo");
        assertThat(stage.pool(KS1)).containsOnlyKeys(SC1);
    }

    @Test
    void whatNobodyCanMendButAPersonIsStalledWithItsReason() {
        stage.startOperator();
        stage.apply("no-service", Map.of("serviceSid", KS1.replace("1", "9"), "shortCodeSid", SC1));
        stage.apply("no-code", Map.of("serviceSid", KS1, "shortCodeSid", SC1.replace("1", "9")));
        stage.apply("not-yet", Map.of("serviceSid", KS1, "shortCodeSid", SC3, "accountRef", Map.of("name", "main")));
        stage.simulator().put(KS2, SC2, false, false);
        stage.apply("elsewhere", Map.of("serviceSid", KS1, "shortCodeSid", SC2));

        assertStalled("no-service", "ServiceNotFound");
        assertStalled("no-code", "ShortCodeNotFound");
        assertThat(condition(stage.awaitReason("not-yet", "AccountNotReady"), "Reconciling")
                        .isTrue())
                .isTrue();
        assertStalled("elsewhere", "Conflict");
        assertThat(stage.pool(KS2))
                .as("a code of another Service is not touched")
                .containsOnlyKeys(SC2);
        await().untilAsserted(() -> assertThat(stage.events("no-code")).contains("ShortCodeNotFound"));
    }

    @Test
    void aWrongTokenStallsAndIsNotHammered() {
        stage.startOperatorWithToken("wrong");
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        stage.apply("support", Map.of("serviceSid", KS1, "shortCodeSid", SC2));

        assertStalled("promo", "CredentialsInvalid");
        assertStalled("support", "CredentialsInvalid");
        assertThat(stage.simulator().requests())
                .as("one probe, not one a resource")
                .hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void theWithdrawalOfTheEndpointIsToldFromAMissingCode() {
        stage.startOperator();
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        stage.awaitReady("promo");

        stage.simulator().withdrawn(true);

        assertStalled("promo", "ApiWithdrawn");
        stage.simulator().withdrawn(false);
        stage.awaitReady("promo");
        assertThat(stage.writes()).as("a 404 is not drift").hasSize(1);
    }

    @Test
    void anOutageDoesNotMakeASettledResourceFlap() {
        stage.startOperator();
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        stage.awaitReady("promo");

        stage.simulator().addFault(Match.of("GET", "/v1/**").then(new Effect.Status(503, 20503)));

        ProxyShortCode unverified = stage.await(
                "promo", r -> r.statusOrNone().condition("RemoteVerified").isPresent());
        assertThat(condition(unverified, "Ready").isTrue()).isTrue();
        stage.simulator().clearFaults();
        stage.await("promo", r -> r.statusOrNone().condition("RemoteVerified").isEmpty());
        assertThat(stage.pool(KS1)).containsOnlyKeys(SC1);
        assertThat(stage.writes()).hasSize(1);
    }

    @Test
    void aStopBetweenAddAndReserveEndsReservedAfterTheRestart() {
        stage.simulator()
                .addFault(Match.of("POST", "/v1/Services/*/ShortCodes/" + SC2).then(Effect.resetBefore()));
        stage.startOperator();
        stage.apply("support", Map.of("serviceSid", KS1, "shortCodeSid", SC2, "reserved", true));
        stage.awaitReason("support", "RemoteUnavailable");
        assertThat(stage.pool(KS1)).containsExactly(Map.entry(SC2, false));
        stage.stopOperator();
        stage.simulator().clearFaults();

        stage.startOperator();

        stage.awaitReady("support");
        assertThat(stage.pool(KS1)).containsExactly(Map.entry(SC2, true));
    }

    @Test
    void oneOfTwoClaimsOwnsTheCodeAndTheOtherTakesOverWithoutAGap() {
        stage.startOperator();
        stage.apply("first", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        stage.awaitReady("first");
        stage.apply("second", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        assertStalled("second", "Conflict");

        stage.delete("first");

        stage.awaitGone("first");
        stage.awaitReady("second");
        assertThat(stage.writes())
                .extracting(LoggedRequest::method)
                .as("never removed in between")
                .containsExactly("POST");
    }

    @Test
    void manyResourcesCostOneListAnIntervalAndNoWriteInTheSteadyState() {
        stage.startOperator();
        for (int i = 1; i <= 5; i++) {
            stage.apply("code-" + i, Map.of("serviceSid", KS1, "shortCodeSid", SC1.replace('1', (char) ('0' + i))));
        }
        for (int i = 1; i <= 5; i++) {
            stage.awaitReady("code-" + i);
        }
        List<String> versions = stage.resourceVersions();
        stage.simulator().clearRequests();

        await().atMost(Duration.ofSeconds(60))
                .until(() -> stage.simulator().requests().size() >= 20);

        assertThat(stage.simulator().requests())
                .allSatisfy(request -> assertThat(request.method() + " " + request.path())
                        .isEqualTo("GET /v1/Services/" + KS1 + "/ShortCodes"));
        assertThat(stage.resourceVersions()).isEqualTo(versions);
    }

    @Test
    void aRequestedReconcileLooksAtOnceAndIsEchoed() {
        stage.startOperator();
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        stage.awaitReady("promo");

        stage.annotate("promo", "reconcile.proxypool.dev/requestedAt", "2026-11-01T00:00:00Z");

        stage.await("promo", r -> "2026-11-01T00:00:00Z".equals(r.statusOrNone().lastHandledReconcileAt()));
    }

    void assertStalled(String name, String reason) {
        ProxyShortCode resource = stage.awaitReason(name, reason);
        assertThat(condition(resource, "Stalled").isTrue()).isTrue();
        assertThat(condition(resource, "Ready").isTrue()).isFalse();
        assertThat(condition(resource, "Ready").observedGeneration())
                .isEqualTo(resource.getMetadata().getGeneration());
    }
}

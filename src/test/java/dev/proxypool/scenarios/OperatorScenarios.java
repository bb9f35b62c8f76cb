package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.api.MemberResource;
import dev.proxypool.simulator.Effect;
import dev.proxypool.simulator.LoggedRequest;
import dev.proxypool.simulator.Match;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a user sees, from the manifest to the pool and back: the whole operator against a Kubernetes API and the simulator.
 * The same stories are told on the embedded API (in every build) and on a real API server ({@code -Preal-cluster}).
 */
@ParameterizedClass
@EnumSource(names = {"SHORT_CODES", "NUMBERS"})
abstract class OperatorScenarios extends Scenarios {

    /** For what takes many intervals. */
    private static final Duration OFTEN = Duration.ofMillis(250);

    @Test
    void anAppliedCodeBecomesAMemberAndReady() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one));

        MemberResource<?> promo = environment.awaitReady("promo");

        assertThat(environment.pool(KS1)).containsExactly(Map.entry(one, false));
        assertThat(promo.getFinalizers()).containsExactly("proxypool.dev/membership");
        assertThat(promo.getStatus().serviceSid()).isEqualTo(KS1);
        assertThat(promo.getStatus().details().digits()).isEqualTo(telling.digits(one));
        assertThat(promo.getStatus().reserved()).isFalse();
        await().untilAsserted(() -> assertThat(environment.events("promo")).containsExactly("Added"));
        assertThat(environment.writes()).as("one remote call").hasSize(1);
    }

    @Test
    void aNewCodeCostsTwoWritesToKubernetesAndOneToTwilioAndNothingAfterwards() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.apply("support", single(KS2, two, "reserved", true));
        environment.awaitReady("promo");
        environment.awaitReady("support");

        int looks = environment.simulator().requests().size();
        await().until(() -> environment.simulator().requests().size() > looks + 6);

        assertThat(environment.writesToKubernetes("promo")).containsExactly("PATCH promo", "PATCH promo/status");
        assertThat(environment.writesToKubernetes("support")).containsExactly("PATCH support", "PATCH support/status");
        assertThat(environment.writes()).as("add, and add with reserve").hasSize(1 + telling.requestsToAdd(true));
    }

    @Test
    void aReservedCodeIsAddedAndReservedAtOnce() {
        environment.startOperator();
        environment.apply("support", single(KS1, two, "reserved", true));

        environment.awaitReady("support");

        assertThat(environment.pool(KS1)).containsExactly(Map.entry(two, true));
        assertThat(environment.writes())
                .hasSize(telling.requestsToAdd(true))
                .extracting(LoggedRequest::method)
                .containsOnly("POST");
    }

    @Test
    void aCodeThatIsThereAlreadyIsAdoptedWithoutAWrite() {
        environment.simulator().put(KS1, one, true, false);
        environment.startOperator();
        environment.apply("promo", single(KS1, one, "reserved", true));

        environment.awaitReady("promo");

        assertThat(environment.writes()).isEmpty();
        await().untilAsserted(() -> assertThat(environment.events("promo")).containsExactly("Adopted"));
    }

    @Test
    void anEditOfTheReservationReachesTwilio() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.awaitReady("promo");

        environment.edit("promo", single(KS1, one, "reserved", true));

        environment.awaitReady("promo");
        assertThat(environment.pool(KS1)).containsExactly(Map.entry(one, true));
    }

    @Test
    void whatIsRemovedOrReleasedBehindOurBackIsRestoredWithinAnInterval() {
        environment.startOperator();
        environment.apply("support", single(KS1, two, "reserved", true));
        environment.awaitReady("support");

        environment.simulator().remove(KS1, two);
        await().atMost(environment.interval().multipliedBy(3))
                .untilAsserted(() -> assertThat(environment.pool(KS1)).containsExactly(Map.entry(two, true)));
        environment.simulator().put(KS1, two, false, false);
        await().atMost(environment.interval().multipliedBy(3))
                .untilAsserted(() -> assertThat(environment.pool(KS1)).containsExactly(Map.entry(two, true)));

        environment.awaitReady("support");
        await().untilAsserted(() -> assertThat(environment.events("support")).contains("DriftCorrected"));
    }

    @Test
    void driftIsOnlyReportedWhereThePolicySaysSo() {
        environment.startOperator();
        environment.apply("survey", single(KS1, one, "driftPolicy", "Report"));
        environment.awaitReady("survey");

        environment.simulator().put(KS1, one, true, false);

        MemberResource<?> survey = environment.awaitReason("survey", "DriftReported");
        assertThat(condition(survey, "Ready").isTrue()).isTrue();
        assertThat(condition(survey, "InSync").isTrue()).isFalse();
        assertThat(survey.getStatus().plan()).singleElement().satisfies(step -> {
            assertThat(step.action()).isEqualTo("Release");
            assertThat(step.before()).isEqualTo("reserved");
        });
        assertThat(environment.pool(KS1)).containsExactly(Map.entry(one, true));
    }

    @Test
    void nothingIsWrittenWhileSuspendedAndEverythingAfterwards() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one, "suspend", true));

        MemberResource<?> held = environment.awaitReason("promo", "Suspended");
        assertThat(held.getStatus().plan()).extracting(step -> step.action()).containsExactly("Add");
        assertThat(environment.pool(KS1)).isEmpty();

        environment.edit("promo", single(KS1, one));
        environment.awaitReady("promo");
        assertThat(environment.pool(KS1)).containsOnlyKeys(one);
    }

    @Test
    void deletingTheResourceRemovesTheMembership() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.awaitReady("promo");

        environment.delete("promo");

        environment.awaitGone("promo");
        assertThat(environment.pool(KS1)).isEmpty();
    }

    @Test
    void aCodeInUseIsReservedAndLeavesWhenItIsFree() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.awaitReady("promo");
        environment.simulator().put(KS1, one, false, true);

        environment.delete("promo");

        MemberResource<?> waiting = environment.awaitReason("promo", "InUse");
        assertThat(condition(waiting, "Reconciling").isTrue()).isTrue();
        assertThat(environment.pool(KS1)).containsExactly(Map.entry(one, true));
        environment.simulator().put(KS1, one, true, false);
        environment.awaitGone("promo");
        assertThat(environment.pool(KS1)).isEmpty();
    }

    @Test
    void anOrphanedResourceLeavesTheMembershipBehind() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one, "deletionPolicy", "Orphan"));
        environment.awaitReady("promo");

        environment.delete("promo");

        environment.awaitGone("promo");
        assertThat(environment.pool(KS1)).containsOnlyKeys(one);
    }

    @Test
    void whatNobodyCanMendButAPersonIsStalledWithItsReason() {
        environment.startOperator();
        environment.apply("no-service", single(KS1.replace("1", "9"), one));
        environment.apply("no-code", single(KS1, one.replace("1", "9")));
        environment.apply("not-yet", single(KS1, three, "accountRef", Map.of("name", "main")));
        environment.simulator().put(KS2, two, false, false);
        environment.apply("elsewhere", single(KS1, two));

        assertStalled("no-service", "ServiceNotFound");
        assertStalled("no-code", telling.notFound());
        assertThat(condition(environment.awaitReason("not-yet", "AccountNotReady"), "Reconciling")
                        .isTrue())
                .isTrue();
        assertStalled("elsewhere", "Conflict");
        assertThat(environment.pool(KS2))
                .as("a code of another Service is not touched")
                .containsOnlyKeys(two);
        await().untilAsserted(() -> assertThat(environment.events("no-code")).contains(telling.notFound()));
    }

    @Test
    void aWrongTokenStallsAndIsNotHammered() {
        environment.startOperatorWithToken("wrong");
        environment.apply("promo", single(KS1, one));
        environment.apply("support", single(KS1, two));

        assertStalled("promo", "CredentialsInvalid");
        assertStalled("support", "CredentialsInvalid");
        assertThat(environment.simulator().requests())
                .as("one probe, not one a resource")
                .hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void theWithdrawalOfTheEndpointIsToldFromAMissingCode() {
        environment.observeEvery(OFTEN);
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.awaitReady("promo");

        environment.withdrawn(true);

        assertStalled("promo", "ApiWithdrawn");
        environment.withdrawn(false);
        environment.awaitReady("promo");
        assertThat(environment.writes()).as("a 404 is not drift").hasSize(1);
    }

    @Test
    void anOutageDoesNotMakeASettledResourceFlap() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.awaitReady("promo");

        environment.simulator().addFault(Match.of("GET", "/v1/**").then(new Effect.Status(503, 20503)));

        MemberResource<?> unverified = environment.await(
                "promo", r -> r.statusOrNone().condition("RemoteVerified").isPresent());
        assertThat(condition(unverified, "Ready").isTrue()).isTrue();
        environment.simulator().clearFaults();
        environment.await(
                "promo", r -> r.statusOrNone().condition("RemoteVerified").isEmpty());
        assertThat(environment.pool(KS1)).containsOnlyKeys(one);
        assertThat(environment.writes()).hasSize(1);
    }

    /** Twilio reserves no code in the request that adds it, and may do the same with numbers. */
    @Test
    void aStopBetweenAddAndReserveEndsReservedAfterTheRestart() {
        String reservation = "/v1/Services/*/%s/%s".formatted(telling.kind().path(), two);
        environment.simulator().behave("reservesOnCreate: false");
        environment.simulator().addFault(Match.of("POST", reservation).then(Effect.resetBefore()));
        environment.startOperator();
        environment.apply("support", single(KS1, two, "reserved", true));
        environment.awaitReason("support", "RemoteUnavailable");
        assertThat(environment.pool(KS1)).containsExactly(Map.entry(two, false));
        environment.stopOperator();
        environment.simulator().clearFaults();

        environment.startOperator();

        environment.awaitReady("support");
        assertThat(environment.pool(KS1)).containsExactly(Map.entry(two, true));
    }

    @Test
    void oneOfTwoClaimsOwnsTheCodeAndTheOtherTakesOverWithoutAGap() {
        environment.startOperator();
        environment.apply("first", single(KS1, one));
        environment.awaitReady("first");
        environment.apply("second", single(KS1, one));
        assertStalled("second", "Conflict");

        environment.delete("first");

        environment.awaitGone("first");
        environment.awaitReady("second");
        assertThat(environment.writes())
                .extracting(LoggedRequest::method)
                .as("never removed in between")
                .containsExactly("POST");
    }

    @Test
    void manyResourcesCostOneListAnIntervalAndNoWriteInTheSteadyState() {
        environment.observeEvery(OFTEN);
        environment.startOperator();
        for (int i = 1; i <= 5; i++) {
            environment.apply("code-" + i, single(KS1, one.replace('1', (char) ('0' + i))));
        }
        for (int i = 1; i <= 5; i++) {
            environment.awaitReady("code-" + i);
        }
        List<String> versions = environment.resourceVersions();
        environment.simulator().clearRequests();

        await().atMost(Duration.ofSeconds(60))
                .until(() -> environment.simulator().requests().size() >= 20);

        assertThat(environment.simulator().requests())
                .allSatisfy(request -> assertThat(request.method() + " " + request.path())
                        .isEqualTo(
                                "GET /v1/Services/" + KS1 + "/" + telling.kind().path()));
        assertThat(environment.resourceVersions()).isEqualTo(versions);
    }

    @Test
    void aRequestedReconcileLooksAtOnceAndIsEchoed() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.awaitReady("promo");

        environment.annotate("promo", "reconcile.proxypool.dev/requestedAt", "2026-11-01T00:00:00Z");

        environment.await(
                "promo", r -> "2026-11-01T00:00:00Z".equals(r.statusOrNone().lastHandledReconcileAt()));
    }

    void assertStalled(String name, String reason) {
        MemberResource<?> resource = environment.awaitReason(name, reason);
        assertThat(condition(resource, "Stalled").isTrue()).isTrue();
        assertThat(condition(resource, "Ready").isTrue()).isFalse();
        assertThat(condition(resource, "Ready").observedGeneration())
                .isEqualTo(resource.getMetadata().getGeneration());
    }
}

package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.ProxyShortCodePool;
import dev.proxypool.simulator.LoggedRequest;
import dev.proxypool.simulator.Simulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the operator must not do, whatever the order of events: remove without being asked, and take what it does not hold. */
abstract class SafetyScenarios extends PoolStories {

    private static final Duration SOON = Duration.ofSeconds(10);

    // A drain is a removal

    @Test
    void drainDoesNotBypassMaxRemovals() {
        stage.simulator().put(KS1, SC2, true, false);
        stage.simulator().put(KS1, SC3, true, false);
        stage.startOperator();
        apply(
                Map.of("unlisted", "Remove", "maxRemovals", 0, "deletionPolicy", "Drain", "drainPeriod", "1s"),
                code(SC1, false));
        ProxyShortCodePool held = awaitPool(there -> isReason(there, "RemovalsHeld"));

        await().during(Duration.ofSeconds(3))
                .atMost(SOON)
                .until(() -> stage.pool(KS1).keySet().containsAll(List.of(SC2, SC3)));
        assertThat(hashIn(awaitPool(there -> isReason(there, "RemovalsHeld"))))
                .as("the hash that is shown is the one that approves")
                .isEqualTo(hashIn(held));
        annotate("proxypool.dev/approve-removals", hashIn(held));
        awaitReady();
        assertThat(stage.pool(KS1)).containsOnlyKeys(SC1);
    }

    @Test
    void aFinishedDrainDoesNotCountForTheNextDeparture() {
        stage.startOperator();
        stage.apply("promo", draining(KS1));
        stage.awaitReady("promo");
        stage.edit("promo", draining(KS2));
        stage.awaitReason("promo", "Draining");
        stage.awaitReady("promo");
        assertThat(stage.pool(KS2)).containsOnlyKeys(SC1);
        stage.simulator().clearRequests();

        stage.delete("promo");

        stage.awaitReason("promo", "Draining");
        assertThat(stage.pool(KS2)).isEqualTo(Map.of(SC1, true));
        stage.awaitGone("promo");
        List<LoggedRequest> writes = stage.writes();
        assertThat(writes).extracting(LoggedRequest::method).containsExactly("POST", "DELETE");
        assertThat(Duration.between(writes.getFirst().time(), writes.getLast().time()))
                .as("a drain never ends early")
                .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    private static Map<String, Object> draining(String service) {
        return Map.of("serviceSid", service, "shortCodeSid", SC1, "deletionPolicy", "Drain", "drainPeriod", "2s");
    }

    // Who holds what

    @Test
    void theLoserOfAConflictDoesNotRemoveAMemberThatItNeverHeld() {
        stage.simulator().put(KS1, SC2, false, false);
        stage.startOperator();
        stage.apply("elder", Map.of("serviceSid", KS2, "shortCodeSid", SC2));
        stage.awaitReason("elder", "Conflict");
        stage.apply("loser", Map.of("serviceSid", KS1, "shortCodeSid", SC2));
        stage.awaitReason("loser", "Conflict");

        stage.delete("loser");

        stage.awaitGone("loser");
        stage.delete("elder");
        stage.awaitGone("elder");
        assertThat(stage.pool(KS1)).containsOnlyKeys(SC2);
    }

    @Test
    void aPoolThatNeverHeldAMemberDoesNotRemoveItWhenItIsDeleted() {
        stage.simulator().put(KS1, SC2, false, false);
        stage.startOperator();
        stage.apply("elder", Map.of("serviceSid", KS2, "shortCodeSid", SC2));
        stage.awaitReason("elder", "Conflict");
        apply(Map.of(), code(SC1, false), code(SC2, false));
        awaitPool(there -> isReason(there, "Conflict"));

        pool().delete();

        await().atMost(SOON).until(() -> pool().get() == null);
        assertThat(stage.pool(KS1)).containsOnlyKeys(SC2);
    }

    @Test
    void whatNeverHeldAnythingIsReleasedAtOnceThoughItsAccountIsMissing() {
        stage.startOperator();
        stage.apply(
                "mistyped", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "accountRef", Map.of("name", "mistyped")));
        stage.awaitReason("mistyped", "AccountNotReady");
        apply(Map.of("accountRef", Map.of("name", "mistyped")), code(SC2, false));
        awaitPool(there -> isReason(there, "AccountNotReady"));

        stage.delete("mistyped");
        pool().delete();

        await().atMost(SOON).until(() -> stage.isGone("mistyped") && pool().get() == null);
    }

    @Test
    void anEditedAccountRefIsRefusedUntilItIsSetBack() {
        stage.startOperator();
        stage.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", Stage.OTHER_TOKEN));
        stage.account("other", "twilio");
        stage.apply("promo", LifecycleScenarios.ofTheOther());
        stage.awaitReady("promo");

        stage.edit("promo", Map.of("serviceSid", Stage.OTHER_SERVICE, "shortCodeSid", Stage.OTHER_CODE));
        stage.awaitReason("promo", "InvalidSpec");
        stage.annotate("promo", "reconcile.proxypool.dev/requestedAt", "2026-11-01T00:00:00Z");
        stage.edit(
                "promo", Map.of("serviceSid", Stage.OTHER_SERVICE, "shortCodeSid", Stage.OTHER_CODE, "reserved", true));

        ProxyShortCode refused = stage.await(
                "promo",
                there -> Long.valueOf(3).equals(condition(there, "Ready").observedGeneration()));
        assertThat(condition(refused, "Ready").reason()).isEqualTo("InvalidSpec");
        assertThat(refused.getStatus().accountSid()).isEqualTo(Stage.OTHER_ACCOUNT);
        assertThat(stage.pool(Stage.OTHER_SERVICE)).isEqualTo(Map.of(Stage.OTHER_CODE, false));
        stage.edit("promo", LifecycleScenarios.ofTheOther());
        stage.awaitReady("promo");
        stage.delete("promo");
        stage.awaitGone("promo");
        assertThat(stage.pool(Stage.OTHER_SERVICE)).isEmpty();
    }

    @Test
    void aHolderKeepsItsCodeWhileItsSpecIsInvalid() {
        stage.startOperator();
        stage.apply("holder", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        stage.awaitReady("holder");
        stage.edit("holder", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "drainPeriod", "1h"));
        stage.awaitReason("holder", "InvalidSpec");

        stage.apply("other", Map.of("serviceSid", KS2, "shortCodeSid", SC1));
        apply(Map.of("unlisted", "Remove", "maxRemovals", 5), code(SC2, false));

        stage.awaitReason("other", "Conflict");
        awaitReady();
        assertThat(stage.pool(KS1)).containsOnlyKeys(SC1, SC2);
        assertThat(stage.pool(KS2)).isEmpty();
    }

    @Test
    void aHandoverBetweenResourcesIsNoAdoption() {
        stage.startOperator();
        stage.apply("first", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        stage.awaitReady("first");
        stage.apply("heir", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "adoptionPolicy", "Never"));
        stage.awaitReason("heir", "Conflict");
        stage.simulator().clearRequests();

        stage.delete("first");

        stage.awaitReady("heir");
        stage.awaitGone("first");
        assertThat(stage.writes()).isEmpty();
        stage.delete("heir");
        stage.awaitGone("heir");
        assertThat(stage.pool(KS1)).isEmpty();
    }

    @Test
    void theHeirIsTheOldestClaimOnTheSameMembership() {
        stage.startOperator();
        stage.apply("holder", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        stage.awaitReady("holder");
        stage.apply("elsewhere", Map.of("serviceSid", KS2, "shortCodeSid", SC1));
        stage.awaitReason("elsewhere", "Conflict");
        stage.apply("here", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        stage.awaitReason("here", "Conflict");
        stage.simulator().clearRequests();

        stage.delete("holder");

        stage.awaitReady("here");
        stage.awaitGone("holder");
        stage.awaitReason("elsewhere", "Conflict");
        assertThat(stage.writes()).isEmpty();
    }

    @Test
    void aServerOfATenantsOwnGivesNoClaimOnTheCodesOfTheRealAccount() {
        try (Simulator own = stage.serverOfATenant()) {
            stage.startOperator();
            stage.apply("victim", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "adoptionPolicy", "Never"));
            stage.awaitReady("victim");
            own.put(KS1, SC1, false, false);
            stage.secret("own", Map.of("TWILIO_AUTH_TOKEN", "any-token-of-the-tenant"));
            stage.account("own", "own", Stage.ACCOUNT.value(), own.uri().toString());
            stage.apply("thief", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "accountRef", Map.of("name", "own")));
            stage.awaitReady("thief");

            stage.edit("thief", Map.of("serviceSid", KS2, "shortCodeSid", SC1));

            stage.awaitReason("thief", "InvalidSpec");
            stage.annotate("victim", "reconcile.proxypool.dev/requestedAt", "2026-11-01T00:00:00Z");
            stage.await("victim", there -> there.getStatus().lastHandledReconcileAt() != null);
            assertThat(condition(stage.awaitReady("victim"), "Ready").reason()).isEqualTo("InSync");
            assertThat(stage.pool(KS1)).containsOnlyKeys(SC1);
            assertThat(stage.pool(KS2)).isEmpty();
        }
    }

    @Test
    void claimsThroughAnAccountThatTwilioDidNotAcceptCompeteWithNoOther() {
        stage.startOperator();
        stage.secret("bad", Map.of("TWILIO_AUTH_TOKEN", "not-the-token"));
        stage.account(
                "bad", "bad", Stage.ACCOUNT.value(), stage.simulator().uri().toString());
        stage.apply("refused", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "accountRef", Map.of("name", "bad")));
        stage.awaitReason("refused", "CredentialsInvalid");

        stage.apply("younger", Map.of("serviceSid", KS1, "shortCodeSid", SC1));

        stage.awaitReady("younger");
        stage.awaitReason("refused", "CredentialsInvalid");
    }

    // What others do is seen

    @Test
    void aMemberThatIsNoLongerClaimedIsPruned() {
        stage.startOperator();
        apply(Map.of("unlisted", "Remove"), code(SC1, false));
        awaitReady();
        stage.apply("single", Map.of("serviceSid", KS1, "shortCodeSid", SC2, "deletionPolicy", "Orphan"));
        stage.awaitReady("single");

        stage.delete("single");

        stage.awaitGone("single");
        await().atMost(SOON).until(() -> stage.pool(KS1).keySet().equals(java.util.Set.of(SC1)));
    }

    @Test
    void removalsAreNoLongerHeldWhenAHeldMemberIsClaimed() {
        stage.simulator().put(KS1, SC2, false, false);
        stage.startOperator();
        apply(Map.of("unlisted", "Remove", "maxRemovals", 0), code(SC1, false));
        awaitPool(there -> isReason(there, "RemovalsHeld"));

        stage.apply("single", Map.of("serviceSid", KS1, "shortCodeSid", SC2));

        stage.awaitReady("single");
        awaitReady();
    }

    @Test
    void theOperatorsOwnWritesAreSeenByOtherResources() {
        stage.startOperator();
        stage.apply("looks", Map.of("serviceSid", KS1, "shortCodeSid", SC2, "managementPolicy", "Observe"));
        stage.awaitReason("looks", "NotFound");
        apply(Map.of(), code(SC1, false));
        awaitReady();

        stage.apply("adds", Map.of("serviceSid", KS1, "shortCodeSid", SC2));

        stage.awaitReason("looks", "Observed");
        awaitPool(there -> there.getStatus().counts().members() == 2
                && there.getStatus().counts().unlisted() == 1);
    }

    @Test
    void aReconcileRequestIsAcknowledgedThoughTheServiceIsMissing() {
        stage.startOperator();
        String missing = KS1.replace('1', '9');
        stage.apply("promo", Map.of("serviceSid", missing, "shortCodeSid", SC1));
        stage.awaitReason("promo", "ServiceNotFound");

        stage.annotate("promo", "reconcile.proxypool.dev/requestedAt", "2026-11-01T00:00:00Z");

        stage.await(
                "promo",
                there -> "2026-11-01T00:00:00Z".equals(there.getStatus().lastHandledReconcileAt()));
    }

    // Evidence

    @Test
    void aWrongBaseUrlIsNoMissingService() {
        stage.startOperator();
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        stage.awaitReady("promo");
        stage.stopOperator();

        stage.startOperatorAt("/v1");
        stage.annotate("promo", "reconcile.proxypool.dev/requestedAt", "2026-11-01T00:00:00Z");
        stage.apply("other", Map.of("serviceSid", KS1, "shortCodeSid", SC2));
        stage.awaitReason("other", "RemoteUnavailable");
        stage.delete("promo");

        stage.awaitReason("promo", "Deleting");
        assertThat(stage.pool(KS1)).containsOnlyKeys(SC1);
        stage.stopOperator();
        stage.startOperator();
        stage.awaitGone("promo");
        assertThat(stage.pool(KS1)).containsOnlyKeys(SC2);
    }

    @Test
    void aDeletionThatRemovesNothingSaysSo() {
        stage.startOperator();
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        stage.awaitReady("promo");
        stage.deleteService(KS1);
        stage.awaitReason("promo", "ServiceNotFound");
        stage.apply("late", Map.of("serviceSid", KS2, "shortCodeSid", SC2));
        stage.awaitReady("late");
        stage.simulator().remove(KS2, SC2);

        stage.delete("late");

        stage.awaitGone("late");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(stage.events("late")).contains("NotRemoved"));
    }
}

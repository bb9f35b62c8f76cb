package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.api.MemberResource;
import dev.proxypool.api.PoolResource;
import dev.proxypool.simulator.LoggedRequest;
import dev.proxypool.simulator.Simulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the operator must not do, whatever the order of events: remove without being asked, and take what it does not hold. */
@ParameterizedClass
@EnumSource(names = {"SHORT_CODES", "NUMBERS_BY_SID"})
abstract class SafetyScenarios extends PoolStories {

    private static final Duration SOON = Duration.ofSeconds(10);

    // A drain is a removal

    @Test
    void drainDoesNotBypassMaxRemovals() {
        environment.simulator().put(KS1, two, true, false);
        environment.simulator().put(KS1, three, true, false);
        environment.startOperator();
        apply(
                Map.of("unlisted", "Remove", "maxRemovals", 0, "deletionPolicy", "Drain", "drainPeriod", "1s"),
                code(one, false));
        PoolResource<?> held = awaitPool(there -> isReason(there, "RemovalsHeld"));

        await().during(Duration.ofSeconds(3))
                .atMost(SOON)
                .until(() -> environment.pool(KS1).keySet().containsAll(List.of(two, three)));
        assertThat(hashIn(awaitPool(there -> isReason(there, "RemovalsHeld"))))
                .as("the hash that is shown is the one that approves")
                .isEqualTo(hashIn(held));
        annotate("proxypool.dev/approve-removals", hashIn(held));
        awaitReady();
        assertThat(environment.pool(KS1)).containsOnlyKeys(one);
    }

    @Test
    void aFinishedDrainDoesNotCountForTheNextDeparture() {
        environment.startOperator();
        environment.apply("promo", draining(KS1));
        environment.awaitReady("promo");
        environment.edit("promo", draining(KS2));
        environment.awaitReason("promo", "Draining");
        environment.awaitReady("promo");
        assertThat(environment.pool(KS2)).containsOnlyKeys(one);
        environment.simulator().clearRequests();

        environment.delete("promo");

        environment.awaitReason("promo", "Draining");
        assertThat(environment.pool(KS2)).isEqualTo(Map.of(one, true));
        environment.awaitGone("promo");
        List<LoggedRequest> writes = environment.writes();
        assertThat(writes).extracting(LoggedRequest::method).containsExactly("POST", "DELETE");
        assertThat(Duration.between(writes.getFirst().time(), writes.getLast().time()))
                .as("a drain never ends early")
                .isGreaterThanOrEqualTo(shortestDrain(Duration.ofSeconds(2)));
    }

    private Map<String, Object> draining(String service) {
        return single(service, one, "deletionPolicy", "Drain", "drainPeriod", "2s");
    }

    // Who holds what

    @Test
    void theLoserOfAConflictDoesNotRemoveAMemberThatItNeverHeld() {
        environment.simulator().put(KS1, two, false, false);
        environment.startOperator();
        environment.apply("elder", single(KS2, two));
        environment.awaitReason("elder", "Conflict");
        letASecondPass();
        environment.apply("loser", single(KS1, two));
        environment.awaitReason("loser", "Conflict");

        environment.delete("loser");

        environment.awaitGone("loser");
        environment.delete("elder");
        environment.awaitGone("elder");
        assertThat(environment.pool(KS1)).containsOnlyKeys(two);
    }

    /** An API server writes creation times in whole seconds, and of two claims of one second the smaller UID is the older. */
    private static void letASecondPass() {
        await().pollDelay(Duration.ofMillis(1_100)).until(() -> true);
    }

    @Test
    void aPoolThatNeverHeldAMemberDoesNotRemoveItWhenItIsDeleted() {
        environment.simulator().put(KS1, two, false, false);
        environment.startOperator();
        environment.apply("elder", single(KS2, two));
        environment.awaitReason("elder", "Conflict");
        letASecondPass();
        apply(Map.of(), code(one, false), code(two, false));
        awaitPool(there -> isReason(there, "Conflict"));

        pool().delete();

        await().atMost(SOON).until(() -> pool().get() == null);
        assertThat(environment.pool(KS1)).containsOnlyKeys(two);
    }

    @Test
    void whatNeverHeldAnythingIsReleasedAtOnceThoughItsAccountIsMissing() {
        environment.startOperator();
        environment.apply("mistyped", single(KS1, one, "accountRef", Map.of("name", "mistyped")));
        environment.awaitReason("mistyped", "AccountNotReady");
        apply(Map.of("accountRef", Map.of("name", "mistyped")), code(two, false));
        awaitPool(there -> isReason(there, "AccountNotReady"));

        environment.delete("mistyped");
        pool().delete();

        await().atMost(SOON).until(() -> environment.isGone("mistyped") && pool().get() == null);
    }

    @Test
    void anEditedAccountRefIsRefusedUntilItIsSetBack() {
        environment.startOperator();
        environment.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", TestEnvironment.OTHER_TOKEN));
        environment.account("other", "twilio");
        environment.apply("promo", ofTheOther());
        environment.awaitReady("promo");

        environment.edit("promo", single(TestEnvironment.OTHER_SERVICE, other));
        environment.awaitReason("promo", "InvalidSpec");
        environment.annotate("promo", "reconcile.proxypool.dev/requestedAt", "2026-11-01T00:00:00Z");
        environment.edit("promo", single(TestEnvironment.OTHER_SERVICE, other, "reserved", true));

        MemberResource<?> refused = environment.await(
                "promo",
                there -> Long.valueOf(3).equals(condition(there, "Ready").observedGeneration()));
        assertThat(condition(refused, "Ready").reason()).isEqualTo("InvalidSpec");
        assertThat(refused.getStatus().accountSid()).isEqualTo(TestEnvironment.OTHER_ACCOUNT);
        assertThat(environment.pool(TestEnvironment.OTHER_SERVICE)).isEqualTo(Map.of(other, false));
        environment.edit("promo", ofTheOther());
        environment.awaitReady("promo");
        environment.delete("promo");
        environment.awaitGone("promo");
        assertThat(environment.pool(TestEnvironment.OTHER_SERVICE)).isEmpty();
    }

    @Test
    void aHolderKeepsItsCodeWhileItsSpecIsInvalid() {
        environment.startOperator();
        environment.apply("holder", single(KS1, one));
        environment.awaitReady("holder");
        environment.edit("holder", single(KS1, one, "drainPeriod", "1h"));
        environment.awaitReason("holder", "InvalidSpec");

        environment.apply("other", single(KS2, one));
        apply(Map.of("unlisted", "Remove", "maxRemovals", 5), code(two, false));

        environment.awaitReason("other", "Conflict");
        awaitReady();
        assertThat(environment.pool(KS1)).containsOnlyKeys(one, two);
        assertThat(environment.pool(KS2)).isEmpty();
    }

    @Test
    void aHandoverBetweenResourcesIsNoAdoption() {
        environment.startOperator();
        environment.apply("first", single(KS1, one));
        environment.awaitReady("first");
        environment.apply("heir", single(KS1, one, "adoptionPolicy", "Never"));
        environment.awaitReason("heir", "Conflict");
        environment.simulator().clearRequests();

        environment.delete("first");

        environment.awaitReady("heir");
        environment.awaitGone("first");
        assertThat(environment.writes()).isEmpty();
        environment.delete("heir");
        environment.awaitGone("heir");
        assertThat(environment.pool(KS1)).isEmpty();
    }

    @Test
    void theHeirIsTheOldestClaimOnTheSameMembership() {
        environment.startOperator();
        environment.apply("holder", single(KS1, one));
        environment.awaitReady("holder");
        environment.apply("elsewhere", single(KS2, one));
        environment.awaitReason("elsewhere", "Conflict");
        environment.apply("here", single(KS1, one));
        environment.awaitReason("here", "Conflict");
        environment.simulator().clearRequests();

        environment.delete("holder");

        environment.awaitReady("here");
        environment.awaitGone("holder");
        environment.awaitReason("elsewhere", "Conflict");
        assertThat(environment.writes()).isEmpty();
    }

    @Test
    void aServerOfATenantsOwnGivesNoClaimOnTheCodesOfTheRealAccount() {
        try (Simulator own = environment.serverOfATenant()) {
            environment.startOperator();
            environment.apply("victim", single(KS1, one, "adoptionPolicy", "Never"));
            environment.awaitReady("victim");
            own.put(KS1, one, false, false);
            environment.secret("own", Map.of("TWILIO_AUTH_TOKEN", "any-token-of-the-tenant"));
            environment.account(
                    "own", "own", TestEnvironment.ACCOUNT.value(), own.uri().toString());
            environment.apply("thief", single(KS1, one, "accountRef", Map.of("name", "own")));
            environment.awaitReady("thief");

            environment.edit("thief", single(KS2, one));

            environment.awaitReason("thief", "InvalidSpec");
            environment.annotate("victim", "reconcile.proxypool.dev/requestedAt", "2026-11-01T00:00:00Z");
            environment.await("victim", there -> there.getStatus().lastHandledReconcileAt() != null);
            assertThat(condition(environment.awaitReady("victim"), "Ready").reason())
                    .isEqualTo("InSync");
            assertThat(environment.pool(KS1)).containsOnlyKeys(one);
            assertThat(environment.pool(KS2)).isEmpty();
        }
    }

    @Test
    void claimsThroughAnAccountThatTwilioDidNotAcceptCompeteWithNoOther() {
        environment.startOperator();
        environment.secret("bad", Map.of("TWILIO_AUTH_TOKEN", "not-the-token"));
        environment.account(
                "bad",
                "bad",
                TestEnvironment.ACCOUNT.value(),
                environment.simulator().uri().toString());
        environment.apply("refused", single(KS1, one, "accountRef", Map.of("name", "bad")));
        environment.awaitReason("refused", "CredentialsInvalid");

        environment.apply("younger", single(KS1, one));

        environment.awaitReady("younger");
        environment.awaitReason("refused", "CredentialsInvalid");
    }

    // What others do is seen

    @Test
    void aMemberThatIsNoLongerClaimedIsPruned() {
        environment.startOperator();
        apply(Map.of("unlisted", "Remove"), code(one, false));
        awaitReady();
        environment.apply("single", single(KS1, two, "deletionPolicy", "Orphan"));
        environment.awaitReady("single");

        environment.delete("single");

        environment.awaitGone("single");
        await().atMost(SOON).until(() -> environment.pool(KS1).keySet().equals(java.util.Set.of(one)));
    }

    @Test
    void removalsAreNoLongerHeldWhenAHeldMemberIsClaimed() {
        environment.simulator().put(KS1, two, false, false);
        environment.startOperator();
        apply(Map.of("unlisted", "Remove", "maxRemovals", 0), code(one, false));
        awaitPool(there -> isReason(there, "RemovalsHeld"));

        environment.apply("single", single(KS1, two));

        environment.awaitReady("single");
        awaitReady();
    }

    @Test
    void theOperatorsOwnWritesAreSeenByOtherResources() {
        environment.startOperator();
        environment.apply("looks", single(KS1, two, "managementPolicy", "Observe"));
        environment.awaitReason("looks", "NotFound");
        apply(Map.of(), code(one, false));
        awaitReady();

        environment.apply("adds", single(KS1, two));

        environment.awaitReason("looks", "Observed");
        awaitPool(there -> there.getStatus().counts().members() == 2
                && there.getStatus().counts().unlisted() == 1);
    }

    @Test
    void aReconcileRequestIsAcknowledgedThoughTheServiceIsMissing() {
        environment.startOperator();
        String missing = KS1.replace('1', '9');
        environment.apply("promo", single(missing, one));
        environment.awaitReason("promo", "ServiceNotFound");

        environment.annotate("promo", "reconcile.proxypool.dev/requestedAt", "2026-11-01T00:00:00Z");

        environment.await(
                "promo",
                there -> "2026-11-01T00:00:00Z".equals(there.getStatus().lastHandledReconcileAt()));
    }

    // Evidence

    @Test
    void aWrongBaseUrlIsNoMissingService() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.awaitReady("promo");
        environment.stopOperator();

        environment.startOperatorAt("/gateway");
        environment.annotate("promo", "reconcile.proxypool.dev/requestedAt", "2026-11-01T00:00:00Z");
        environment.apply("other", single(KS1, two));
        environment.awaitReason("other", "RemoteUnavailable");
        environment.delete("promo");

        environment.awaitReason("promo", "Deleting");
        assertThat(environment.pool(KS1)).containsOnlyKeys(one);
        environment.stopOperator();
        environment.startOperator();
        environment.awaitGone("promo");
        environment.awaitReady("other");
        assertThat(environment.pool(KS1)).containsOnlyKeys(two);
    }

    @Test
    void aDeletionThatRemovesNothingSaysSo() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.awaitReady("promo");
        environment.deleteService(KS1);
        environment.awaitReason("promo", "ServiceNotFound");
        environment.apply("late", single(KS2, two));
        environment.awaitReady("late");
        environment.simulator().remove(KS2, two);

        environment.delete("late");

        environment.awaitGone("late");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(environment.events("late")).contains("NotRemoved"));
    }
}

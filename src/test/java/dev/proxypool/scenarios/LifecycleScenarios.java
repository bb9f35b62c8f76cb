package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.api.ProxyAccount;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.simulator.Effect;
import dev.proxypool.simulator.LoggedRequest;
import dev.proxypool.simulator.Match;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A resource over its whole life: every policy, accounts of its own, moves, fights, and every way to go. */
abstract class LifecycleScenarios extends Scenarios {

    // Accounts

    @Test
    void anAccountIsPickedUpWhenItsSecretAppearsAndARotationIsUsedAtOnce() {
        stage.startOperator();
        stage.account("other", "twilio");
        stage.apply("promo", ofTheOther());
        stage.awaitReason("promo", "AccountNotReady");
        awaitAccount("other", "AccountNotReady");

        stage.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", Stage.OTHER_TOKEN));

        ProxyShortCode promo = stage.awaitReady("promo");
        assertThat(promo.getStatus().accountSid()).isEqualTo(Stage.OTHER_ACCOUNT);
        assertThat(stage.pool(Stage.OTHER_SERVICE)).containsOnlyKeys(Stage.OTHER_CODE);
        awaitAccount("other", "Accepted");
        awaitAccount(
                "other",
                account -> account.statusOrNone().services().stream()
                        .anyMatch(usage -> usage.members() == 1 && usage.unreserved() == 1));

        stage.simulator().authToken(Stage.OTHER_ACCOUNT, "rotated");
        stage.awaitReason("promo", "CredentialsInvalid");
        awaitAccount("other", "CredentialsInvalid");
        stage.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", "rotated"));

        stage.awaitReady("promo");
        awaitAccount("other", "Accepted");
        assertThat(stage.writes()).as("a rotation writes nothing").hasSize(1);
    }

    @Test
    void anAccountAndItsSecretStayWhileACodeIsHeldThroughThem() {
        stage.startOperator();
        stage.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", Stage.OTHER_TOKEN));
        stage.account("other", "twilio");
        stage.apply("promo", ofTheOther());
        stage.awaitReady("promo");
        awaitAccount("other", "Accepted");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !stage.secret("twilio").get().getFinalizers().isEmpty());

        stage.secret("twilio").delete();
        stage.account("other").delete();

        awaitAccount("other", "Deleting");
        assertThat(stage.secret("twilio").get()).isNotNull();
        stage.delete("promo");
        stage.awaitGone("promo");
        assertThat(stage.pool(Stage.OTHER_SERVICE)).isEmpty();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> stage.account("other").get() == null
                        && stage.secret("twilio").get() == null);
    }

    @Test
    void anAccountThatIsToldToUseAnotherSecretLetsGoOfTheOneBefore() {
        stage.startOperator();
        stage.secret("former", Map.of("TWILIO_AUTH_TOKEN", Stage.OTHER_TOKEN));
        stage.secret("latter", Map.of("TWILIO_AUTH_TOKEN", Stage.OTHER_TOKEN));
        stage.account("other", "former");
        stage.apply("promo", ofTheOther());
        stage.awaitReady("promo");
        awaitAccount("other", account -> "former".equals(account.statusOrNone().secretName()));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !stage.secret("former").get().getFinalizers().isEmpty());
        stage.secret("former").delete();

        stage.useSecret("other", "latter");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> stage.secret("former").get() == null);
        awaitAccount("other", account -> "latter".equals(account.statusOrNone().secretName()));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(stage.secret("latter").get().getFinalizers())
                        .containsExactly(ProxyAccount.FINALIZER));
        stage.delete("promo");
        stage.awaitGone("promo");
        assertThat(stage.pool(Stage.OTHER_SERVICE)).isEmpty();
    }

    @Test
    void aRestartDoesNotTakeAnAccountForMissing() {
        stage.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", Stage.OTHER_TOKEN));
        stage.account("other", "twilio");
        stage.apply("promo", ofTheOther());
        stage.startOperator();
        stage.awaitReady("promo");
        awaitAccount("other", account -> !account.statusOrNone().services().isEmpty());
        stage.stopOperator();
        List<String> versions = stage.resourceVersions();

        stage.startOperator();
        stage.simulator().clearRequests();
        await().until(() -> stage.simulator().requests().size() >= 3);

        assertThat(stage.resourceVersions()).isEqualTo(versions);
    }

    // Adoption

    @Test
    void whoeverMayNotAdoptLeavesACodeAloneAndKnowsItsOwnAfterAnAnswerThatWasLost() {
        stage.simulator().put(KS1, SC1, false, false);
        stage.startOperator();
        stage.apply("foreign", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "adoptionPolicy", "Never"));
        stage.awaitReason("foreign", "AdoptionRefused");
        stage.delete("foreign");
        stage.awaitGone("foreign");
        assertThat(stage.pool(KS1)).containsOnlyKeys(SC1);

        stage.simulator().addFault(Match.of("POST", "/v1/Services/*/ShortCodes").then(Effect.resetAfter()));
        stage.apply("own", Map.of("serviceSid", KS1, "shortCodeSid", SC2, "adoptionPolicy", "Never"));

        stage.awaitReady("own");
        stage.delete("own");
        stage.awaitGone("own");
        assertThat(stage.pool(KS1)).containsOnlyKeys(SC1);
    }

    @Test
    void whoeverAdoptsOnlyWhatMatchesDoesNotChangeWhatIsThere() {
        stage.simulator().put(KS1, SC1, true, false);
        stage.startOperator();
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "adoptionPolicy", "IfMatches"));
        stage.awaitReason("promo", "AdoptionRefused");

        stage.edit(
                "promo",
                Map.of("serviceSid", KS1, "shortCodeSid", SC1, "adoptionPolicy", "IfMatches", "reserved", true));

        stage.awaitReady("promo");
        assertThat(stage.writes()).isEmpty();
    }

    // What is held back

    @Test
    void whoeverObservesSuspendsOrReportsWritesNothing() {
        stage.simulator().put(KS1, SC2, false, false);
        stage.startOperator();
        stage.apply("looks", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "managementPolicy", "Observe"));
        stage.apply("waits", Map.of("serviceSid", KS1, "shortCodeSid", SC2, "reserved", true, "suspend", true));
        stage.awaitReason("looks", "NotFound");
        ProxyShortCode waits = stage.awaitReason("waits", "Suspended");
        assertThat(waits.getStatus().plan()).extracting("action").containsExactly("Reserve");

        stage.delete("looks");
        stage.delete("waits");

        stage.awaitGone("looks");
        stage.awaitGone("waits");
        assertThat(stage.writes()).isEmpty();
        assertThat(stage.pool(KS1)).containsExactly(Map.entry(SC2, false));
    }

    @Test
    void aReportedDriftIsShownAndLeft() {
        stage.startOperator();
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "driftPolicy", "Report"));
        stage.awaitReady("promo");

        stage.simulator().put(KS1, SC1, true, false);

        ProxyShortCode promo = stage.awaitReason("promo", "DriftReported");
        assertThat(condition(promo, "Ready").isTrue()).isTrue();
        assertThat(condition(promo, "InSync").isTrue()).isFalse();
        assertThat(promo.getStatus().plan()).extracting("action").containsExactly("Release");
        assertThat(stage.pool(KS1)).containsExactly(Map.entry(SC1, true));
    }

    @Test
    void anotherWriterIsNotFoughtForEverAndAReconcileRequestResumes() {
        ProxyShortCode promo = foughtFor();

        assertThat(condition(promo, "Stalled").isTrue()).isTrue();
        assertThat(stage.pool(KS1)).containsExactly(Map.entry(SC1, true));
        stage.annotate("promo", "reconcile.proxypool.dev/requestedAt", "2026-11-01T00:00:00Z");
        stage.awaitReady("promo");
        assertThat(stage.pool(KS1)).containsExactly(Map.entry(SC1, false));
    }

    @Test
    void anEditTakesUpCorrectingAgain() {
        foughtFor();

        stage.edit("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "deletionPolicy", "Orphan"));

        stage.awaitReady("promo");
        assertThat(stage.pool(KS1)).containsExactly(Map.entry(SC1, false));
    }

    /** A resource whose corrections somebody undid until it gave up. */
    private ProxyShortCode foughtFor() {
        stage.startOperator();
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        stage.awaitReady("promo");
        for (int i = 0; i < 2; i++) {
            stage.simulator().put(KS1, SC1, true, false);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> stage.pool(KS1).get(SC1).equals(false));
        }
        stage.simulator().put(KS1, SC1, true, false);
        return stage.awaitReason("promo", "ForeignWriter");
    }

    // Moves and drains

    @Test
    void aCodeMovesToAnotherService() {
        stage.startOperator();
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "reserved", true));
        stage.awaitReady("promo");

        stage.edit("promo", Map.of("serviceSid", KS2, "shortCodeSid", SC1, "reserved", true));

        await().until(() -> stage.pool(KS2).equals(Map.of(SC1, true)));
        stage.awaitReady("promo");
        assertThat(stage.pool(KS1)).isEmpty();
        assertThat(stage.awaitReady("promo").getStatus().serviceSid()).isEqualTo(KS2);
        assertThat(stage.writes())
                .extracting(LoggedRequest::method)
                .containsExactly("POST", "POST", "DELETE", "POST", "POST");
        await().untilAsserted(() -> assertThat(stage.events("promo")).contains("Moved"));
    }

    @Test
    void aMoveThatIsCutShortAnywhereEndsRight() {
        for (Match where : List.of(
                Match.of("DELETE", "/v1/**"),
                Match.of("POST", "/v1/Services/*/ShortCodes"),
                Match.of("POST", "/v1/Services/*/ShortCodes/*"))) {
            for (Effect how : List.of(Effect.resetBefore(), Effect.resetAfter())) {
                String name = "code-" + stage.simulator().requests().size();
                stage.startOperator();
                stage.apply(name, Map.of("serviceSid", KS1, "shortCodeSid", SC1, "reserved", true));
                stage.awaitReady(name);
                stage.simulator().addFault(where.then(how));
                stage.edit(name, Map.of("serviceSid", KS2, "shortCodeSid", SC1, "reserved", true));
                stage.await(name, resource -> !condition(resource, "Ready").isTrue());
                stage.stopOperator();
                stage.simulator().clearFaults();

                stage.startOperator();

                stage.awaitReady(name);
                assertThat(stage.pool(KS1)).as("%s %s", where, how).isEmpty();
                assertThat(stage.pool(KS2)).as("%s %s", where, how).isEqualTo(Map.of(SC1, true));
                stage.delete(name);
                stage.awaitGone(name);
                assertThat(stage.pool(KS2)).as("%s %s", where, how).isEmpty();
                stage.stopOperator();
            }
        }
        stage.startOperator();
    }

    @Test
    void aCodeStaysWhereItIsWhileThePoolItShallGoToIsFull() {
        stage.startOperator();
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        stage.awaitReady("promo");
        for (int i = 0; i < Stage.LARGE_POOL; i++) {
            stage.simulator().put(KS2, Stage.many(i), false, false);
        }

        stage.edit("promo", Map.of("serviceSid", KS2, "shortCodeSid", SC1));

        ProxyShortCode waiting = stage.awaitReason("promo", "PoolFull");
        assertThat(condition(waiting, "Ready").message()).contains("the code stays in " + KS1);
        assertThat(stage.pool(KS1)).containsOnlyKeys(SC1);
        stage.simulator().remove(KS2, Stage.many(7));
        stage.awaitReady("promo");
        assertThat(stage.pool(KS1)).isEmpty();
        assertThat(stage.pool(KS2)).containsKey(SC1);
    }

    @Test
    void aCodeStaysWhereItIsIfItCannotGoWhereItIsDeclared() {
        stage.startOperator();
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        stage.awaitReady("promo");

        stage.edit("promo", Map.of("serviceSid", KS1.replace("1", "9"), "shortCodeSid", SC1));

        ProxyShortCode stuck = stage.awaitReason("promo", "RemoteRejected");
        assertThat(condition(stuck, "Stalled").message()).contains("the code stays in " + KS1);
        assertThat(stage.pool(KS1)).containsOnlyKeys(SC1);
        stage.delete("promo");
        stage.awaitGone("promo");
        assertThat(stage.pool(KS1)).isEmpty();
    }

    @Test
    void aDrainReservesWaitsAndRemoves() {
        stage.startOperator();
        stage.apply(
                "promo",
                Map.of("serviceSid", KS1, "shortCodeSid", SC1, "deletionPolicy", "Drain", "drainPeriod", "3s"));
        stage.awaitReady("promo");

        stage.delete("promo");

        ProxyShortCode draining = stage.awaitReason("promo", "Draining");
        assertThat(draining.getStatus().drainingSince()).isNotNull();
        assertThat(stage.pool(KS1)).containsExactly(Map.entry(SC1, true));
        stage.awaitGone("promo");
        assertThat(stage.pool(KS1)).isEmpty();
    }

    @Test
    void aMoveWithOrphanIsRefused() {
        stage.startOperator();
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "deletionPolicy", "Orphan"));
        stage.awaitReady("promo");

        stage.edit("promo", Map.of("serviceSid", KS2, "shortCodeSid", SC1, "deletionPolicy", "Orphan"));

        stage.awaitReason("promo", "InvalidSpec");
        assertThat(stage.pool(KS1)).containsOnlyKeys(SC1);
    }

    // Every way to go

    @Test
    void aResourceGoesWithItsService() {
        stage.startOperator();
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        stage.awaitReady("promo");

        stage.deleteService(KS1);
        stage.delete("promo");

        stage.awaitGone("promo");
    }

    @Test
    void aResourceThatWasDeletedMeanwhileIsRemovedAfterTheStart() {
        stage.startOperator();
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        stage.awaitReady("promo");
        stage.stopOperator();

        stage.delete("promo");
        stage.startOperator();

        stage.awaitGone("promo");
        assertThat(stage.pool(KS1)).isEmpty();
    }

    @Test
    void whatCannotBeRemovedSaysSoAndTheAnnotationLetsItGo() {
        stage.startOperator();
        stage.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", Stage.OTHER_TOKEN));
        stage.account("other", "twilio");
        stage.apply("promo", ofTheOther());
        stage.awaitReady("promo");
        stage.simulator().authToken(Stage.OTHER_ACCOUNT, "suspended");
        stage.delete("promo");

        ProxyShortCode blocked = stage.awaitReason("promo", "DeletionBlocked");

        assertThat(condition(blocked, "Ready").message()).contains("proxypool.dev/orphan");
        stage.annotate("promo", "proxypool.dev/orphan", "true");
        stage.awaitGone("promo");
        assertThat(stage.pool(Stage.OTHER_SERVICE)).containsOnlyKeys(Stage.OTHER_CODE);
        await().untilAsserted(() -> assertThat(stage.events("promo")).contains("Orphaned"));
    }

    static Map<String, Object> ofTheOther() {
        return Map.of(
                "serviceSid",
                Stage.OTHER_SERVICE,
                "shortCodeSid",
                Stage.OTHER_CODE,
                "accountRef",
                Map.of("name", "other"));
    }

    private void awaitAccount(String name, String reason) {
        awaitAccount(
                name,
                account -> account.statusOrNone().conditions().stream()
                        .anyMatch(c -> c.type().equals("Ready") && c.reason().equals(reason)));
    }

    private void awaitAccount(String name, Predicate<ProxyAccount> condition) {
        await("account " + name)
                .atMost(Duration.ofSeconds(30))
                .until(() -> stage.account(name).get(), there -> there != null && condition.test(there));
    }
}

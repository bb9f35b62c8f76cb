package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.api.ApiGroup;
import dev.proxypool.api.MemberStatus;
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
        environment.startOperator();
        environment.account("other", "twilio");
        environment.apply("promo", ofTheOther());
        environment.awaitReason("promo", "AccountNotReady");
        awaitAccount("other", "AccountNotReady");

        environment.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", TestEnvironment.OTHER_TOKEN));

        ProxyShortCode promo = environment.awaitReady("promo");
        assertThat(promo.getStatus().accountSid()).isEqualTo(TestEnvironment.OTHER_ACCOUNT);
        assertThat(environment.pool(TestEnvironment.OTHER_SERVICE)).containsOnlyKeys(TestEnvironment.OTHER_CODE);
        awaitAccount("other", "Accepted");
        awaitAccount(
                "other",
                account -> account.statusOrNone().services().stream()
                        .anyMatch(usage -> usage.members() == 1 && usage.unreserved() == 1));

        environment.simulator().authToken(TestEnvironment.OTHER_ACCOUNT, "rotated");
        environment.awaitReason("promo", "CredentialsInvalid");
        awaitAccount("other", "CredentialsInvalid");
        environment.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", "rotated"));

        environment.awaitReady("promo");
        awaitAccount("other", "Accepted");
        assertThat(environment.writes()).as("a rotation writes nothing").hasSize(1);
    }

    @Test
    void anAccountAndItsSecretStayWhileACodeIsHeldThroughThem() {
        environment.startOperator();
        environment.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", TestEnvironment.OTHER_TOKEN));
        environment.account("other", "twilio");
        environment.apply("promo", ofTheOther());
        environment.awaitReady("promo");
        awaitAccount("other", "Accepted");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !environment.secret("twilio").get().getFinalizers().isEmpty());

        environment.secret("twilio").delete();
        environment.account("other").delete();

        awaitAccount("other", "Deleting");
        assertThat(environment.secret("twilio").get()).isNotNull();
        environment.delete("promo");
        environment.awaitGone("promo");
        assertThat(environment.pool(TestEnvironment.OTHER_SERVICE)).isEmpty();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> environment.account("other").get() == null
                        && environment.secret("twilio").get() == null);
    }

    @Test
    void anAccountThatIsToldToUseAnotherSecretLetsGoOfTheOneBefore() {
        environment.startOperator();
        environment.secret("former", Map.of("TWILIO_AUTH_TOKEN", TestEnvironment.OTHER_TOKEN));
        environment.secret("latter", Map.of("TWILIO_AUTH_TOKEN", TestEnvironment.OTHER_TOKEN));
        environment.account("other", "former");
        environment.apply("promo", ofTheOther());
        environment.awaitReady("promo");
        awaitAccount("other", account -> "former".equals(account.statusOrNone().secretName()));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !environment.secret("former").get().getFinalizers().isEmpty());
        environment.secret("former").delete();

        environment.useSecret("other", "latter");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> environment.secret("former").get() == null);
        awaitAccount("other", account -> "latter".equals(account.statusOrNone().secretName()));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(environment.secret("latter").get().getFinalizers())
                                .containsExactly(ApiGroup.ACCOUNT_FINALIZER));
        environment.delete("promo");
        environment.awaitGone("promo");
        assertThat(environment.pool(TestEnvironment.OTHER_SERVICE)).isEmpty();
    }

    @Test
    void aRestartDoesNotTakeAnAccountForMissing() {
        environment.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", TestEnvironment.OTHER_TOKEN));
        environment.account("other", "twilio");
        environment.apply("promo", ofTheOther());
        environment.startOperator();
        environment.awaitReady("promo");
        awaitAccount("other", account -> !account.statusOrNone().services().isEmpty());
        environment.stopOperator();
        List<String> versions = environment.resourceVersions();

        environment.startOperator();
        environment.simulator().clearRequests();
        await().until(() -> environment.simulator().requests().size() >= 3);

        assertThat(environment.resourceVersions()).isEqualTo(versions);
    }

    // Adoption

    @Test
    void withoutAdoptionACodeIsLeftAloneButOwnAddsAreRecognised() {
        environment.simulator().put(KS1, SC1, false, false);
        environment.startOperator();
        environment.apply("foreign", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "adoptionPolicy", "Never"));
        environment.awaitReason("foreign", "AdoptionRefused");
        environment.delete("foreign");
        environment.awaitGone("foreign");
        assertThat(environment.pool(KS1)).containsOnlyKeys(SC1);

        environment
                .simulator()
                .addFault(Match.of("POST", "/v1/Services/*/ShortCodes").then(Effect.resetAfter()));
        environment.apply("own", Map.of("serviceSid", KS1, "shortCodeSid", SC2, "adoptionPolicy", "Never"));

        environment.awaitReady("own");
        environment.delete("own");
        environment.awaitGone("own");
        assertThat(environment.pool(KS1)).containsOnlyKeys(SC1);
    }

    @Test
    void whoeverAdoptsOnlyWhatMatchesDoesNotChangeWhatIsThere() {
        environment.simulator().put(KS1, SC1, true, false);
        environment.startOperator();
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "adoptionPolicy", "IfMatches"));
        environment.awaitReason("promo", "AdoptionRefused");

        environment.edit(
                "promo",
                Map.of("serviceSid", KS1, "shortCodeSid", SC1, "adoptionPolicy", "IfMatches", "reserved", true));

        environment.awaitReady("promo");
        assertThat(environment.writes()).isEmpty();
    }

    // What is held back

    @Test
    void whoeverObservesSuspendsOrReportsWritesNothing() {
        environment.simulator().put(KS1, SC2, false, false);
        environment.startOperator();
        environment.apply("looks", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "managementPolicy", "Observe"));
        environment.apply("waits", Map.of("serviceSid", KS1, "shortCodeSid", SC2, "reserved", true, "suspend", true));
        environment.awaitReason("looks", "NotFound");
        ProxyShortCode waits = environment.awaitReason("waits", "Suspended");
        assertThat(waits.getStatus().plan()).extracting("action").containsExactly("Reserve");

        environment.delete("looks");
        environment.delete("waits");

        environment.awaitGone("looks");
        environment.awaitGone("waits");
        assertThat(environment.writes()).isEmpty();
        assertThat(environment.pool(KS1)).containsExactly(Map.entry(SC2, false));
    }

    @Test
    void aReportedDriftIsShownAndLeft() {
        environment.startOperator();
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "driftPolicy", "Report"));
        environment.awaitReady("promo");

        environment.simulator().put(KS1, SC1, true, false);

        ProxyShortCode promo = environment.awaitReason("promo", "DriftReported");
        assertThat(condition(promo, "Ready").isTrue()).isTrue();
        assertThat(condition(promo, "InSync").isTrue()).isFalse();
        assertThat(promo.getStatus().plan()).extracting("action").containsExactly("Release");
        assertThat(environment.pool(KS1)).containsExactly(Map.entry(SC1, true));
    }

    @Test
    void anotherWriterIsNotFoughtForEverAndAReconcileRequestResumes() {
        ProxyShortCode promo = foughtFor();

        assertThat(condition(promo, "Stalled").isTrue()).isTrue();
        assertThat(environment.pool(KS1)).containsExactly(Map.entry(SC1, true));
        environment.annotate("promo", "reconcile.proxypool.dev/requestedAt", "2026-11-01T00:00:00Z");
        environment.awaitReady("promo");
        assertThat(environment.pool(KS1)).containsExactly(Map.entry(SC1, false));
    }

    @Test
    void anEditTakesUpCorrectingAgain() {
        foughtFor();

        environment.edit("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "deletionPolicy", "Orphan"));

        environment.awaitReady("promo");
        assertThat(environment.pool(KS1)).containsExactly(Map.entry(SC1, false));
    }

    /** A resource whose corrections somebody undid until it gave up. */
    private ProxyShortCode foughtFor() {
        environment.startOperator();
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        environment.awaitReady("promo");
        for (int i = 0; i < 2; i++) {
            environment.simulator().put(KS1, SC1, true, false);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> environment.pool(KS1).get(SC1).equals(false));
        }
        environment.simulator().put(KS1, SC1, true, false);
        return environment.awaitReason("promo", "ForeignWriter");
    }

    // Moves and drains

    @Test
    void aCodeMovesToAnotherService() {
        environment.startOperator();
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "reserved", true));
        environment.awaitReady("promo");

        environment.edit("promo", Map.of("serviceSid", KS2, "shortCodeSid", SC1, "reserved", true));

        await().until(() -> environment.pool(KS2).equals(Map.of(SC1, true)));
        environment.awaitReady("promo");
        assertThat(environment.pool(KS1)).isEmpty();
        assertThat(environment.awaitReady("promo").getStatus().serviceSid()).isEqualTo(KS2);
        assertThat(environment.writes())
                .extracting(LoggedRequest::method)
                .containsExactly("POST", "POST", "DELETE", "POST", "POST");
        await().untilAsserted(() -> assertThat(environment.events("promo")).contains("Moved"));
    }

    @Test
    void aMoveThatIsCutShortAnywhereEndsRight() {
        for (Match where : List.of(
                Match.of("DELETE", "/v1/**"),
                Match.of("POST", "/v1/Services/*/ShortCodes"),
                Match.of("POST", "/v1/Services/*/ShortCodes/*"))) {
            for (Effect how : List.of(Effect.resetBefore(), Effect.resetAfter())) {
                String name = "code-" + environment.simulator().requests().size();
                environment.startOperator();
                environment.apply(name, Map.of("serviceSid", KS1, "shortCodeSid", SC1, "reserved", true));
                environment.awaitReady(name);
                environment.simulator().addFault(where.then(how));
                environment.edit(name, Map.of("serviceSid", KS2, "shortCodeSid", SC1, "reserved", true));
                environment.await(
                        name, resource -> !condition(resource, "Ready").isTrue());
                environment.stopOperator();
                environment.simulator().clearFaults();

                environment.startOperator();

                environment.awaitReady(name);
                assertThat(environment.pool(KS1)).as("%s %s", where, how).isEmpty();
                assertThat(environment.pool(KS2)).as("%s %s", where, how).isEqualTo(Map.of(SC1, true));
                environment.delete(name);
                environment.awaitGone(name);
                assertThat(environment.pool(KS2)).as("%s %s", where, how).isEmpty();
                environment.stopOperator();
            }
        }
        environment.startOperator();
    }

    @Test
    void aCodeStaysWhereItIsWhileThePoolItShallGoToIsFull() {
        environment.startOperator();
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        environment.awaitReady("promo");
        for (int i = 0; i < TestEnvironment.LARGE_POOL; i++) {
            environment.simulator().put(KS2, TestEnvironment.many(i), false, false);
        }

        environment.edit("promo", Map.of("serviceSid", KS2, "shortCodeSid", SC1));

        ProxyShortCode waiting = environment.awaitReason("promo", "PoolFull");
        assertThat(condition(waiting, "Ready").message()).contains("the code stays in " + KS1);
        assertThat(environment.pool(KS1)).containsOnlyKeys(SC1);
        environment.simulator().remove(KS2, TestEnvironment.many(7));
        environment.awaitReady("promo");
        assertThat(environment.pool(KS1)).isEmpty();
        assertThat(environment.pool(KS2)).containsKey(SC1);
    }

    @Test
    void aCodeStaysWhereItIsIfItCannotGoWhereItIsDeclared() {
        environment.startOperator();
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        environment.awaitReady("promo");

        environment.edit("promo", Map.of("serviceSid", KS1.replace("1", "9"), "shortCodeSid", SC1));

        ProxyShortCode stuck = environment.awaitReason("promo", "RemoteRejected");
        assertThat(condition(stuck, "Stalled").message()).contains("the code stays in " + KS1);
        assertThat(environment.pool(KS1)).containsOnlyKeys(SC1);
        environment.delete("promo");
        environment.awaitGone("promo");
        assertThat(environment.pool(KS1)).isEmpty();
    }

    @Test
    void aDrainReservesWaitsAndRemoves() {
        environment.startOperator();
        environment.apply(
                "promo",
                Map.of("serviceSid", KS1, "shortCodeSid", SC1, "deletionPolicy", "Drain", "drainPeriod", "3s"));
        environment.awaitReady("promo");

        environment.delete("promo");

        ProxyShortCode draining = environment.awaitReason("promo", "Draining");
        assertThat(draining.getStatus().drainingSince()).isNotNull();
        assertThat(environment.pool(KS1)).containsExactly(Map.entry(SC1, true));
        environment.awaitGone("promo");
        assertThat(environment.pool(KS1)).isEmpty();
    }

    @Test
    void aMoveWithOrphanIsRefused() {
        environment.startOperator();
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "deletionPolicy", "Orphan"));
        environment.awaitReady("promo");

        environment.edit("promo", Map.of("serviceSid", KS2, "shortCodeSid", SC1, "deletionPolicy", "Orphan"));

        environment.awaitReason("promo", "InvalidSpec");
        assertThat(environment.pool(KS1)).containsOnlyKeys(SC1);
    }

    // Every way to go

    @Test
    void aResourceGoesWithItsService() {
        environment.startOperator();
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        environment.awaitReady("promo");

        environment.deleteService(KS1);
        environment.delete("promo");

        environment.awaitGone("promo");
    }

    @Test
    void aResourceThatWasDeletedMeanwhileIsRemovedAfterTheStart() {
        environment.startOperator();
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        environment.awaitReady("promo");
        environment.stopOperator();

        environment.delete("promo");
        environment.startOperator();

        environment.awaitGone("promo");
        assertThat(environment.pool(KS1)).isEmpty();
    }

    @Test
    void whatCannotBeRemovedSaysSoAndTheAnnotationLetsItGo() {
        environment.startOperator();
        environment.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", TestEnvironment.OTHER_TOKEN));
        environment.account("other", "twilio");
        environment.apply("promo", ofTheOther());
        environment.awaitReady("promo");
        environment.simulator().authToken(TestEnvironment.OTHER_ACCOUNT, "suspended");
        environment.delete("promo");

        ProxyShortCode blocked = environment.awaitReason("promo", "DeletionBlocked");

        assertThat(condition(blocked, "Ready").message()).contains("proxypool.dev/orphan");
        environment.annotate("promo", "proxypool.dev/orphan", "true");
        environment.awaitGone("promo");
        assertThat(environment.pool(TestEnvironment.OTHER_SERVICE)).containsOnlyKeys(TestEnvironment.OTHER_CODE);
        await().untilAsserted(() -> assertThat(environment.events("promo")).contains("Orphaned"));
    }

    static Map<String, Object> ofTheOther() {
        return Map.of(
                "serviceSid",
                TestEnvironment.OTHER_SERVICE,
                "shortCodeSid",
                TestEnvironment.OTHER_CODE,
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
                .until(() -> environment.account(name).get(), there -> there != null && condition.test(there));
    }

    @Test
    void aStatusThatAnotherWriterWipedIsWrittenAgain() {
        environment.startOperator();
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "reserved", true));
        environment.awaitReady("promo");

        environment.overwriteStatus("promo", Map.of());

        environment.awaitReady("promo");
        assertThat(environment.pool(KS1)).isEqualTo(Map.of(SC1, true));
        assertThat(environment.writes()).hasSize(2);
    }

    /** As a restored backup has them. */
    @Test
    void whatAnotherWriterLeftInTheStatusDoesNotStay() {
        environment.startOperator();
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "reserved", true));
        environment.awaitReady("promo");

        environment.overwriteStatus(
                "promo",
                Map.of(
                        "observedGeneration",
                        1,
                        "serviceSid",
                        KS1,
                        "appliedReserved",
                        true,
                        "drainingSince",
                        "2026-01-01T00:00:00Z",
                        "conditions",
                        List.of(oldCondition("Ready", "False"), oldCondition("Stalled", "True"))));

        environment.awaitReady("promo");
        MemberStatus status = environment.statusOf("promo");
        assertThat(status.drainingSince()).isNull();
        assertThat(status.condition("Stalled")).isEmpty();
        assertThat(environment.writes()).hasSize(2);
    }

    /** Such as another controller, which writes its own idea of the status anew each time. */
    @Test
    void anotherWriterOfTheStatusIsAnsweredOnceInAWhile() {
        environment.startOperator();
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "reserved", true));
        environment.awaitReady("promo");
        int before = environment.writesToKubernetes("promo").size();

        for (int i = 0; i < 300; i++) {
            environment.overwriteStatus("promo", Map.of("serviceSid", KS1, "lastHandledReconcileAt", "foreign " + i));
        }

        environment.awaitReady("promo");
        assertThat(environment.writesToKubernetes("promo").size() - before).isLessThan(10);
        assertThat(environment.writes()).as("writes to Twilio").hasSize(2);
    }

    private static Map<String, Object> oldCondition(String type, String value) {
        return Map.of(
                "type",
                type,
                "status",
                value,
                "reason",
                "Suspended",
                "message",
                "from a backup",
                "lastTransitionTime",
                "2026-01-01T00:00:00Z",
                "observedGeneration",
                1);
    }
}

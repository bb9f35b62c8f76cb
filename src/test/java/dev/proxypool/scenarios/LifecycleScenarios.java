package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.api.ApiGroup;
import dev.proxypool.api.MemberResource;
import dev.proxypool.api.MemberStatus;
import dev.proxypool.api.ProxyAccount;
import dev.proxypool.simulator.Effect;
import dev.proxypool.simulator.LoggedRequest;
import dev.proxypool.simulator.Match;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A resource over its whole life: every policy, accounts of its own, moves, fights, and every way to go. */
@ParameterizedClass
@EnumSource(names = {"SHORT_CODES", "NUMBERS"})
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

        MemberResource<?> promo = environment.awaitReady("promo");
        assertThat(promo.getStatus().accountSid()).isEqualTo(TestEnvironment.OTHER_ACCOUNT);
        assertThat(environment.pool(TestEnvironment.OTHER_SERVICE)).containsOnlyKeys(other);
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
        environment.simulator().put(KS1, one, false, false);
        environment.startOperator();
        environment.apply("foreign", single(KS1, one, "adoptionPolicy", "Never"));
        environment.awaitReason("foreign", "AdoptionRefused");
        environment.delete("foreign");
        environment.awaitGone("foreign");
        assertThat(environment.pool(KS1)).containsOnlyKeys(one);

        environment
                .simulator()
                .addFault(Match.of("POST", "/v1/Services/*/" + telling.kind().path())
                        .then(Effect.resetAfter()));
        environment.apply("own", single(KS1, two, "adoptionPolicy", "Never"));

        environment.awaitReady("own");
        environment.delete("own");
        environment.awaitGone("own");
        assertThat(environment.pool(KS1)).containsOnlyKeys(one);
    }

    @Test
    void whoeverAdoptsOnlyWhatMatchesDoesNotChangeWhatIsThere() {
        environment.simulator().put(KS1, one, true, false);
        environment.startOperator();
        environment.apply("promo", single(KS1, one, "adoptionPolicy", "IfMatches"));
        environment.awaitReason("promo", "AdoptionRefused");

        environment.edit("promo", single(KS1, one, "adoptionPolicy", "IfMatches", "reserved", true));

        environment.awaitReady("promo");
        assertThat(environment.writes()).isEmpty();
    }

    // What is held back

    @Test
    void whoeverObservesSuspendsOrReportsWritesNothing() {
        environment.simulator().put(KS1, two, false, false);
        environment.startOperator();
        environment.apply("looks", single(KS1, one, "managementPolicy", "Observe"));
        environment.apply("waits", single(KS1, two, "reserved", true, "suspend", true));
        environment.awaitReason("looks", "NotFound");
        MemberResource<?> waits = environment.awaitReason("waits", "Suspended");
        assertThat(waits.getStatus().plan()).extracting("action").containsExactly("Reserve");

        environment.delete("looks");
        environment.delete("waits");

        environment.awaitGone("looks");
        environment.awaitGone("waits");
        assertThat(environment.writes()).isEmpty();
        assertThat(environment.pool(KS1)).containsExactly(Map.entry(two, false));
    }

    @Test
    void aReportedDriftIsShownAndLeft() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one, "driftPolicy", "Report"));
        environment.awaitReady("promo");

        environment.simulator().put(KS1, one, true, false);

        MemberResource<?> promo = environment.awaitReason("promo", "DriftReported");
        assertThat(condition(promo, "Ready").isTrue()).isTrue();
        assertThat(condition(promo, "InSync").isTrue()).isFalse();
        assertThat(promo.getStatus().plan()).extracting("action").containsExactly("Release");
        assertThat(environment.pool(KS1)).containsExactly(Map.entry(one, true));
    }

    @Test
    void anotherWriterIsNotFoughtForEverAndAReconcileRequestResumes() {
        MemberResource<?> promo = foughtFor();

        assertThat(condition(promo, "Stalled").isTrue()).isTrue();
        assertThat(environment.pool(KS1)).containsExactly(Map.entry(one, true));
        environment.annotate("promo", "reconcile.proxypool.dev/requestedAt", "2026-11-01T00:00:00Z");
        environment.awaitReady("promo");
        assertThat(environment.pool(KS1)).containsExactly(Map.entry(one, false));
    }

    @Test
    void anEditTakesUpCorrectingAgain() {
        foughtFor();

        environment.edit("promo", single(KS1, one, "deletionPolicy", "Orphan"));

        environment.awaitReady("promo");
        assertThat(environment.pool(KS1)).containsExactly(Map.entry(one, false));
    }

    /** A resource whose corrections somebody undid until it gave up. */
    private MemberResource<?> foughtFor() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.awaitReady("promo");
        for (int i = 0; i < 2; i++) {
            environment.simulator().put(KS1, one, true, false);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> environment.pool(KS1).get(one).equals(false));
        }
        environment.simulator().put(KS1, one, true, false);
        return environment.awaitReason("promo", "ForeignWriter");
    }

    // Moves and drains

    @Test
    void aCodeMovesToAnotherService() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one, "reserved", true));
        environment.awaitReady("promo");

        environment.edit("promo", single(KS2, one, "reserved", true));

        await().until(() -> environment.pool(KS2).equals(Map.of(one, true)));
        environment.awaitReady("promo");
        assertThat(environment.pool(KS1)).isEmpty();
        assertThat(environment.awaitReady("promo").getStatus().serviceSid()).isEqualTo(KS2);
        List<String> add = Collections.nCopies(telling.requestsToAdd(true), "POST");
        assertThat(environment.writes())
                .extracting(LoggedRequest::method)
                .containsExactlyElementsOf(Stream.of(add, List.of("DELETE"), add)
                        .flatMap(List::stream)
                        .toList());
        await().untilAsserted(() -> assertThat(environment.events("promo")).contains("Moved"));
    }

    @Test
    void aMoveThatIsCutShortAnywhereEndsRight() {
        String list = "/v1/Services/*/" + telling.kind().path();
        environment.simulator().behave("reservesOnCreate: false");
        for (Match where :
                List.of(Match.of("DELETE", "/v1/**"), Match.of("POST", list), Match.of("POST", list + "/*"))) {
            for (Effect how : List.of(Effect.resetBefore(), Effect.resetAfter())) {
                String name = "code-" + environment.simulator().requests().size();
                environment.startOperator();
                environment.apply(name, single(KS1, one, "reserved", true));
                environment.awaitReady(name);
                environment.simulator().addFault(where.then(how));
                environment.edit(name, single(KS2, one, "reserved", true));
                await().atMost(Duration.ofSeconds(10)).until(this::wasCutShort);
                // The retry may already have moved it.
                environment.await(
                        name,
                        resource -> !condition(resource, "Ready").isTrue()
                                || KS2.equals(resource.getStatus().serviceSid()));
                environment.stopOperator();
                environment.simulator().clearFaults();
                environment.simulator().clearRequests();

                environment.startOperator();

                environment.awaitReady(name);
                assertThat(environment.pool(KS1)).as("%s %s", where, how).isEmpty();
                assertThat(environment.pool(KS2)).as("%s %s", where, how).isEqualTo(Map.of(one, true));
                environment.delete(name);
                environment.awaitGone(name);
                assertThat(environment.pool(KS2)).as("%s %s", where, how).isEmpty();
                environment.stopOperator();
            }
        }
        environment.startOperator();
    }

    private boolean wasCutShort() {
        return environment.simulator().requests().stream()
                .anyMatch(request -> !request.fault().isEmpty());
    }

    @Test
    void aCodeStaysWhereItIsWhileThePoolItShallGoToIsFull() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.awaitReady("promo");
        for (int i = 0; i < TestEnvironment.LARGE_POOL; i++) {
            environment.simulator().put(KS2, telling.many(i), false, false);
        }

        environment.edit("promo", single(KS2, one));

        MemberResource<?> waiting = environment.awaitReason("promo", "PoolFull");
        assertThat(condition(waiting, "Ready").message())
                .contains("the %s stays in %s".formatted(telling.kind().shortNoun(), KS1));
        assertThat(environment.pool(KS1)).containsOnlyKeys(one);
        environment.simulator().remove(KS2, telling.many(7));
        environment.awaitReady("promo");
        assertThat(environment.pool(KS1)).isEmpty();
        assertThat(environment.pool(KS2)).containsKey(one);
    }

    @Test
    void aCodeStaysWhereItIsIfItCannotGoWhereItIsDeclared() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.awaitReady("promo");

        environment.edit("promo", single(KS1.replace("1", "9"), one));

        MemberResource<?> stuck = environment.awaitReason("promo", "RemoteRejected");
        assertThat(condition(stuck, "Stalled").message())
                .contains("the %s stays in %s".formatted(telling.kind().shortNoun(), KS1));
        assertThat(environment.pool(KS1)).containsOnlyKeys(one);
        environment.delete("promo");
        environment.awaitGone("promo");
        assertThat(environment.pool(KS1)).isEmpty();
    }

    @Test
    void aDrainReservesWaitsAndRemoves() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one, "deletionPolicy", "Drain", "drainPeriod", "3s"));
        environment.awaitReady("promo");

        environment.delete("promo");

        MemberResource<?> draining = environment.awaitReason("promo", "Draining");
        assertThat(draining.getStatus().drainingSince()).isNotNull();
        assertThat(environment.pool(KS1)).containsExactly(Map.entry(one, true));
        environment.awaitGone("promo");
        assertThat(environment.pool(KS1)).isEmpty();
    }

    @Test
    void aMoveWithOrphanIsRefused() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one, "deletionPolicy", "Orphan"));
        environment.awaitReady("promo");

        environment.edit("promo", single(KS2, one, "deletionPolicy", "Orphan"));

        environment.awaitReason("promo", "InvalidSpec");
        assertThat(environment.pool(KS1)).containsOnlyKeys(one);
    }

    // Every way to go

    @Test
    void aResourceGoesWithItsService() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.awaitReady("promo");

        environment.deleteService(KS1);
        environment.delete("promo");

        environment.awaitGone("promo");
    }

    @Test
    void aResourceThatWasDeletedMeanwhileIsRemovedAfterTheStart() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
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

        MemberResource<?> blocked = environment.awaitReason("promo", "DeletionBlocked");

        assertThat(condition(blocked, "Ready").message()).contains("proxypool.dev/orphan");
        environment.annotate("promo", "proxypool.dev/orphan", "true");
        environment.awaitGone("promo");
        assertThat(environment.pool(TestEnvironment.OTHER_SERVICE)).containsOnlyKeys(other);
        await().untilAsserted(() -> assertThat(environment.events("promo")).contains("Orphaned"));
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
        environment.apply("promo", single(KS1, one, "reserved", true));
        environment.awaitReady("promo");

        environment.overwriteStatus("promo", Map.of());

        environment.awaitReady("promo");
        assertThat(environment.pool(KS1)).isEqualTo(Map.of(one, true));
        assertThat(environment.writes()).hasSize(telling.requestsToAdd(true));
    }

    /** As a restored backup has them. */
    @Test
    void whatAnotherWriterLeftInTheStatusDoesNotStay() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one, "reserved", true));
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
        assertThat(environment.writes()).hasSize(telling.requestsToAdd(true));
    }

    /** Such as another controller, which writes its own idea of the status anew each time. */
    @Test
    void anotherWriterOfTheStatusIsAnsweredOnceInAWhile() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one, "reserved", true));
        environment.awaitReady("promo");
        int before = environment.writesToKubernetes("promo").size();

        for (int i = 0; i < 300; i++) {
            environment.overwriteStatus("promo", Map.of("serviceSid", KS1, "lastHandledReconcileAt", "foreign " + i));
        }

        environment.awaitReady("promo");
        assertThat(environment.writesToKubernetes("promo").size() - before).isLessThan(10);
        assertThat(environment.writes()).as("writes to Twilio").hasSize(telling.requestsToAdd(true));
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

package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.api.MemberResource;
import dev.proxypool.api.PoolResource;
import dev.proxypool.simulator.Effect;
import dev.proxypool.simulator.LoggedRequest;
import dev.proxypool.simulator.Match;
import dev.proxypool.simulator.SimulatorState;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What phone numbers can do and short codes cannot: have two names, show their Sessions, and come back with another SID. */
abstract class PhoneNumberScenarios extends PoolStories {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String HELD_BY_THREE = "held by 3 open Sessions";

    PhoneNumberScenarios() {
        telling = Telling.NUMBERS;
    }

    // Two names

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClaimByNumberAndOneBySidConflictInEitherOrder(boolean bySidFirst) {
        environment.startOperator();
        environment.apply("first", named(bySidFirst, KS1));
        environment.awaitReady("first");

        environment.apply("second", named(!bySidFirst, KS1));
        environment.apply("elsewhere", named(!bySidFirst, KS2));

        environment.awaitReason("second", "Conflict");
        environment.awaitReason("elsewhere", "Conflict");
        environment.delete("first");
        environment.awaitGone("first");
        environment.awaitReady("second");
        assertThat(environment.writes())
                .extracting(LoggedRequest::method)
                .as("never removed in between")
                .containsExactly("POST");
        environment.delete("second");
        environment.awaitGone("second");
        environment.awaitReady("elsewhere");
        assertThat(environment.pool(KS2)).containsOnlyKeys(one);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theyConflictBeforeTheFirstListToo(boolean bySidFirst) {
        environment.simulator().put(KS1, one, false, false);
        environment.apply("elder", named(bySidFirst, KS1));
        await().pollDelay(Duration.ofMillis(1_100)).until(() -> true);
        environment.apply("younger", named(!bySidFirst, KS1));

        environment.startOperator();

        environment.awaitReady("elder");
        environment.awaitReason("younger", "Conflict");
        assertThat(environment.writes()).isEmpty();
    }

    /** No list tells then that both mean one number; Twilio's refusal of the second add does. */
    @Test
    void theyConflictThoughTheNumberIsInNoPoolYet() {
        environment.apply("by-sid", named(true, KS1));
        environment.apply("by-number", named(false, KS1));
        environment.apply("elsewhere", named(false, KS2));

        environment.startOperator();

        await().atMost(SOON)
                .until(() -> List.of("by-sid", "by-number", "elsewhere").stream()
                        .map(this::reason)
                        .sorted()
                        .toList()
                        .equals(List.of("Conflict", "Conflict", "InSync")));
        assertThat(environment.pool(KS1).size() + environment.pool(KS2).size()).isOne();
        assertThat(deletes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPoolListsTheNumberThatAnotherResourceNamesBySid(boolean poolFirst) {
        environment.startOperator();
        if (poolFirst) {
            apply(Map.of(), code(one, false), code(two, false));
            awaitReady();
            environment.apply("promo", named(true, KS1));
            environment.awaitReason("promo", "Conflict");
            pool().delete();
            environment.awaitReady("promo");
        } else {
            environment.apply("promo", named(true, KS1));
            environment.awaitReady("promo");
            apply(Map.of("unlisted", "Remove", "maxRemovals", 5), code(one, true), code(two, false));
            PoolResource<?> pool = awaitPool(there -> isReason(there, "Conflict"));
            assertThat(pool.getStatus().problems())
                    .extracting(problem -> problem.member().identity())
                    .containsExactly(telling.identity(one));
            environment.delete("promo");
            environment.awaitGone("promo");
            awaitReady();
        }
        assertThat(environment.pool(KS1)).containsKey(one);
        assertThat(deletes()).extracting(LoggedRequest::path).noneMatch(path -> path.endsWith(one));
    }

    @Test
    void aPoolDoesNotRemoveWhatAnotherResourceNamesBySid() {
        environment.startOperator();
        environment.apply("promo", named(true, KS1));
        environment.awaitReady("promo");

        apply(Map.of("unlisted", "Remove", "maxRemovals", 5), code(two, false));

        awaitReady();
        awaitPolls(KS1, 2);
        assertThat(environment.pool(KS1)).containsOnlyKeys(one, two);
    }

    @Test
    void aNumberThatIsBoughtAgainIsFollowedByItsNumberAndNotByItsSid() {
        environment.startOperator();
        environment.apply("by-number", single(KS1, one));
        environment.apply("by-sid", Map.of("serviceSid", KS1, "phoneNumberSid", two));
        environment.awaitReady("by-number");
        environment.awaitReady("by-sid");
        String newOne = telling.sid(71);
        String newTwo = telling.sid(72);

        environment.buyAgain(one, newOne);
        environment.buyAgain(two, newTwo);

        environment.awaitReason("by-sid", "PhoneNumberNotFound");
        await().atMost(SOON).until(() -> environment.pool(KS1).keySet().equals(Set.of(newOne)));
        MemberResource<?> followed = environment.await(
                "by-number",
                there -> newOne.equals(there.statusOrNone().details().phoneNumberSid())
                        && condition(there, "Ready").isTrue());
        environment.delete("by-number");
        environment.awaitGone("by-number");
        assertThat(followed.getStatus().details().digits()).isEqualTo(telling.digits(one));
        assertThat(environment.pool(KS1)).isEmpty();
    }

    // One call adds and reserves

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void oneRequestAddsAndReserves(boolean bySid, boolean reserved) {
        environment.startOperator();
        Map<String, Object> spec = new HashMap<>(named(bySid, KS1));
        spec.put("reserved", reserved);
        environment.apply("promo", spec);

        environment.awaitReady("promo");

        assertThat(environment.writes()).singleElement().satisfies(add -> {
            assertThat(add.method()).isEqualTo("POST");
            assertThat(add.path()).isEqualTo("/v1/Services/" + KS1 + "/PhoneNumbers");
            assertThat(add.form())
                    .isEqualTo(Map.of(
                            bySid ? "Sid" : "PhoneNumber",
                            bySid ? one : telling.digits(one),
                            "IsReserved",
                            "" + reserved));
        });
        assertThat(environment.pool(KS1)).isEqualTo(Map.of(one, reserved));
    }

    @Test
    void aNumberThatTwilioAddsUnreservedIsReservedByASecondRequest() {
        environment.simulator().behave("reservesOnCreate: false");
        environment.startOperator();
        environment.apply("promo", single(KS1, one, "reserved", true));
        apply(Map.of(), code(two, true), code(three, false));

        environment.awaitReady("promo");
        awaitReady();

        assertThat(environment.pool(KS1)).isEqualTo(Map.of(one, true, two, true, three, false));
        assertThat(environment.writes()).as("three adds and two reservations").hasSize(5);
    }

    @Test
    void theEventOfAnAddTellsThatTheUrlsAreOverwritten() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.awaitReady("promo");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(environment.eventMessages("promo", "Added"))
                        .singleElement()
                        .asString()
                        .contains("voice and SMS URLs")
                        .contains("does not restore them"));
        assertThat(number(one).voiceUrl()).as("as the simulator knows it").isNotEmpty();
    }

    @Test
    void nothingIsAddedThatThePlanDidNotShow() {
        environment.simulator().put(KS1, two, true, false);
        environment.startOperator();
        apply(Map.of("suspend", true), code(one, true), code(two, true));
        PoolResource<?> pool = awaitPool(there -> isReason(there, "Suspended"));
        assertThat(pool.getStatus().plan()).singleElement().satisfies(step -> {
            assertThat(step.action()).isEqualTo("Add");
            assertThat(step.after()).isEqualTo("reserved");
        });
        assertThat(environment.writes()).isEmpty();

        edit(Map.of(), code(one, true), code(two, true));

        awaitReady();
        assertThat(environment.writes()).hasSize(1);
    }

    /** Behind the operator's back, between its poll and its add. */
    @ParameterizedTest
    @CsvSource({"Always,InSync", "Never,AdoptionRefused"})
    void aNumberThatIsThereByNowIsFoundAndAdoptedAsThePolicySays(String policy, String reason) {
        environment.observeEvery(Duration.ofMinutes(1));
        environment.startOperator();
        environment.apply("polls", single(KS1, two));
        environment.awaitReady("polls");
        environment.simulator().put(KS1, one, false, false);

        environment.apply("promo", single(KS1, one, "adoptionPolicy", policy, "reserved", true));

        environment.awaitReason("promo", reason);
        assertThat(environment.simulator().requests())
                .extracting(LoggedRequest::code)
                .contains(80104);
        assertThat(environment.pool(KS1)).containsEntry(one, policy.equals("Always"));
    }

    // A drain is observed

    @Test
    void aDrainEndsAfterTwoPollsThatShowNoSession() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one, "deletionPolicy", "Drain", "drainPeriod", "1h"));
        environment.awaitReady("promo");
        environment.simulator().put(KS1, one, false, 3);
        environment.simulator().clearRequests();

        environment.delete("promo");

        environment.await("promo", there -> says(there, "Draining", HELD_BY_THREE));
        assertThat(environment.pool(KS1)).isEqualTo(Map.of(one, true));
        environment.simulator().put(KS1, one, true, 1);
        environment.await("promo", there -> says(there, "Draining", "held by 1 open Session"));
        long free = lastRequest();
        environment.simulator().put(KS1, one, true, 0);
        environment.awaitGone("promo");
        assertThat(environment.writes()).extracting(LoggedRequest::method).containsExactly("POST", "DELETE");
        assertThat(refused()).isEmpty();
        assertThat(pollsBeforeTheRemovalSince(free)).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aSessionThatBeginsLateStartsTheCountOfPollsAnew() {
        environment.observeEvery(Duration.ofSeconds(2));
        environment.startOperator();
        environment.apply("promo", single(KS1, one, "deletionPolicy", "Drain", "drainPeriod", "1h"));
        environment.awaitReady("promo");
        environment.simulator().put(KS1, one, false, 1);
        environment.delete("promo");
        environment.await("promo", there -> says(there, "Draining", "held by 1 open Session"));

        environment.simulator().put(KS1, one, true, 0);
        awaitPolls(KS1, 1);
        environment.simulator().put(KS1, one, true, 1);
        awaitPolls(KS1, 2);

        assertThat(deletes()).isEmpty();
        environment.simulator().put(KS1, one, true, 0);
        environment.awaitGone("promo");
        assertThat(refused()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDrainEndsWithItsPeriodThoughSessionsAreOpen(boolean twilioRemovesIt) {
        environment.simulator().behave("removesNumbersInUse: " + twilioRemovesIt);
        environment.startOperator();
        environment.apply("promo", single(KS1, one, "deletionPolicy", "Drain", "drainPeriod", "3s"));
        environment.awaitReady("promo");
        environment.simulator().put(KS1, one, false, 3);

        environment.delete("promo");

        environment.await("promo", there -> says(there, "Draining", HELD_BY_THREE));
        assertThat(deletes()).isEmpty();
        if (!twilioRemovesIt) {
            environment.await("promo", there -> says(there, "InUse", HELD_BY_THREE));
            assertThat(refused()).extracting(LoggedRequest::code).containsOnly(80611);
            environment.simulator().put(KS1, one, true, 0);
        }
        environment.awaitGone("promo");
        assertThat(environment.pool(KS1)).isEmpty();
    }

    @Test
    void withoutADrainANumberInUseWaitsWithoutARefusedRequest() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.awaitReady("promo");
        environment.simulator().put(KS1, one, false, 3);
        awaitPolls(KS1, 2);
        environment.simulator().clearRequests();

        environment.delete("promo");

        environment.await("promo", there -> says(there, "InUse", HELD_BY_THREE));
        assertThat(environment.pool(KS1)).isEqualTo(Map.of(one, true));
        awaitPolls(KS1, 3);
        assertThat(deletes()).isEmpty();
        environment.simulator().put(KS1, one, true, 0);
        environment.awaitGone("promo");
        assertThat(environment.writes()).extracting(LoggedRequest::method).containsExactly("POST", "DELETE");
        assertThat(refused()).isEmpty();
    }

    @Test
    void aPoolThatPrunesWaitsForSessionsToo() {
        environment.startOperator();
        Map<String, Object> prunes = Map.of("unlisted", "Remove", "maxRemovals", 5);
        apply(prunes, code(one, false), code(two, false), code(three, false));
        awaitReady();
        environment.simulator().put(KS1, two, false, 3);
        awaitPolls(KS1, 2);

        edit(prunes, code(one, false));

        awaitPool(there -> isReason(there, "InUse") && ready(there).message().contains(HELD_BY_THREE));
        await().atMost(SOON).until(() -> environment.pool(KS1).equals(Map.of(one, false, two, true)));
        environment.simulator().put(KS1, two, true, 0);
        awaitReady();
        assertThat(environment.pool(KS1)).containsOnlyKeys(one);
        assertThat(refused()).isEmpty();
    }

    /** As Twilio answered before April 2019: then a refused removal is the only sign. */
    @Test
    void whereTwilioDoesNotTellTheUseARefusedRemovalReturnsToWaiting() {
        environment.simulator().behave("showsInUse: false");
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.awaitReady("promo");
        environment.simulator().put(KS1, one, false, 3);

        environment.delete("promo");

        environment.awaitReason("promo", "InUse");
        assertThat(refused()).extracting(LoggedRequest::code).containsOnly(80611);
        assertThat(environment.pool(KS1)).isEqualTo(Map.of(one, true));
        environment.simulator().put(KS1, one, true, 0);
        environment.awaitGone("promo");
    }

    // Refusals

    @ParameterizedTest
    @CsvSource({
        "80301,PhoneNumberNotFound,Stalled",
        "80606,PhoneNumberNotFound,Stalled",
        "80101,Conflict,Stalled",
        "80601,Conflict,Stalled",
        "80613,RemoteUnavailable,Reconciling",
        "80615,RemoteRejected,Stalled",
        "80622,PoolFull,Stalled"
    })
    void aRefusedAddSaysWhyAndIsNotRepeatedAtOnce(int code, String reason, String condition) {
        environment
                .simulator()
                .addFault(Match.of("POST", "/v1/Services/*/PhoneNumbers").then(new Effect.Status(400, code)));
        environment.startOperator();
        environment.apply("promo", single(KS1, one));

        MemberResource<?> promo = environment.awaitReason("promo", reason);

        assertThat(condition(promo, condition).isTrue()).isTrue();
        assertThat(condition(promo, "Ready").message()).contains("" + code);
        awaitPolls(KS1, 2);
        assertThat(environment.writes()).hasSizeLessThanOrEqualTo(3);
        environment.simulator().clearFaults();
        environment.annotate("promo", "reconcile.proxypool.dev/requestedAt", "2026-11-01T00:00:00Z");
        await().atMost(Duration.ofSeconds(60)).until(() -> environment.pool(KS1).containsKey(one));
    }

    @ParameterizedTest
    @CsvSource({"80611,InUse", "80613,Deleting", "80615,DeletionBlocked"})
    void aRefusedRemovalSaysWhyAndIsTriedAgain(int code, String reason) {
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.awaitReady("promo");
        environment.simulator().addFault(Match.of("DELETE", "/v1/**").then(new Effect.Status(400, code)));

        environment.delete("promo");

        environment.awaitReason("promo", reason);
        environment.simulator().clearFaults();
        environment.annotate("promo", "reconcile.proxypool.dev/requestedAt", "2026-11-01T00:00:00Z");
        environment.awaitGone("promo");
        assertThat(environment.pool(KS1)).isEmpty();
    }

    /** It is removed elsewhere, and Twilio keeps it from others for a while. */
    @Test
    void aNumberThatTwilioDoesNotGiveAwayYetComesLater() {
        environment.simulator().behave("heldAfterRemoval: 2");
        environment.simulator().put(KS2, one, false, false);
        environment.simulator().remove(KS2, one);
        environment.startOperator();
        environment.apply("promo", single(KS1, one));

        environment.awaitReason("promo", "Conflict");

        environment.awaitReady("promo");
        assertThat(refused()).extracting(LoggedRequest::code).containsOnly(80601);
    }

    // Both kinds in one Service

    @Test
    void poolsOfBothKindsInOneServiceDoNotTouchEachOther() {
        Map<String, Object> prunes = Map.of("unlisted", "Remove", "maxRemovals", 5);
        String code = Telling.SHORT_CODES.sid(1);
        String unlistedCode = Telling.SHORT_CODES.sid(2);
        environment.simulator().put(KS1, unlistedCode, false, false);
        environment.simulator().put(KS1, two, false, false);
        environment.startOperator();
        tell(Telling.SHORT_CODES);
        apply(prunes, code(code, false));
        awaitReady();
        await().atMost(SOON).until(() -> environment.pool(KS1).keySet().equals(Set.of(code, two)));
        tell(Telling.NUMBERS);

        apply(prunes, code(one, true));

        awaitReady();
        await().atMost(SOON).until(() -> environment.pool(KS1).equals(Map.of(code, false, one, true)));
        environment.simulator().clearRequests();
        awaitPolls(KS1, 4);
        assertThat(environment.writes()).isEmpty();
        assertThat(environment.simulator().requests())
                .extracting(LoggedRequest::path)
                .containsOnly("/v1/Services/" + KS1 + "/ShortCodes", "/v1/Services/" + KS1 + "/PhoneNumbers");
        pool().delete();
        await().atMost(Duration.ofSeconds(30)).until(() -> pool().get() == null);
        assertThat(environment.pool(KS1)).isEqualTo(Map.of(code, false));
    }

    @Test
    void aServiceWithNumbersOnlyCostsOneListAPoll() {
        environment.startOperator();
        apply(Map.of(), code(one, false), code(two, true));
        awaitReady();
        environment.simulator().clearRequests();

        awaitPolls(KS1, 3);

        assertThat(environment.simulator().requests())
                .extracting(LoggedRequest::path)
                .containsOnly("/v1/Services/" + KS1 + "/PhoneNumbers");
    }

    @Test
    void threeHundredAtOnce() {
        Duration bulk = Duration.ofMinutes(2);
        environment.startOperator();
        IntStream.range(0, 300)
                .forEach(i -> environment.apply("number-" + i, single(KS1, telling.many(i), "reserved", i % 10 == 0)));

        await().atMost(bulk)
                .until(() -> IntStream.range(0, 300)
                        .allMatch(i -> reason("number-" + i).equals("InSync")));

        assertThat(environment.pool(KS1)).hasSize(300);
        assertThat(environment.writes()).as("one request for each").hasSize(300);
        assertThat(environment.simulator().requests()).noneMatch(call -> call.status() == 429);
    }

    private void tell(Telling kind) {
        telling = kind;
        environment.of(kind);
    }

    private Map<String, Object> named(boolean bySid, String service) {
        Map<String, Object> spec = new HashMap<>((bySid ? Telling.NUMBERS_BY_SID : Telling.NUMBERS).named(one));
        spec.put("serviceSid", service);
        return spec;
    }

    private String reason(String name) {
        return condition(environment.resource(name).get(), "Ready").reason();
    }

    private static boolean says(MemberResource<?> resource, String reason, String words) {
        return condition(resource, "Ready").reason().equals(reason)
                && condition(resource, "Ready").message().contains(words);
    }

    private SimulatorState.PhoneNumber number(String sid) {
        return environment.simulator().state().accounts().getFirst().phoneNumbers().stream()
                .filter(there -> there.sid().equals(sid))
                .findFirst()
                .orElseThrow();
    }

    private long lastRequest() {
        return environment.simulator().requests().getLast().number();
    }

    private void awaitPolls(String service, int count) {
        long since = environment.simulator().requests().stream()
                .mapToLong(LoggedRequest::number)
                .max()
                .orElse(0);
        await().atMost(SOON)
                .until(() -> environment.simulator().requestsAfter(since).stream()
                                .filter(call -> isPoll(call, service))
                                .count()
                        >= count);
    }

    private static boolean isPoll(LoggedRequest call, String service) {
        return call.method().equals("GET") && call.path().endsWith(service + "/PhoneNumbers");
    }

    private long pollsBeforeTheRemovalSince(long request) {
        return environment.simulator().requestsAfter(request).stream()
                .takeWhile(call -> !call.method().equals("DELETE"))
                .filter(call -> isPoll(call, KS1))
                .count();
    }

    private List<LoggedRequest> deletes() {
        return environment.writes().stream()
                .filter(call -> call.method().equals("DELETE"))
                .toList();
    }

    private List<LoggedRequest> refused() {
        return environment.writes().stream()
                .filter(call -> call.status() >= 400)
                .toList();
    }
}

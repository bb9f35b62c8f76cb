package dev.proxypool.status;

import static dev.proxypool.domain.PoolKeys.codesOf;
import static dev.proxypool.plan.PlanFixtures.ACCOUNT;
import static dev.proxypool.plan.PlanFixtures.ELSEWHERE;
import static dev.proxypool.plan.PlanFixtures.NOON;
import static dev.proxypool.plan.PlanFixtures.OUTAGE;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static dev.proxypool.plan.PlanFixtures.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.AccountStatus;
import dev.proxypool.api.AccountStatus.Usage;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.domain.Trouble.Exchange;
import dev.proxypool.status.AccountStatusFactory.Named;
import dev.proxypool.status.AccountStatusFactory.Pools;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccountStatusTest {

    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Pools NO_POOLS = new Pools(Map.of(), INTERVAL);
    private static final Observation HERE = new Observation.Fresh(
            PoolSnapshot.of(codesOf(SERVICE), NOON, List.of(Member.of(code(1), true), Member.of(code(2), false))));
    private static final Observation THERE =
            new Observation.Fresh(PoolSnapshot.of(codesOf(ELSEWHERE), NOON, List.of()));

    @Test
    void anAccountThatTwilioAcceptsIsReady() {
        AccountStatus status = project(AccountStatusFactory.accepted(ACCOUNT));

        assertThat(status.conditions()).singleElement().satisfies(ready -> {
            assertThat(ready.type()).isEqualTo("Ready");
            assertThat(ready.isTrue()).isTrue();
            assertThat(ready.reason()).isEqualTo("Accepted");
            assertThat(ready.message()).isEqualTo("Twilio accepts the credentials of " + ACCOUNT);
        });
        assertThat(status.observedGeneration()).isEqualTo(2);
    }

    @Test
    void refusedCredentialsStallIt() {
        var refused = new Trouble.Unauthorized(new Exchange("FetchService", 401, 20003, "Authenticate", null));

        AccountStatus status = project(AccountStatusFactory.of(refused, "twilio"));

        assertThat(status.conditions()).extracting("type").containsExactly("Ready", "Stalled");
        assertThat(status.conditions().getFirst().reason()).isEqualTo("CredentialsInvalid");
        assertThat(status.conditions().getFirst().message())
                .startsWith("FetchService: Authenticate (HTTP 401, code 20003); the credentials are in Secret twilio."
                        + " Check ");
    }

    @Test
    void theSecretIsNamedWhereItsContentIsRefused() {
        var refused = new Trouble.Unauthorized(new Exchange("FetchService", 401, 20003, "Authenticate", null));
        var away =
                new Trouble.Unavailable(new Exchange("ListService", 0, 0, "proxy.twilio.com is not reachable", null));

        assertThat(AccountStatusFactory.of(refused, null).message())
                .isEqualTo("FetchService: Authenticate (HTTP 401, code 20003)");
        assertThat(AccountStatusFactory.of(away, "twilio").message())
                .isEqualTo("ListService: proxy.twilio.com is not reachable (no answer)");
    }

    @Test
    void aSpecThatMakesNoSenseStallsIt() {
        AccountStatus status = project(AccountStatusFactory.invalid(List.of("one", "two")));

        assertThat(status.conditions().getFirst().reason()).isEqualTo("InvalidSpec");
        assertThat(status.conditions().getFirst().message()).isEqualTo("one; two. Fix the spec.");
    }

    @Test
    void anAccountThatIsNeededWaits() {
        AccountStatus status = project(AccountStatusFactory.needed());

        assertThat(status.conditions()).extracting("type").containsExactly("Ready", "Reconciling");
        assertThat(status.conditions().getFirst().reason()).isEqualTo("Deleting");
        assertThat(status.conditions().getFirst().message()).contains("still hold members of pools");
    }

    @Test
    void itsPoolsAreCountedInTheOrderOfTheirServices() {
        AccountStatus status = AccountStatusFactory.project(
                2,
                AccountStatus.NONE,
                AccountStatusFactory.accepted(ACCOUNT),
                named(null),
                new Pools(Map.of(codesOf(ELSEWHERE), THERE, codesOf(SERVICE), HERE), INTERVAL),
                NOON);

        assertThat(status.services())
                .containsExactly(
                        Usage.of(codesOf(SERVICE), 2, 1, NOON.toString()),
                        Usage.of(codesOf(ELSEWHERE), 0, 0, NOON.toString()));
    }

    @Test
    void aServiceSaysWhenItWasVerifiedAtMostOnceInFiveMinutes() {
        AccountStatus old = verified(AccountStatus.NONE, INTERVAL, NOON);

        assertThat(verified(old, INTERVAL, NOON.plusSeconds(299))).isSameAs(old);
        AccountStatus later = verified(old, INTERVAL, NOON.plusSeconds(300));
        assertThat(later.services())
                .extracting(Usage::lastVerified)
                .containsExactly(NOON.plusSeconds(300).toString());
        assertThat(later.conditions()).isEqualTo(old.conditions());
    }

    @Test
    void aServiceIsNotWrittenMoreOftenThanItsPoolIsListed() {
        Duration interval = Duration.ofHours(1);
        AccountStatus old = verified(AccountStatus.NONE, interval, NOON);

        assertThat(verified(old, interval, NOON.plusSeconds(3_239))).isSameAs(old);
        assertThat(verified(old, interval, NOON.plusSeconds(3_240)))
                .as("lists come a tenth early")
                .isNotEqualTo(old);
    }

    @Test
    void whatIsWrittenAnywayIsUpToDate() {
        AccountStatus old = verified(AccountStatus.NONE, INTERVAL, NOON);
        var changed = new Observation.Fresh(
                PoolSnapshot.of(codesOf(SERVICE), NOON.plusSeconds(60), List.of(Member.of(code(1), false))));

        assertThat(seen(old, INTERVAL, changed).services())
                .containsExactly(
                        Usage.of(codesOf(SERVICE), 1, 0, NOON.plusSeconds(60).toString()));
    }

    @Test
    void aServiceThatCannotBeReadKeepsWhenItWasVerifiedAndOneThatIsGoneDoesNot() {
        AccountStatus old = verified(AccountStatus.NONE, INTERVAL, NOON);

        assertThat(seen(old, INTERVAL, new Observation.Unreadable(OUTAGE))).isSameAs(old);
        assertThat(seen(old, INTERVAL, new Observation.ServiceGone(SERVICE)).services())
                .isEmpty();
        assertThat(seen(old, INTERVAL, null).services())
                .as("no resource uses it")
                .isEmpty();
    }

    @Test
    void aStatusFromBeforeThereWasATimeGetsOne() {
        Usage before = Usage.of(codesOf(SERVICE), 0, 0, null);
        AccountStatus old = new AccountStatus(
                2L, verified(AccountStatus.NONE, INTERVAL, NOON).conditions(), null, "twilio", List.of(before));

        assertThat(verified(old, INTERVAL, NOON).services())
                .extracting(Usage::lastVerified)
                .containsExactly(NOON.toString());
    }

    @Test
    void itsSecretIsRememberedUntilTheSpecNamesAnother() {
        AccountStatus old = project(AccountStatusFactory.accepted(ACCOUNT));
        Finding invalid = AccountStatusFactory.invalid(List.of("no Secret"));

        AccountStatus without = AccountStatusFactory.project(3, old, invalid, named(null), NO_POOLS, NOON);
        AccountStatus another = AccountStatusFactory.project(4, without, invalid, named("other"), NO_POOLS, NOON);

        assertThat(old.secretName()).isEqualTo("twilio");
        assertThat(without.secretName()).isEqualTo("twilio");
        assertThat(another.secretName()).isEqualTo("other");
    }

    @Test
    void theAccountThatWasAcceptedFirstIsWrittenDown() {
        AccountStatus old = project(AccountStatusFactory.accepted(ACCOUNT));

        assertThat(project(AccountStatusFactory.invalid(List.of("no"))).accountSid())
                .isNull();
        assertThat(old.accountSid()).isEqualTo(ACCOUNT.value());
        assertThat(AccountStatusFactory.project(
                                3,
                                old,
                                AccountStatusFactory.accepted(ACCOUNT),
                                new Named(new Sid.Account("AC" + "2".repeat(32)), "twilio"),
                                NO_POOLS,
                                NOON)
                        .accountSid())
                .isEqualTo(ACCOUNT.value());
    }

    @Test
    void theSameFactsChangeNothing() {
        AccountStatus old = project(AccountStatusFactory.accepted(ACCOUNT));

        assertThat(AccountStatusFactory.project(
                        2,
                        old,
                        AccountStatusFactory.accepted(ACCOUNT),
                        named("twilio"),
                        NO_POOLS,
                        NOON.plusSeconds(60)))
                .isSameAs(old);
    }

    private static AccountStatus project(Finding finding) {
        return AccountStatusFactory.project(2, AccountStatus.NONE, finding, named("twilio"), NO_POOLS, NOON);
    }

    /** The status after a look at a pool without members. */
    private static AccountStatus verified(AccountStatus old, Duration interval, Instant now) {
        return seen(old, interval, new Observation.Fresh(PoolSnapshot.of(codesOf(SERVICE), now, List.of())));
    }

    private static AccountStatus seen(AccountStatus old, Duration interval, @Nullable Observation seen) {
        Pools pools = new Pools(seen == null ? Map.of() : Map.of(codesOf(SERVICE), seen), interval);
        return AccountStatusFactory.project(
                2, old, AccountStatusFactory.accepted(ACCOUNT), named("twilio"), pools, NOON.plusSeconds(5));
    }

    private static Named named(@Nullable String secretName) {
        return new Named(ACCOUNT, secretName);
    }
}

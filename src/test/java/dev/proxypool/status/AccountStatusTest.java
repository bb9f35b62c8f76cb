package dev.proxypool.status;

import static dev.proxypool.plan.Cast.ACCOUNT;
import static dev.proxypool.plan.Cast.ELSEWHERE;
import static dev.proxypool.plan.Cast.NOON;
import static dev.proxypool.plan.Cast.SERVICE;
import static dev.proxypool.plan.Cast.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.AccountStatus;
import dev.proxypool.api.AccountStatus.Usage;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.Trouble;
import dev.proxypool.domain.Trouble.Exchange;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountStatusTest {

    private static final PoolSnapshot HERE =
            PoolSnapshot.of(SERVICE, NOON, List.of(Member.of(code(1), true), Member.of(code(2), false)));
    private static final PoolSnapshot THERE = PoolSnapshot.of(ELSEWHERE, NOON, List.of());

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

        AccountStatus status = project(AccountStatusFactory.of(refused));

        assertThat(status.conditions()).extracting("type").containsExactly("Ready", "Stalled");
        assertThat(status.conditions().getFirst().reason()).isEqualTo("CredentialsInvalid");
        assertThat(status.conditions().getFirst().message())
                .startsWith("FetchService: Authenticate (HTTP 401, code 20003). Check ");
    }

    @Test
    void aSpecThatMakesNoSenseStallsIt() {
        AccountStatus status = project(AccountStatusFactory.invalid(List.of("one", "two")));

        assertThat(status.conditions().getFirst().reason()).isEqualTo("InvalidSpec");
        assertThat(status.conditions().getFirst().message()).isEqualTo("one; two. Mend the spec.");
    }

    @Test
    void anAccountThatIsNeededWaits() {
        AccountStatus status = project(AccountStatusFactory.needed());

        assertThat(status.conditions()).extracting("type").containsExactly("Ready", "Reconciling");
        assertThat(status.conditions().getFirst().reason()).isEqualTo("Deleting");
        assertThat(status.conditions().getFirst().message()).contains("still hold short codes");
    }

    @Test
    void itsPoolsAreCountedInTheOrderOfTheirServices() {
        AccountStatus status = AccountStatusFactory.project(
                2, AccountStatus.NONE, AccountStatusFactory.accepted(ACCOUNT), null, List.of(THERE, HERE), NOON);

        assertThat(status.services())
                .containsExactly(new Usage(SERVICE.value(), 2, 1, 1), new Usage(ELSEWHERE.value(), 0, 0, 0));
    }

    @Test
    void itsSecretIsRememberedUntilTheSpecNamesAnother() {
        AccountStatus old = project(AccountStatusFactory.accepted(ACCOUNT));
        Finding invalid = AccountStatusFactory.invalid(List.of("no Secret"));

        AccountStatus without = AccountStatusFactory.project(3, old, invalid, null, List.of(), NOON);
        AccountStatus another = AccountStatusFactory.project(4, without, invalid, "other", List.of(), NOON);

        assertThat(old.secretName()).isEqualTo("twilio");
        assertThat(without.secretName()).isEqualTo("twilio");
        assertThat(another.secretName()).isEqualTo("other");
    }

    @Test
    void theSameFactsChangeNothing() {
        AccountStatus old = project(AccountStatusFactory.accepted(ACCOUNT));

        assertThat(AccountStatusFactory.project(
                        2, old, AccountStatusFactory.accepted(ACCOUNT), "twilio", List.of(), NOON.plusSeconds(60)))
                .isSameAs(old);
    }

    private static AccountStatus project(Finding finding) {
        return AccountStatusFactory.project(2, AccountStatus.NONE, finding, "twilio", List.of(), NOON);
    }
}

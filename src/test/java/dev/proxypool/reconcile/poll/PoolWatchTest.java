package dev.proxypool.reconcile.poll;

import static dev.proxypool.domain.PoolKeys.codesOf;
import static dev.proxypool.plan.PlanFixtures.ACCOUNT;
import static dev.proxypool.plan.PlanFixtures.NOON;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.reconcile.account.Account;
import dev.proxypool.reconcile.account.Account.AccountPool;
import dev.proxypool.reconcile.account.Timing;
import dev.proxypool.reconcile.pass.FakeTwilio;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PoolWatchTest {

    private final PoolWatch watch = new PoolWatch(() -> 1);
    private final Account account =
            new Account(AccountUse.own(ACCOUNT), new FakeTwilio(), Timing.DEFAULT, Capacity.TWILIO, () -> NOON, watch);
    private final AccountPool place = new AccountPool(account, codesOf(SERVICE));

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void aServiceThatIsGoneIsPolledWithBackoffUntilItIsBack() {
        assertThat(Stream.generate(() -> minutesAfter(new Observation.ServiceGone(SERVICE)))
                        .limit(6))
                .containsExactly(2L, 4L, 8L, 15L, 15L, 15L);

        assertThat(watch.delayAfter(place, new Observation.Fresh(PoolSnapshot.of(codesOf(SERVICE), NOON, List.of()))))
                .isBetween(Duration.ofSeconds(54), Duration.ofSeconds(60));
        assertThat(minutesAfter(new Observation.ServiceGone(SERVICE))).isEqualTo(2);
    }

    private long minutesAfter(Observation seen) {
        return watch.delayAfter(place, seen).toMinutes();
    }
}

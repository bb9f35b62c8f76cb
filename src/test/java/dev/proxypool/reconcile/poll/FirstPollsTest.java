package dev.proxypool.reconcile.poll;

import static dev.proxypool.domain.PoolKeys.codesOf;
import static dev.proxypool.plan.PlanFixtures.ACCOUNT;
import static dev.proxypool.plan.PlanFixtures.NOON;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.PoolKeys;
import dev.proxypool.domain.Sid;
import dev.proxypool.reconcile.account.Account;
import dev.proxypool.reconcile.account.Account.AccountPool;
import dev.proxypool.reconcile.account.Timing;
import dev.proxypool.reconcile.pass.FakeTwilio;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads are what a test runs when it likes. */
class FirstPollsTest {

    private final PoolWatch watch = new PoolWatch(() -> 1);
    private final FakeTwilio twilio = new FakeTwilio();
    private final Account account =
            new Account(AccountUse.own(ACCOUNT), twilio, Timing.DEFAULT, Capacity.TWILIO, () -> NOON, watch);
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private Consumer<AccountPool> look = place -> account.pools().observe(place.key());
    private final FirstPolls looks = new FirstPolls(threads::add, place -> look.accept(place));

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void oneLookServesAllThatWaitForIt() {
        assertThat(areDone("a", SERVICE)).isFalse();
        assertThat(areDone("b", SERVICE)).isFalse();
        assertThat(areDone("a", SERVICE)).as("asked again before it ended").isFalse();
        assertThat(threads).hasSize(1);
        assertThat(twilio.calls()).as("no call on the thread of a pass").isEmpty();

        look = place -> {
            account.pools().observe(place.key());
            assertThat(looks.ended(place)).containsExactlyInAnyOrder("a", "b");
        };
        threads.remove().run();

        assertThat(areDone("a", SERVICE)).isTrue();
        assertThat(threads).isEmpty();
        assertThat(looks.ended(new AccountPool(account, codesOf(SERVICE))))
                .as("woken once")
                .isEmpty();
    }

    @Test
    void aLookThatFailsUnexpectedlyIsBegunAgainByTheNextPass() {
        look = _ -> {
            throw new IllegalStateException("a bug");
        };
        areDone("a", SERVICE);
        assertThatThrownBy(() -> threads.remove().run()).hasMessage("a bug");

        assertThat(areDone("a", SERVICE)).isFalse();

        assertThat(threads).hasSize(1);
    }

    @Test
    void whatNeedsNoPoolWaitsForNone() {
        assertThat(looks.areDone(account, Set.of(), "messaging", "a")).isTrue();
        assertThat(threads).isEmpty();
    }

    private boolean areDone(String uid, Sid.Service... services) {
        return looks.areDone(account, Stream.of(services).map(PoolKeys::codesOf).toList(), "messaging", uid);
    }
}

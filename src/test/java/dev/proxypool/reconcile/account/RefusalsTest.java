package dev.proxypool.reconcile.account;

import static dev.proxypool.plan.PlanFixtures.HERE;
import static dev.proxypool.plan.PlanFixtures.NOON;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static dev.proxypool.plan.PlanFixtures.code;
import static dev.proxypool.plan.PlanFixtures.pool;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.Trouble;
import dev.proxypool.domain.Trouble.Refusal;
import dev.proxypool.plan.Step;
import dev.proxypool.proxy.Answer;
import dev.proxypool.proxy.ProxyApi;
import dev.proxypool.reconcile.pass.FakeTwilio;
import dev.proxypool.reconcile.pass.FakeTwilio.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What Twilio refused is asked for again in its own time, and not before; at the default interval of a minute. */
class RefusalsTest {

    private static final Membership OTHER = new Membership(SERVICE, code(2));
    private static final Step ADD = new Step.Add(HERE, false);

    private final FakeTwilio twilio = new FakeTwilio();
    private Instant now = NOON;
    private Optional<PoolSnapshot> seen = Optional.of(pool());
    private final Refusals refusals = new Refusals(new Capacity(2, 1), Timing.DEFAULT, () -> now, () -> 1, _ -> seen);
    private final ProxyApi api = refusals.guarding(twilio, false);

    @Test
    void aRefusedAddIsNotSentAgainBeforeItsTimeAndAnswersTheSame() {
        twilio.fails(Call.ADD, FakeTwilio.refused(Refusal.UNKNOWN_SHORT_CODE));
        Answer<Member> first = api.add(HERE, false);

        Answer<Member> second = api.add(HERE, false);

        assertThat(second).isEqualTo(first);
        assertThat(twilio.calls()).containsExactly(Call.ADD);
        assertThat(refusals.waitFor(ADD)).contains(Duration.ofMinutes(1));
        assertThat(refusals.isKnown(ADD)).isTrue();
        assertThat(api.add(OTHER, false)).as("another code has its own backoff").isInstanceOf(Answer.Ok.class);
    }

    @Test
    void eachRefusalDoublesTheWaitUpToAnHour() {
        Duration waited = Duration.ZERO;
        for (int i = 0; i < 8; i++) {
            twilio.fails(Call.ADD, FakeTwilio.refused(Refusal.IN_OTHER_SERVICE));
            api.add(HERE, false);
            Duration wait = refusals.waitFor(ADD).orElseThrow();
            assertThat(wait).isGreaterThanOrEqualTo(waited);
            waited = wait;
            now = now.plus(wait);
        }

        assertThat(waited).isEqualTo(Duration.ofHours(1));
        assertThat(twilio.calls()).hasSize(8);
    }

    @Test
    void aSuccessOrAnEditForgetsIt() {
        twilio.fails(Call.ADD, FakeTwilio.refused(Refusal.OTHER));
        api.add(HERE, false);
        refusals.forget(HERE);
        assertThat(api.add(HERE, false)).isInstanceOf(Answer.Ok.class);

        assertThat(refusals.isKnown(ADD)).isFalse();
        assertThat(refusals.waitFor(ADD)).isEmpty();
    }

    @Test
    void aPollThatWasOutOfDateIsNoRefusal() {
        twilio.fails(Call.ADD, FakeTwilio.refused(Refusal.ALREADY_MEMBER));
        api.add(HERE, false);

        assertThat(refusals.isKnown(ADD)).isFalse();
    }

    @Test
    void anOutageIsNoRefusal() {
        twilio.fails(Call.ADD, new Trouble.Unavailable(FakeTwilio.notFound().exchange()));
        api.add(HERE, false);

        assertThat(api.add(HERE, false)).isInstanceOf(Answer.Ok.class);
    }

    @Test
    void whileThePollShowsNoRoomNothingIsAsked() {
        seen = Optional.of(pool(Member.of(code(3), false), Member.of(code(4), false)));

        assertThat(refusal(api.add(HERE, false))).isEqualTo(Refusal.POOL_FULL);
        assertThat(refusal(api.setReserved(HERE, false))).isEqualTo(Refusal.POOL_FULL);
        assertThat(twilio.calls()).isEmpty();
        assertThat(refusals.waitFor(ADD)).as("a poll that shows room wakes it").isEmpty();
        twilio.holds(Member.of(HERE.member(), false));
        assertThat(api.setReserved(HERE, true))
                .as("there is room as a reserved one")
                .isInstanceOf(Answer.Ok.class);
    }

    @Test
    void whatIsToBeReservedNeedsRoomAsAReservedMemberToo() {
        seen = Optional.of(pool(Member.of(code(3), true)));

        assertThat(refusal(refusals.guarding(twilio, true).add(HERE, false))).isEqualTo(Refusal.POOL_FULL);
        assertThat(twilio.calls()).isEmpty();
        assertThat(refusals.foreseen(HERE, true)).isPresent();
        assertThat(refusals.foreseen(HERE, false)).isEmpty();
    }

    @Test
    void thatTwilioSeesThePoolFullIsOneFactForAllCodesAndOneOfThemAsksAgain() {
        twilio.fails(Call.ADD, FakeTwilio.refused(Refusal.POOL_FULL));
        api.add(HERE, false);
        assertThat(refusal(api.add(OTHER, false))).isEqualTo(Refusal.POOL_FULL);
        assertThat(twilio.calls()).containsExactly(Call.ADD);
        assertThat(refusals.waitFor(new Step.Add(OTHER, false))).contains(Duration.ofMinutes(1));

        now = now.plus(Duration.ofMinutes(1));
        assertThat(api.add(OTHER, false)).isInstanceOf(Answer.Ok.class);

        assertThat(api.add(HERE, false)).as("there is room again").isInstanceOf(Answer.Ok.class);
    }

    @Test
    void whileOneAsksAgainTheOthersHearWhatIsKnown() {
        twilio.fails(Call.ADD, FakeTwilio.refused(Refusal.POOL_FULL));
        api.add(HERE, false);
        now = now.plus(Duration.ofMinutes(1));
        twilio.during(Call.ADD, () -> assertThat(refusal(api.add(OTHER, false))).isEqualTo(Refusal.POOL_FULL));

        api.add(HERE, false);

        assertThat(twilio.calls()).containsExactly(Call.ADD, Call.ADD);
    }

    private static @Nullable Refusal refusal(Answer<?> answer) {
        return answer instanceof Answer.Failed<?>(Trouble.Rejected rejected) ? rejected.refusal() : null;
    }
}

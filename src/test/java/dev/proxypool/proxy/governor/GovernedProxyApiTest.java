package dev.proxypool.proxy.governor;

import static dev.proxypool.domain.PoolKeys.codesOf;
import static dev.proxypool.proxy.ProxyFixtures.FIRST;
import static dev.proxypool.proxy.ProxyFixtures.MEMBERSHIP;
import static dev.proxypool.proxy.ProxyFixtures.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.Trouble;
import dev.proxypool.domain.Trouble.Exchange;
import dev.proxypool.proxy.Answer;
import dev.proxypool.proxy.ProxyApi;
import dev.proxypool.proxy.ProxyFixtures;
import dev.proxypool.proxy.ScriptedApi;
import dev.proxypool.proxy.governor.GovernorListener.Notice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GovernedProxyApiTest {

    private static final Answer<Member> ADDED = new Answer.Ok<>(Member.of(FIRST, false));
    private static final Exchange HELD_BACK = new Exchange(
            "CreateShortCode", 0, 0, "delayed by the operator's rate limiter to stay within Twilio's limits", null);

    private final ScriptedApi twilio = new ScriptedApi();
    private final List<Notice> notices = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private long nanos;
    private Governor governor = governor(new Limits(1, 2));
    private ProxyApi api = new GovernedProxyApi(twilio, governor, this::pass);

    @Test
    void whatMayGoGoesAndIsTold() {
        assertThat(api.add(MEMBERSHIP, false)).isEqualTo(ADDED);
        assertThat(notices).containsExactly(new Notice.Went(SERVICE, "CreateShortCode", Duration.ZERO));
        assertThat(waits).isEmpty();
    }

    @Test
    void aShortWaitIsWaitedOut() {
        addAFullWindow();
        pass(Duration.ofMillis(4_500));
        waits.clear();

        assertThat(api.add(MEMBERSHIP, false)).isEqualTo(ADDED);
        assertThat(waits).containsExactly(Duration.ofMillis(520));
        assertThat(notices).last().isEqualTo(new Notice.Went(SERVICE, "CreateShortCode", Duration.ofMillis(520)));
    }

    @Test
    void aLongWaitHoldsNoThreadAndSendsNothing() {
        addAFullWindow();
        pass(Duration.ofSeconds(1));
        waits.clear();

        assertThat(api.add(MEMBERSHIP, false))
                .isEqualTo(new Answer.Failed<>(new Trouble.Throttled(HELD_BACK, Duration.ofMillis(4_020))));
        assertThat(twilio.calls).hasSize(5);
        assertThat(waits).isEmpty();
        assertThat(notices)
                .last()
                .isEqualTo(new Notice.HeldBack(SERVICE, "CreateShortCode", Obstacle.RATE, Duration.ofMillis(4_020)));
    }

    @Test
    void manyShortWaitsAreOneLongWait() {
        twilio.meanwhile = () -> {
            if (twilio.calls.size() < 2) {
                api.list(codesOf(SERVICE));
            } else if (twilio.calls.size() == 2) {
                assertThat(api.add(MEMBERSHIP, false))
                        .isEqualTo(new Answer.Failed<>(new Trouble.Throttled(HELD_BACK, Duration.ofSeconds(1))));
            }
        };

        api.list(codesOf(SERVICE));

        assertThat(waits).hasSize(49).containsOnly(Duration.ofMillis(20));
        assertThat(twilio.calls).hasSize(2);
    }

    @Test
    void anInterruptedWaitEndsAtOnceAndStaysInterrupted() {
        api = new GovernedProxyApi(twilio, governor, time -> {
            throw new InterruptedException();
        });
        addAFullWindow();
        pass(Duration.ofMillis(4_500));

        assertThat(api.add(MEMBERSHIP, false))
                .isEqualTo(new Answer.Failed<>(new Trouble.Throttled(HELD_BACK, Duration.ofSeconds(1))));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aRefusedCrowdIsRepeatedOnceAfterAShortWait() {
        twilio.troubles.add(refused(20429, null));

        assertThat(api.add(MEMBERSHIP, false)).isEqualTo(ADDED);
        assertThat(waits).containsExactly(Duration.ofMillis(500));
        assertThat(twilio.calls).hasSize(2);
    }

    @Test
    void butNotTwice() {
        twilio.troubles.add(refused(20429, null));
        twilio.troubles.add(refused(20429, null));

        assertThat(api.add(MEMBERSHIP, false)).isEqualTo(new Answer.Failed<>(refused(20429, null)));
        assertThat(twilio.calls).hasSize(2);
    }

    @Test
    void aRefusedRateIsNotRepeatedButToldWithTheTimeToComeBack() {
        twilio.troubles.add(refused(80621, Duration.ofSeconds(7)));

        assertThat(api.add(MEMBERSHIP, false)).isEqualTo(new Answer.Failed<>(refused(80621, Duration.ofSeconds(7))));
        assertThat(api.add(MEMBERSHIP, false))
                .extracting("trouble.exchange")
                .isEqualTo(refused(80621, null).exchange());
        assertThat(twilio.calls).hasSize(1);
    }

    /** What is held back says what Twilio said last, not what it said first. */
    @Test
    void whatFollowsARefusedRateIsToldAsItIs() {
        twilio.troubles.add(refused(80621, Duration.ofSeconds(7)));
        api.add(MEMBERSHIP, false);
        pass(Duration.ofSeconds(8));
        twilio.troubles.add(down("CreateShortCode", "RQ1"));

        assertThat(api.add(MEMBERSHIP, false)).isEqualTo(new Answer.Failed<>(down("CreateShortCode", "RQ1")));
        assertThat(api.add(MEMBERSHIP, false)).isEqualTo(new Answer.Failed<>(down("CreateShortCode", null)));
        pass(Duration.ofSeconds(31));
        twilio.troubles.add(new Trouble.Garbled(new Exchange("CreateShortCode", 502, 0, "a page", null)));
        Answer<Member> garbled = api.add(MEMBERSHIP, false);
        assertThat(api.add(MEMBERSHIP, false))
                .isEqualTo(garbled)
                .extracting("trouble")
                .isInstanceOf(Trouble.Garbled.class);
        assertThat(twilio.calls).hasSize(3);

        pass(Duration.ofSeconds(61));
        assertThat(api.add(MEMBERSHIP, false)).isEqualTo(ADDED);
        addAFullWindow(4);
        assertThat(api.add(MEMBERSHIP, false)).extracting("trouble.exchange").isEqualTo(HELD_BACK);
    }

    @Test
    void aRefusedCrowdIsWhatOtherCallsOfTheAccountSayToo() {
        twilio.troubles.add(refused(20429, Duration.ofSeconds(7)));
        api.add(MEMBERSHIP, false);

        assertThat(api.list(codesOf(SERVICE)))
                .extracting("trouble.exchange")
                .isEqualTo(new Exchange("ListShortCode", 429, 20429, "slow down", null));
    }

    @Test
    void whatMayHaveBeenDoneIsNotRepeated() {
        twilio.troubles.add(down("CreateShortCode", "RQ1"));

        assertThat(api.add(MEMBERSHIP, false)).isEqualTo(new Answer.Failed<>(down("CreateShortCode", "RQ1")));
        assertThat(twilio.calls).hasSize(1);
    }

    @Test
    void whileTheBreakerIsOpenTheAnswerIsTheTroubleThatOpenedIt() {
        governor = governor(Limits.DEFAULT);
        api = new GovernedProxyApi(twilio, governor, this::pass);
        for (int i = 0; i < 5; i++) {
            twilio.troubles.add(down("ListShortCode", "RQ" + i));
            api.list(codesOf(SERVICE));
        }

        assertThat(api.add(MEMBERSHIP, false)).isEqualTo(new Answer.Failed<>(down("CreateShortCode", null)));
        assertThat(twilio.calls).hasSize(5);

        pass(Duration.ofSeconds(5));
        twilio.troubles.add(unauthorized("ListShortCode"));
        api.list(codesOf(SERVICE));

        assertThat(api.add(MEMBERSHIP, false)).isEqualTo(new Answer.Failed<>(unauthorized("CreateShortCode")));
    }

    @Test
    void aListCountsAsManyRequestsAsItHasPages() {
        twilio.pool = IntStream.rangeClosed(1, 401)
                .mapToObj(number -> Member.of(ProxyFixtures.code(number), true))
                .toList();

        api.list(codesOf(SERVICE));

        assertThat(api.list(codesOf(SERVICE))).isInstanceOf(Answer.Failed.class);
        assertThat(twilio.calls).hasSize(1);
    }

    @Test
    void aBugGivesThePermitBack() {
        twilio.meanwhile = () -> {
            throw new IllegalStateException("bug");
        };
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> api.add(MEMBERSHIP, false)).hasMessage("bug");
        }
        twilio.meanwhile = () -> {};

        assertThat(api.remove(MEMBERSHIP)).isEqualTo(new Answer.Ok<>(MEMBERSHIP));
    }

    @Test
    void everyOperationSpendsItsOwnBudget() {
        addAFullWindow();

        assertThat(api.setReserved(MEMBERSHIP, true)).isInstanceOf(Answer.Ok.class);
        assertThat(api.remove(MEMBERSHIP)).isInstanceOf(Answer.Ok.class);
        assertThat(api.fetchService(SERVICE)).isInstanceOf(Answer.Ok.class);
        assertThat(api.list(codesOf(SERVICE))).isInstanceOf(Answer.Ok.class);
    }

    private Governor governor(Limits limits) {
        return new Governor(limits, () -> nanos, notices::add);
    }

    private void addAFullWindow() {
        addAFullWindow(5);
    }

    private void addAFullWindow(int calls) {
        for (int i = 0; i < calls; i++) {
            assertThat(api.add(MEMBERSHIP, false)).isEqualTo(ADDED);
        }
    }

    private void pass(Duration time) {
        waits.add(time);
        nanos += time.toNanos();
    }

    private static Trouble refused(int code, @Nullable Duration retryAfter) {
        return new Trouble.Throttled(new Exchange("CreateShortCode", 429, code, "slow down", null), retryAfter);
    }

    private static Trouble down(String operation, @Nullable String requestId) {
        return new Trouble.Unavailable(new Exchange(operation, 503, 20503, "unavailable", requestId));
    }

    private static Trouble unauthorized(String operation) {
        return new Trouble.Unauthorized(new Exchange(operation, 401, 20003, "Authenticate", null));
    }
}

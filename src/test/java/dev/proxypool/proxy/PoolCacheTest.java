package dev.proxypool.proxy;

import static dev.proxypool.domain.PoolKeys.codesOf;
import static dev.proxypool.proxy.ProxyFixtures.FIRST;
import static dev.proxypool.proxy.ProxyFixtures.MEMBERSHIP;
import static dev.proxypool.proxy.ProxyFixtures.SECOND;
import static dev.proxypool.proxy.ProxyFixtures.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PoolCacheTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Member FREE = Member.of(FIRST, false);
    private static final Member KEPT = Member.of(FIRST, true);
    private static final Member OTHER = Member.of(SECOND, false);

    private final Lists twilio = new Lists();
    private final List<Observation> looks = new ArrayList<>();
    private Instant now = NOON;
    private final PoolCache pools =
            new PoolCache(twilio, () -> now, GRACE, (service, before, after) -> looks.add(after));

    // Looking

    @Test
    void whatIsKnownCostsNoLook() {
        twilio.answers(List.of(FREE));

        assertThat(pools.observe(codesOf(SERVICE))).isEqualTo(pool(NOON, FREE));
        assertThat(pools.observe(codesOf(SERVICE))).isEqualTo(pool(NOON, FREE));
        assertThat(twilio.lists).isEqualTo(1);
    }

    @Test
    void aLookIsALookThoughSomethingIsKnown() {
        twilio.answers(List.of(FREE)).answers(List.of());

        pools.observe(codesOf(SERVICE));

        assertThat(pools.look(codesOf(SERVICE))).isEqualTo(pool(NOON));
        assertThat(looks).containsExactly(pool(NOON, FREE), pool(NOON));
    }

    @Test
    void whatIsForgottenIsLookedAtAgain() {
        twilio.answers(List.of(FREE)).answers(List.of());

        pools.observe(codesOf(SERVICE));
        pools.forget(codesOf(SERVICE));

        assertThat(pools.observe(codesOf(SERVICE))).isEqualTo(pool(NOON));
    }

    @Test
    void callersThatAskDuringALookShareTheNext() throws Exception {
        var begun = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        twilio.answers(() -> {
            begun.countDown();
            await(mayEnd);
            return new Answer.Ok<>(List.of());
        });
        twilio.answers(List.of(FREE));

        FutureTask<Observation> first = start();
        await(begun);
        var second = new FutureTask<>(() -> pools.look(codesOf(SERVICE)));
        var third = new FutureTask<>(() -> pools.look(codesOf(SERVICE)));
        Thread secondThread = Thread.ofPlatform().start(second);
        Thread thirdThread = Thread.ofPlatform().start(third);
        untilItWaits(secondThread);
        untilItWaits(thirdThread);
        mayEnd.countDown();

        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(pool(NOON));
        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(pool(NOON, FREE));
        assertThat(third.get(10, TimeUnit.SECONDS)).isEqualTo(pool(NOON, FREE));
        assertThat(twilio.lists).isEqualTo(2);
    }

    // Own writes

    @Test
    void ownWritesAreSeenAtOnce() {
        twilio.answers(List.of(FREE, OTHER));
        pools.observe(codesOf(SERVICE));

        pools.wrote(MEMBERSHIP, KEPT, "uid");
        assertThat(pools.observe(codesOf(SERVICE))).isEqualTo(pool(NOON, KEPT, OTHER));

        pools.wrote(MEMBERSHIP, null, "uid");
        assertThat(pools.observe(codesOf(SERVICE))).isEqualTo(pool(NOON, OTHER));
        assertThat(twilio.lists).isEqualTo(1);
    }

    @Test
    void aListThatBeganBeforeAWriteCannotUndoIt() {
        twilio.answers(() -> {
            pools.wrote(MEMBERSHIP, KEPT, "uid");
            return new Answer.Ok<>(List.of());
        });

        assertThat(pools.look(codesOf(SERVICE))).isEqualTo(pool(NOON, KEPT));
    }

    @Test
    void aListSoonAfterAWriteMayNotShowItYet() {
        twilio.answers(List.of(FREE)).answers(List.of(FREE));
        pools.look(codesOf(SERVICE));
        pools.wrote(MEMBERSHIP, null, "uid");

        now = NOON.plus(GRACE);

        assertThat(pools.look(codesOf(SERVICE))).isEqualTo(pool(now));
    }

    @Test
    void aListLongAfterAWriteIsBelieved() {
        twilio.answers(List.of(FREE)).answers(List.of(FREE));
        pools.look(codesOf(SERVICE));
        pools.wrote(MEMBERSHIP, null, "uid");

        now = NOON.plus(GRACE).plusSeconds(1);

        assertThat(pools.look(codesOf(SERVICE))).isEqualTo(pool(now, FREE));
    }

    @Test
    void aWriteDoesNotMakeAnUnreadablePoolKnown() {
        twilio.fails(outage());
        pools.look(codesOf(SERVICE));

        pools.wrote(MEMBERSHIP, KEPT, "uid");

        assertThat(pools.observe(codesOf(SERVICE))).isEqualTo(new Observation.Unreadable(outage()));
    }

    // Failing

    @Test
    void aFailedLookIsNoEmptyPool() {
        twilio.answers(List.of(FREE)).fails(outage());
        pools.look(codesOf(SERVICE));

        assertThat(pools.look(codesOf(SERVICE))).isEqualTo(new Observation.Unreadable(outage()));
        assertThat(pools.observe(codesOf(SERVICE))).isEqualTo(new Observation.Unreadable(outage()));
    }

    @Test
    void aListAndAServiceThatAreNotThereMeanThatTheServiceIsGone() {
        twilio.fails(notFound());
        twilio.service = new Answer.Failed<>(notFound());

        assertThat(pools.look(codesOf(SERVICE))).isEqualTo(new Observation.ServiceGone(SERVICE));
    }

    @Test
    void aServiceWithoutItsShortCodesMeansThatTheEndpointWasWithdrawn() {
        twilio.fails(notFound()).fails(notFound());

        assertThat(pools.look(codesOf(SERVICE)))
                .isEqualTo(new Observation.Unreadable(new Trouble.Withdrawn(notFound()
                        .exchange()
                        .saying("Service %s exists, but Twilio has no list of its short codes for this account: %s"
                                .formatted(SERVICE, notFound().exchange().message())))));
    }

    @Test
    void aServiceThatWasJustCreatedIsAskedAgain() {
        twilio.fails(notFound()).answers(List.of(FREE));

        assertThat(pools.look(codesOf(SERVICE))).isEqualTo(pool(NOON, FREE));
    }

    @Test
    void anotherTroubleOfTheSecondQuestionIsNoWithdrawal() {
        twilio.fails(notFound()).fails(outage());

        assertThat(pools.look(codesOf(SERVICE))).isEqualTo(new Observation.Unreadable(outage()));
    }

    @Test
    void aServiceThatCannotBeAskedForIsNotGone() {
        twilio.fails(notFound());
        twilio.service = new Answer.Failed<>(outage());

        assertThat(pools.look(codesOf(SERVICE))).isEqualTo(new Observation.Unreadable(outage()));
    }

    private FutureTask<Observation> start() {
        var look = new FutureTask<>(() -> pools.look(codesOf(SERVICE)));
        Thread.ofPlatform().start(look);
        return look;
    }

    /** It has counted the looks and stands before the one under way. */
    private static void untilItWaits(Thread thread) {
        while (thread.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Observation pool(Instant seenAt, Member... members) {
        return new Observation.Fresh(PoolSnapshot.of(codesOf(SERVICE), seenAt, List.of(members)));
    }

    private static Trouble outage() {
        return new Trouble.Unavailable(new Trouble.Exchange("ListShortCode", 503, 0, "down", null));
    }

    private static Trouble notFound() {
        return new Trouble.NotFound(new Trouble.Exchange("ListShortCode", 404, 20404, "not found", null));
    }

    /** Answers lists in the order in which they were prepared; nothing else is asked of a cache. */
    private static final class Lists implements ProxyApi {
        private final Deque<Supplier<Answer<List<Member>>>> prepared = new ArrayDeque<>();
        private Answer<Sid.Service> service = new Answer.Ok<>(SERVICE);
        private int lists;

        Lists answers(List<Member> members) {
            return answers(() -> new Answer.Ok<>(members));
        }

        Lists fails(Trouble trouble) {
            return answers(() -> new Answer.Failed<>(trouble));
        }

        Lists answers(Supplier<Answer<List<Member>>> answer) {
            prepared.add(answer);
            return this;
        }

        @Override
        public Answer<List<Member>> list(PoolKey asked) {
            lists++;
            return prepared.remove().get();
        }

        @Override
        public Answer<List<NamedService>> services() {
            return new Answer.Ok<>(List.of());
        }

        @Override
        public Answer<Sid.Service> fetchService(Sid.Service asked) {
            return service;
        }

        @Override
        public Answer<Member> add(Membership membership, boolean reserved) {
            throw new AssertionError("not asked by a cache");
        }

        @Override
        public Answer<Member> setReserved(Membership membership, boolean reserved) {
            throw new AssertionError("not asked by a cache");
        }

        @Override
        public Answer<Membership> remove(Membership membership) {
            throw new AssertionError("not asked by a cache");
        }
    }
}

package dev.proxypool.reconcile;

import static dev.proxypool.plan.Cast.ACCOUNT;
import static dev.proxypool.plan.Cast.NOON;
import static dev.proxypool.plan.Cast.SERVICE;
import static dev.proxypool.plan.Cast.UNRESERVED;
import static dev.proxypool.plan.Cast.code;
import static dev.proxypool.plan.Cast.owner;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.PoolClaims;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Claim.Standing;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Policies;
import dev.proxypool.domain.RemovalLimit;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.domain.Trouble.Exchange;
import dev.proxypool.domain.Trouble.Refusal;
import dev.proxypool.plan.Desired;
import dev.proxypool.proxy.Answer;
import dev.proxypool.proxy.ProxyApi;
import dev.proxypool.status.PoolStatusFactory.Passed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A pool comes back as one: it changes a bounded number of codes, and none of them keeps the others from their turn. */
class PoolPassTest {

    private static final Trouble HELD_BACK =
            new Trouble.Throttled(new Exchange("CreateShortCode", 0, 0, "held back", null), Duration.ofSeconds(3));
    private static final Trouble UNKNOWN = new Trouble.Rejected(
            new Exchange("CreateShortCode", 404, 80303, "unknown", null), Refusal.UNKNOWN_SHORT_CODE);

    @Test
    void aLargePoolIsChangedInParts() {
        Twilio twilio = new Twilio(_ -> Optional.empty());

        Passed passed = pass(twilio, 250);

        assertThat(passed.left()).isBetween(250 - PoolPass.CHANGED_AT_MOST - 8, 250 - PoolPass.CHANGED_AT_MOST);
        assertThat(twilio.members).hasSize(250 - passed.left());
        assertThat(passed.claims()).hasSize(250 - passed.left());
    }

    @Test
    void theGovernorIsAskedNoMoreOnceItHeldOneBack() {
        AtomicInteger asked = new AtomicInteger();
        Twilio twilio = new Twilio(_ -> asked.incrementAndGet() > 20 ? Optional.of(HELD_BACK) : Optional.empty());

        Passed passed = pass(twilio, 80);

        assertThat(twilio.members).hasSize(20);
        assertThat(asked.get()).as("those at most that were under way").isBetween(21, 28);
        assertThat(passed.left()).isEqualTo(80 - asked.get());
    }

    @Test
    void codesThatTwilioRefusesDoNotTakeTheTurnOfTheOthers() {
        Twilio twilio = new Twilio(code -> code.compareTo(code(150)) <= 0 ? Optional.of(UNKNOWN) : Optional.empty());

        Passed passed = pass(twilio, 200);

        assertThat(twilio.members).hasSize(50);
        assertThat(passed.left()).isZero();
    }

    private static Passed pass(Twilio twilio, int codes) {
        Account account =
                new Account(ACCOUNT, twilio, Timing.of(Duration.ofMinutes(1)), () -> NOON, new PoolWatch(() -> 0.5));
        return new PoolPass(account, claim -> Desired.of(claim, List.of()))
                .run(pool(codes), SERVICE, false, Optional.empty());
    }

    private static PoolClaims pool(int codes) {
        List<Claim.Valid> listed = IntStream.rangeClosed(1, codes)
                .mapToObj(i -> new Claim.Valid(
                        owner("pool"),
                        new Membership(SERVICE, code(i)),
                        UNRESERVED,
                        Policies.DEFAULT,
                        Standing.HOLDING))
                .toList();
        return new PoolClaims(
                owner("pool"),
                SERVICE,
                listed,
                List.of(),
                false,
                true,
                Policies.DEFAULT,
                false,
                RemovalLimit.ONE,
                "hash");
    }

    /** Adds codes, or says why not. */
    private static final class Twilio implements ProxyApi {
        private final Function<Sid.ShortCode, Optional<Trouble>> refusal;
        private final Map<Sid.ShortCode, Member> members = new ConcurrentHashMap<>();

        Twilio(Function<Sid.ShortCode, Optional<Trouble>> refusal) {
            this.refusal = refusal;
        }

        @Override
        public Answer<List<Member>> list(Sid.Service service) {
            return new Answer.Ok<>(List.copyOf(members.values()));
        }

        @Override
        public Answer<Member> add(Membership membership) {
            Optional<Trouble> trouble = refusal.apply(membership.shortCode());
            if (trouble.isPresent()) {
                return new Answer.Failed<>(trouble.get());
            }
            Member member = Member.of(membership.shortCode(), false);
            members.put(member.sid(), member);
            return new Answer.Ok<>(member);
        }

        @Override
        public Answer<Member> fetch(Membership membership) {
            throw new UnsupportedOperationException("a list tells all");
        }

        @Override
        public Answer<Member> setReserved(Membership membership, boolean reserved) {
            throw new UnsupportedOperationException("nothing is reserved here");
        }

        @Override
        public Answer<Membership> remove(Membership membership) {
            throw new UnsupportedOperationException("nothing leaves here");
        }

        @Override
        public Answer<ServiceFacts> fetchService(Sid.Service service) {
            throw new UnsupportedOperationException("the Service is there");
        }
    }
}

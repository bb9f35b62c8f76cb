package dev.proxypool.reconcile.pass;

import static dev.proxypool.api.ClaimsFixtures.keeping;
import static dev.proxypool.domain.PoolKeys.codesOf;
import static dev.proxypool.plan.PlanFixtures.ACCOUNT;
import static dev.proxypool.plan.PlanFixtures.NOON;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static dev.proxypool.plan.PlanFixtures.UNRESERVED;
import static dev.proxypool.plan.PlanFixtures.code;
import static dev.proxypool.plan.PlanFixtures.owner;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.Claims;
import dev.proxypool.api.Ledger;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Hold;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Policies;
import dev.proxypool.domain.Policies.Adoption;
import dev.proxypool.domain.Policies.DriftPolicy;
import dev.proxypool.domain.Policies.Management;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.RemovalLimit;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.domain.Trouble.Exchange;
import dev.proxypool.domain.Trouble.Refusal;
import dev.proxypool.plan.PlanInput;
import dev.proxypool.plan.Verdict;
import dev.proxypool.proxy.Answer;
import dev.proxypool.proxy.NamedService;
import dev.proxypool.proxy.ProxyApi;
import dev.proxypool.reconcile.account.Account;
import dev.proxypool.reconcile.account.Timing;
import dev.proxypool.reconcile.poll.PoolWatch;
import dev.proxypool.status.PassResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A pool comes back as one: it changes a bounded number of codes, and none of them keeps the others from their turn. */
class PassTest {

    private static final Trouble HELD_BACK =
            new Trouble.Throttled(new Exchange("CreateShortCode", 0, 0, "held back", null), Duration.ofSeconds(3));
    private static final Trouble UNKNOWN = new Trouble.Rejected(
            new Exchange("CreateShortCode", 404, 80303, "unknown", null), Refusal.UNKNOWN_SHORT_CODE);

    @Test
    void aLargePoolIsChangedInParts() {
        Twilio twilio = new Twilio(_ -> Optional.empty());

        PassResult passed = pass(twilio, 250);

        assertThat(passed.left()).isBetween(250 - Pass.CHANGED_AT_MOST - 8, 250 - Pass.CHANGED_AT_MOST);
        assertThat(twilio.members).hasSize(250 - passed.left());
        assertThat(passed.claims()).hasSize(250 - passed.left());
    }

    @Test
    void theGovernorIsAskedNoMoreOnceItHeldOneBack() {
        AtomicInteger asked = new AtomicInteger();
        Twilio twilio = new Twilio(_ -> asked.incrementAndGet() > 20 ? Optional.of(HELD_BACK) : Optional.empty());

        PassResult passed = pass(twilio, 80);

        assertThat(twilio.members).hasSize(20);
        assertThat(asked.get()).as("those at most that were under way").isBetween(21, 28);
        assertThat(passed.left()).isEqualTo(80 - asked.get());
    }

    @Test
    void codesThatTwilioRefusesDoNotTakeTheTurnOfTheOthers() {
        Twilio twilio = new Twilio(code -> code.compareTo(code(150)) <= 0 ? Optional.of(UNKNOWN) : Optional.empty());

        PassResult passed = pass(twilio, 200);

        assertThat(twilio.members).hasSize(50);
        assertThat(passed.left()).isZero();
    }

    @Test
    void anApprovalLastsUntilTheLastOfItsRemovalsIsDone() {
        AtomicInteger asked = new AtomicInteger();
        Twilio twilio = new Twilio(_ -> asked.incrementAndGet() > 40 ? Optional.of(HELD_BACK) : Optional.empty());
        IntStream.rangeClosed(1, 90).forEach(i -> twilio.put(i, false));
        Claims pool = pool(0, Policies.DEFAULT, Ledger.NONE, _ -> Claim.Drain.NONE);
        PassResult held = pass(twilio, pool, Optional.empty(), told -> {});
        assertThat(held.heldRemovals()).isPresent();
        assertThat(twilio.members).hasSize(90);

        PassResult begun =
                pass(twilio, pool, Optional.of(held.heldRemovals().get().hash()), told -> {});

        assertThat(twilio.members).hasSize(50);
        assertThat(begun.heldRemovals()).isEmpty();
        assertThat(begun.approved()).hasSize(90);
        asked.set(-50);
        Ledger approved = Ledger.of(Map.of(), begun.approved(), 1);
        twilio.put(99, false);
        twilio.put(98, false);
        Claims later = pool(0, Policies.DEFAULT, approved, _ -> Claim.Drain.NONE);
        PassResult ended = pass(twilio, later, Optional.empty(), told -> {});
        assertThat(twilio.members).as("what nobody approved is held").containsOnlyKeys(code(98), code(99));
        assertThat(ended.heldRemovals())
                .hasValueSatisfying(two -> assertThat(two.count()).isEqualTo(2));
    }

    @Test
    void aDrainIsCountedBeforeItBeginsAndNotOnceItHasBegun() {
        Twilio twilio = new Twilio(_ -> Optional.empty());
        twilio.put(1, false);
        twilio.put(2, true);
        PassResult held = pass(
                twilio, pool(0, Policies.DEFAULT, Ledger.NONE, _ -> Claim.Drain.RUNNING), Optional.empty(), told -> {});
        assertThat(held.heldRemovals()).isPresent();
        assertThat(twilio.members).containsEntry(code(1), Member.of(code(1), false));
        Ledger draining = ledger(new Hold(null, null, NOON), code(2));

        PassResult begun = pass(
                twilio, pool(0, Policies.DEFAULT, draining, _ -> Claim.Drain.RUNNING), Optional.empty(), told -> {});

        assertThat(begun.heldRemovals()).as("one of the two drains already").isEmpty();
        assertThat(twilio.members).containsEntry(code(1), Member.of(code(1), true));
        pass(
                twilio,
                pool(0, Policies.DEFAULT, ledger(new Hold(null, null, NOON), code(1), code(2)), _ -> Claim.Drain.OVER),
                Optional.empty(),
                told -> {});
        assertThat(twilio.members).isEmpty();
    }

    @Test
    void whatIsAboutToBeAddedIsWrittenDownOnceForAll() {
        Policies never = new Policies(Management.MANAGE, Adoption.NEVER, DriftPolicy.CORRECT, false);
        for (Policies policies : List.of(never, Policies.DEFAULT)) {
            Twilio twilio = new Twilio(_ -> Optional.empty());
            twilio.put(1, false);
            List<Set<Sid.Member>> foretold = new ArrayList<>();
            Ledger held = ledger(new Hold(SERVICE, false, null), code(2));

            pass(twilio, pool(4, policies, held, _ -> Claim.Drain.NONE), Optional.empty(), foretold::add);

            assertThat(foretold)
                    .as("neither what is a member already, nor what it knows to be its own")
                    .containsExactly(Set.of(code(3), code(4)));
            assertThat(twilio.members).containsOnlyKeys(code(1), code(2), code(3), code(4));
        }
    }

    @Test
    void aSpecThatMakesNoSenseIsNotPolledForAndKeepsItsFinalizer() {
        Twilio twilio = new Twilio(_ -> Optional.empty());
        Claims senseless = keeping(List.of(), List.of("spec is missing"), true, Policies.DEFAULT);

        PassResult passed = pass(twilio, senseless, Optional.empty(), told -> {});

        assertThat(passed.hasAnswer()).isFalse();
        assertThat(passed.mayReleaseFinalizer()).isFalse();
    }

    @Test
    void aPoolThatMayNotAdoptLeavesAloneWhatWasThere() {
        Policies never = new Policies(Management.MANAGE, Adoption.NEVER, DriftPolicy.CORRECT, false);
        Twilio twilio = new Twilio(_ -> Optional.empty());
        twilio.put(1, false);

        PassResult passed =
                pass(twilio, pool(1, never, Ledger.NONE, _ -> Claim.Drain.NONE), Optional.empty(), told -> {});

        assertThat(passed.claims().getFirst().decision().verdict()).isInstanceOf(Verdict.AdoptionRefused.class);
    }

    private static PassResult pass(Twilio twilio, int codes) {
        return pass(
                twilio,
                pool(codes, Policies.DEFAULT, Ledger.NONE, _ -> Claim.Drain.NONE),
                Optional.empty(),
                told -> {});
    }

    private static PassResult pass(
            Twilio twilio, Claims pool, Optional<String> approval, Consumer<Set<Sid.Member>> diary) {
        Account account = new Account(
                AccountUse.own(ACCOUNT),
                twilio,
                Timing.of(Duration.ofMinutes(1)),
                Capacity.TWILIO,
                () -> NOON,
                new PoolWatch(() -> 0.5));
        Checkpoint writtenDown = new Checkpoint() {
            @Override
            public boolean mayWrite() {
                return true;
            }

            @Override
            public boolean mayTakeAway(Sid.Member code) {
                return true;
            }

            @Override
            public void willAdd(Set<Membership> memberships) {
                diary.accept(memberships.stream().map(Membership::member).collect(Collectors.toSet()));
            }
        };
        return new Pass(account, "team-a", claim -> PlanInput.of(claim, List.of()), writtenDown)
                .run(pool, false, approval);
    }

    private static Claims pool(int codes, Policies policies, Ledger ledger, Function<Sid.Member, Claim.Drain> drain) {
        List<Claim> listed = IntStream.rangeClosed(1, codes)
                .mapToObj(i -> new Claim(
                        owner("pool"),
                        new Membership(SERVICE, code(i)),
                        UNRESERVED,
                        policies,
                        ledger.holdOf(code(i), SERVICE).standing(SERVICE, false)))
                .toList();
        return new Claims(
                owner("pool"),
                codesOf(SERVICE),
                listed,
                List.of(),
                false,
                policies,
                true,
                RemovalLimit.ONE,
                ledger,
                drain);
    }

    private static Ledger ledger(Hold hold, Sid.Member... codes) {
        return Ledger.of(Arrays.stream(codes).collect(Collectors.toMap(code -> code, _ -> hold)), List.of(), 0);
    }

    /** Adds and removes codes, or says why not. */
    private static final class Twilio implements ProxyApi {
        private final Function<Sid.Member, Optional<Trouble>> refusal;
        private final Map<Sid.Member, Member> members = new ConcurrentHashMap<>();

        Twilio(Function<Sid.Member, Optional<Trouble>> refusal) {
            this.refusal = refusal;
        }

        void put(int number, boolean reserved) {
            members.put(code(number), Member.of(code(number), reserved));
        }

        @Override
        public Answer<List<Member>> list(PoolKey service) {
            return new Answer.Ok<>(List.copyOf(members.values()));
        }

        @Override
        public Answer<Member> add(Membership membership, boolean reserved) {
            Optional<Trouble> trouble = refusal.apply(membership.member());
            if (trouble.isPresent()) {
                return new Answer.Failed<>(trouble.get());
            }
            Member member = Member.of(membership.member(), false);
            members.put(member.sid(), member);
            return new Answer.Ok<>(member);
        }

        @Override
        public Answer<Member> setReserved(Membership membership, boolean reserved) {
            Member member = Member.of(membership.member(), reserved);
            members.put(member.sid(), member);
            return new Answer.Ok<>(member);
        }

        @Override
        public Answer<Membership> remove(Membership membership) {
            Optional<Trouble> trouble = refusal.apply(membership.member());
            if (trouble.isPresent()) {
                return new Answer.Failed<>(trouble.get());
            }
            members.remove(membership.member());
            return new Answer.Ok<>(membership);
        }

        @Override
        public Answer<List<NamedService>> services() {
            return new Answer.Ok<>(List.of());
        }

        @Override
        public Answer<Sid.Service> fetchService(Sid.Service service) {
            throw new UnsupportedOperationException("the Service is there");
        }
    }
}

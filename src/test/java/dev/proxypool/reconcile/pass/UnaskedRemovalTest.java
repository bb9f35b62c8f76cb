package dev.proxypool.reconcile.pass;

import static dev.proxypool.domain.PoolKeys.codesOf;
import static dev.proxypool.plan.PlanFixtures.ABSENT;
import static dev.proxypool.plan.PlanFixtures.ACCOUNT;
import static dev.proxypool.plan.PlanFixtures.CODE;
import static dev.proxypool.plan.PlanFixtures.ELSEWHERE;
import static dev.proxypool.plan.PlanFixtures.HERE;
import static dev.proxypool.plan.PlanFixtures.LET_GO;
import static dev.proxypool.plan.PlanFixtures.NOON;
import static dev.proxypool.plan.PlanFixtures.OBSERVE;
import static dev.proxypool.plan.PlanFixtures.OUTAGE;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static dev.proxypool.plan.PlanFixtures.SUSPEND;
import static dev.proxypool.plan.PlanFixtures.TO_DRAIN;
import static dev.proxypool.plan.PlanFixtures.UNRESERVED;
import static dev.proxypool.plan.PlanFixtures.claim;
import static dev.proxypool.plan.PlanFixtures.code;
import static dev.proxypool.plan.PlanFixtures.mover;
import static dev.proxypool.plan.PlanFixtures.owner;
import static dev.proxypool.plan.PlanFixtures.rival;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxypool.api.Claims;
import dev.proxypool.api.Ledger;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Claim.Standing;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Policies;
import dev.proxypool.domain.RemovalLimit;
import dev.proxypool.domain.Sid;
import dev.proxypool.plan.PlanInput;
import dev.proxypool.proxy.ReadOnlyProxyApi;
import dev.proxypool.reconcile.account.Account;
import dev.proxypool.reconcile.account.Timing;
import dev.proxypool.reconcile.pass.FakeTwilio.Call;
import dev.proxypool.reconcile.poll.PoolWatch;
import dev.proxypool.status.PassResult;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What keeps the operator from removing a code without a request: each guard once, in one pass. Stories with real
 * objects are in {@code SafetyScenarios}, {@code StaleStartScenarios}, {@code StaleCacheScenarios} and {@code
 * NamesakeScenarios}; all small pools are in {@code PlannerLawsTest} and {@code PruneGuardLawsTest}.
 */
class UnaskedRemovalTest {

    private static final RemovalLimit ANY = new RemovalLimit(100, true);
    private static final Optional<String> NO_APPROVAL = Optional.empty();

    private final FakeTwilio twilio = new FakeTwilio();
    private List<Claim> rivals = List.of();
    private boolean stillAsDecided = true;

    // The pool

    @Test
    void whatIsAskedForIsRemoved() {
        twilio.holds(Member.of(CODE, false));

        run(of(claim(ABSENT, Standing.SETTLED)));

        assertThat(twilio.calls()).contains(Call.REMOVE);
    }

    @Test
    void aPoolThatCannotBeReadIsNotEmpty() {
        twilio.holds(Member.of(CODE, false));
        twilio.fails(Call.LIST, OUTAGE);

        run(of(claim(ABSENT, Standing.SETTLED)));
        twilio.fails(Call.LIST, OUTAGE);
        run(pruning(ANY, Ledger.NONE));

        nothingIsRemoved();
    }

    @Test
    void aServiceThatIsGoneHasNothingToRemove() {
        twilio.losesTheService();

        run(of(claim(ABSENT, Standing.SETTLED)));

        nothingIsRemoved();
    }

    // The claim

    @Test
    void whatNeverHeldAMemberDoesNotRemoveIt() {
        twilio.holds(Member.of(CODE, false));

        run(of(claim(ABSENT, Standing.NEW)));

        nothingIsRemoved();
    }

    @Test
    void aHolderThatIsStillThereKeepsItsMember() {
        twilio.holds(Member.of(CODE, false));
        rivals = List.of(rival("holder", HERE, UNRESERVED, Standing.SETTLED));

        run(of(claim(ABSENT, Standing.STARTED)));

        nothingIsRemoved();
    }

    @Test
    void whatAnHeirClaimsIsHandedOver() {
        twilio.holds(Member.of(CODE, false));
        rivals = List.of(rival("heir", HERE, UNRESERVED, Standing.NEW));

        run(of(claim(ABSENT, Standing.SETTLED)));

        nothingIsRemoved();
    }

    @Test
    void whatIsLetGoStays() {
        twilio.holds(Member.of(CODE, false));

        run(of(claim(LET_GO, Standing.SETTLED)));
        run(of(claim(ABSENT, Standing.SETTLED)).letGo());

        nothingIsRemoved();
    }

    @Test
    void whatDrainsStaysUntilTheDrainIsOver() {
        twilio.holds(Member.of(CODE, true));

        run(of(claim(TO_DRAIN, Standing.SETTLED)));

        nothingIsRemoved();
    }

    @Test
    void aCodeDoesNotLeaveForAServiceThatCannotTakeIt() {
        twilio.holds(Member.of(CODE, false));
        twilio.during(Call.LIST, () -> twilio.fails(Call.LIST, OUTAGE));

        run(of(mover(false, true, Policies.DEFAULT)));

        nothingIsRemoved();
    }

    @Test
    void whatOnlyObservesOrIsSuspendedHasNoMeansToRemove() {
        twilio.holds(Member.of(CODE, false));

        run(of(claim(ABSENT, Standing.SETTLED, OBSERVE)));
        run(of(claim(ABSENT, Standing.SETTLED, SUSPEND)));

        nothingIsRemoved();
        assertThatThrownBy(() -> new ReadOnlyProxyApi(twilio).remove(HERE)).isInstanceOf(IllegalStateException.class);
    }

    // Unlisted members

    @Test
    void unlistedMembersAreRemovedOnlyIfThePoolSaysSo() {
        twilio.holds(Member.of(code(2), false));

        run(of(claim(UNRESERVED, Standing.SETTLED)));

        nothingIsRemoved();
    }

    @Test
    void aMemberThatAnotherResourceNamesIsNotUnlisted() {
        twilio.holds(Member.of(code(2), false));
        rivals = List.of(
                new Claim(owner("watcher"), new Membership(ELSEWHERE, code(2)), UNRESERVED, OBSERVE, Standing.NEW));

        run(pruning(ANY, Ledger.NONE));

        nothingIsRemoved();
    }

    @Test
    void moreThanTheLimitAllowsNeedAnApprovalOfExactlyThese() {
        twilio.holds(Member.of(code(2), false));
        twilio.holds(Member.of(code(3), false));

        PassResult held = run(pruning(RemovalLimit.ONE, Ledger.NONE));
        run(pruning(RemovalLimit.ONE, Ledger.NONE), Optional.of("0123456789ab"));

        nothingIsRemoved();
        String hash = held.heldRemovals().orElseThrow().hash();
        run(pruning(RemovalLimit.ONE, Ledger.NONE), Optional.of(hash));
        assertThat(twilio.calls()).contains(Call.REMOVE);
    }

    // The object

    @Test
    void nothingIsRemovedForAnObjectThatIsNoLongerWhatWasDecidedOn() {
        twilio.holds(Member.of(CODE, false));
        twilio.holds(Member.of(code(2), false));
        stillAsDecided = false;

        assertThat(run(of(claim(ABSENT, Standing.SETTLED))).isSuperseded()).isTrue();
        run(pruning(ANY, Ledger.NONE));

        nothingIsRemoved();
    }

    @Test
    void aSpecThatMakesNoSenseRemovesNothing() {
        twilio.holds(Member.of(CODE, false));

        run(claims(List.of(), List.of("shortCodeSid is missing"), true, RemovalLimit.ONE, Ledger.NONE));

        nothingIsRemoved();
    }

    private void nothingIsRemoved() {
        assertThat(twilio.calls()).doesNotContain(Call.REMOVE);
    }

    private PassResult run(Claims claims) {
        return run(claims, NO_APPROVAL);
    }

    private PassResult run(Claims claims, Optional<String> approval) {
        PoolWatch watch = new PoolWatch(() -> 0);
        watch.close();
        Account account =
                new Account(AccountUse.own(ACCOUNT), twilio, Timing.DEFAULT, Capacity.TWILIO, () -> NOON, watch);
        return new Pass(account, "team-a", this::input, checkpoint()).run(claims, false, approval);
    }

    private PlanInput input(Claim claim) {
        return PlanInput.of(
                claim,
                rivals.stream()
                        .filter(rival -> rival.membership()
                                .member()
                                .equals(claim.membership().member()))
                        .toList());
    }

    private Checkpoint checkpoint() {
        return new Checkpoint() {
            @Override
            public boolean mayWrite() {
                return true;
            }

            @Override
            public boolean mayTakeAway(Sid.Member code) {
                return stillAsDecided;
            }

            @Override
            public void willAdd(Set<Membership> memberships) {
                // There is no status to write it into.
            }
        };
    }

    private static Claims of(Claim claim) {
        return claims(List.of(claim), List.of(), false, RemovalLimit.ONE, Ledger.NONE);
    }

    private static Claims pruning(RemovalLimit limit, Ledger ledger) {
        return claims(List.of(), List.of(), true, limit, ledger);
    }

    private static Claims claims(
            List<Claim> listed, List<String> problems, boolean prunes, RemovalLimit limit, Ledger ledger) {
        return new Claims(
                owner("mine"),
                codesOf(SERVICE),
                listed,
                problems,
                listed.stream().anyMatch(Claim::leaving),
                Policies.DEFAULT,
                prunes,
                limit,
                ledger,
                _ -> Claim.Drain.NONE);
    }
}

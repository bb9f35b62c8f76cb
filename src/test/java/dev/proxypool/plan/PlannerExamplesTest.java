package dev.proxypool.plan;

import static dev.proxypool.domain.Claim.Standing.HOLDING;
import static dev.proxypool.domain.Claim.Standing.NEW;
import static dev.proxypool.domain.Claim.Standing.SETTLED;
import static dev.proxypool.domain.Claim.Standing.STARTED;
import static dev.proxypool.plan.PlanFixtures.ABSENT;
import static dev.proxypool.plan.PlanFixtures.HERE;
import static dev.proxypool.plan.PlanFixtures.IF_MATCHES;
import static dev.proxypool.plan.PlanFixtures.LET_GO;
import static dev.proxypool.plan.PlanFixtures.NO_ADOPTION;
import static dev.proxypool.plan.PlanFixtures.OBSERVE;
import static dev.proxypool.plan.PlanFixtures.OUTAGE;
import static dev.proxypool.plan.PlanFixtures.REPORT;
import static dev.proxypool.plan.PlanFixtures.RESERVED;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static dev.proxypool.plan.PlanFixtures.SUSPEND;
import static dev.proxypool.plan.PlanFixtures.THERE;
import static dev.proxypool.plan.PlanFixtures.UNRESERVED;
import static dev.proxypool.plan.PlanFixtures.claim;
import static dev.proxypool.plan.PlanFixtures.code;
import static dev.proxypool.plan.PlanFixtures.fresh;
import static dev.proxypool.plan.PlanFixtures.member;
import static dev.proxypool.plan.PlanFixtures.olderOwner;
import static dev.proxypool.plan.PlanFixtures.owner;
import static dev.proxypool.plan.PlanFixtures.rival;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Policies;
import dev.proxypool.plan.PlanInput.Hint;
import dev.proxypool.plan.Verdict.Drift;
import dev.proxypool.plan.Verdict.ReleaseReason;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the operator will do to a pool, row by row, and why. */
class PlannerExamplesTest {

    private static final Observation NO_MEMBER = fresh();
    private static final Observation FREE = fresh(member(false));
    private static final Observation KEPT = fresh(member(true));
    private static final Observation NO_SERVICE = new Observation.ServiceGone(SERVICE);
    private static final Observation UNREADABLE = new Observation.Unreadable(OUTAGE);

    private static final Step ADD = new Step.Add(HERE, false);
    private static final Step RESERVE = new Step.SetReserved(HERE, true);
    private static final Step RELEASE = new Step.SetReserved(HERE, false);
    private static final Step REMOVE_FREE = new Step.Remove(HERE, false);
    private static final Step REMOVE_KEPT = new Step.Remove(HERE, true);

    private static final Verdict PENDING = new Verdict.Pending();
    private static final Verdict IN_SYNC = new Verdict.InSync();
    private static final Verdict ADOPTED = new Verdict.Adopted();
    private static final Verdict BLIND = new Verdict.PoolUnreadable(OUTAGE);
    private static final Verdict REMOVING = new Verdict.Removing();

    static Stream<Row> staying() {
        return Stream.of(
                row("a new code is added").of(claim(UNRESERVED, NEW), NO_MEMBER).gives(PENDING, ADD),
                row("there is no reserve on create")
                        .of(claim(RESERVED, NEW), NO_MEMBER)
                        .gives(PENDING, ADD, RESERVE),
                row("a code that is as declared is taken over")
                        .of(claim(RESERVED, NEW), KEPT)
                        .gives(ADOPTED),
                row("a code that is taken over gets the declared reservation")
                        .of(claim(RESERVED, NEW), FREE)
                        .gives(ADOPTED, RESERVE),
                row("that goes for a release too")
                        .of(claim(UNRESERVED, NEW), KEPT)
                        .gives(ADOPTED, RELEASE),
                row("IfMatches takes over what matches")
                        .of(claim(RESERVED, NEW, IF_MATCHES), KEPT)
                        .gives(ADOPTED),
                row("IfMatches refuses what does not")
                        .of(claim(RESERVED, NEW, IF_MATCHES), FREE)
                        .gives(new Verdict.AdoptionRefused(false)),
                row("Never refuses even what matches")
                        .of(claim(RESERVED, NEW, NO_ADOPTION), KEPT)
                        .gives(new Verdict.AdoptionRefused(true)),
                row("Never does not keep a code from being added")
                        .of(claim(UNRESERVED, NEW, NO_ADOPTION), NO_MEMBER)
                        .gives(PENDING, ADD),
                row("adoption is no question for what is held")
                        .of(claim(RESERVED, HOLDING, NO_ADOPTION), KEPT)
                        .gives(IN_SYNC),
                row("an edit of the reservation is applied")
                        .of(claim(RESERVED, HOLDING), FREE)
                        .gives(PENDING, RESERVE),
                row("an add that was never applied is made up for")
                        .of(claim(UNRESERVED, HOLDING), NO_MEMBER)
                        .gives(PENDING, ADD),
                row("a member that it began to add is its own, though it may not adopt")
                        .of(claim(RESERVED, STARTED, NO_ADOPTION), FREE)
                        .gives(PENDING, RESERVE),
                row("as declared").of(claim(UNRESERVED, SETTLED), FREE).gives(IN_SYNC),
                row("somebody removed the code")
                        .of(claim(RESERVED, SETTLED), NO_MEMBER)
                        .gives(new Verdict.Drifted(Drift.REMOVED), ADD, RESERVE),
                row("somebody took the reservation away")
                        .of(claim(RESERVED, SETTLED), FREE)
                        .gives(new Verdict.Drifted(Drift.RELEASED), RESERVE),
                row("somebody reserved the code")
                        .of(claim(UNRESERVED, SETTLED), KEPT)
                        .gives(new Verdict.Drifted(Drift.RESERVED), RELEASE),
                row("without a Service there is nothing to add to")
                        .of(claim(UNRESERVED, SETTLED), NO_SERVICE)
                        .gives(new Verdict.ServiceMissing()),
                row("failure is never absence")
                        .of(claim(UNRESERVED, SETTLED), UNREADABLE)
                        .gives(BLIND),
                row("only looked at, there")
                        .of(claim(UNRESERVED, NEW, OBSERVE), KEPT)
                        .gives(new Verdict.Observed()),
                row("only looked at, not there")
                        .of(claim(UNRESERVED, NEW, OBSERVE), NO_MEMBER)
                        .gives(new Verdict.Missing()));
    }

    static Stream<Row> leaving() {
        return Stream.of(
                row("ours, so removed").of(claim(ABSENT, SETTLED), FREE).gives(REMOVING, REMOVE_FREE),
                row("the removal tells what it takes away")
                        .of(claim(ABSENT, SETTLED), KEPT)
                        .gives(REMOVING, REMOVE_KEPT),
                row("removed already").of(claim(ABSENT, SETTLED), NO_MEMBER).gives(gone(ReleaseReason.ABSENT)),
                row("the pool went with the Service")
                        .of(claim(ABSENT, SETTLED), NO_SERVICE)
                        .gives(gone(ReleaseReason.SERVICE_GONE)),
                row("nobody may go before the pool was read")
                        .of(claim(ABSENT, SETTLED), UNREADABLE)
                        .gives(BLIND),
                row("left behind on purpose, without a look")
                        .of(claim(LET_GO, SETTLED), UNREADABLE)
                        .gives(gone(ReleaseReason.ORPHANED)),
                row("who only observed leaves nothing")
                        .of(claim(ABSENT, NEW, OBSERVE), UNREADABLE)
                        .gives(gone(ReleaseReason.NEVER_HELD)),
                row("an add that was begun may have gone through")
                        .of(claim(ABSENT, STARTED), FREE)
                        .gives(REMOVING, REMOVE_FREE),
                row("whatever adoptionPolicy says")
                        .of(claim(ABSENT, STARTED, NO_ADOPTION), FREE)
                        .gives(REMOVING, REMOVE_FREE),
                row("a resource that never began to add a member never removes it")
                        .of(claim(ABSENT, NEW), FREE)
                        .gives(gone(ReleaseReason.NEVER_HELD)),
                row("nor does it wait for an account that does not answer")
                        .of(claim(ABSENT, NEW), UNREADABLE)
                        .gives(gone(ReleaseReason.NEVER_HELD)),
                row("who must ask before adopting, but held, removes")
                        .of(claim(ABSENT, HOLDING, IF_MATCHES), FREE)
                        .gives(REMOVING, REMOVE_FREE),
                row("in use: reserved, it gets no new participants")
                        .of(claim(ABSENT, SETTLED), FREE)
                        .whileInUse()
                        .gives(new Verdict.InUse(), RESERVE),
                row("in use and reserved: only time helps")
                        .of(claim(ABSENT, SETTLED), KEPT)
                        .whileInUse()
                        .gives(new Verdict.InUse()));
    }

    static Stream<Row> rivalry() {
        Claim mine = claim(RESERVED, NEW);
        Claim older = new Claim(olderOwner("z"), THERE, UNRESERVED, Policies.DEFAULT, NEW);
        return Stream.of(
                row("whoever holds the code owns it, young as he may be")
                        .of(claim(RESERVED, HOLDING), KEPT, older)
                        .gives(IN_SYNC),
                row("the holder wins over the newcomer")
                        .of(mine, NO_MEMBER, rival("z", HERE, UNRESERVED, SETTLED))
                        .gives(new Verdict.Conflict(owner("z"))),
                row("of two newcomers the older wins, in whatever Service")
                        .of(mine, NO_MEMBER, older)
                        .gives(new Verdict.Conflict(olderOwner("z"))),
                row("of two of the same age the smaller UID wins")
                        .of(mine, NO_MEMBER, rival("a", HERE, RESERVED, NEW))
                        .gives(new Verdict.Conflict(owner("a"))),
                row("and the greater UID loses")
                        .of(mine, NO_MEMBER, rival("z", HERE, RESERVED, NEW))
                        .gives(PENDING, ADD, RESERVE),
                row("the conflict is told though the pool cannot be read")
                        .of(mine, UNREADABLE, older)
                        .gives(new Verdict.Conflict(olderOwner("z"))),
                row("a claim on another code is no rival")
                        .of(mine, NO_MEMBER, rival("a", new Membership(SERVICE, code(2)), RESERVED, SETTLED))
                        .gives(PENDING, ADD, RESERVE),
                row("a leaving claim owns nothing")
                        .of(claim(RESERVED, NEW), KEPT, rival("a", HERE, ABSENT, SETTLED))
                        .gives(ADOPTED),
                row("an observer owns nothing")
                        .of(mine, NO_MEMBER, observer(UNRESERVED))
                        .gives(PENDING, ADD, RESERVE),
                row("an observer has no rivals")
                        .of(claim(RESERVED, NEW, OBSERVE), KEPT, older)
                        .gives(new Verdict.Observed()),
                row("a code is in one Service only, so its holder must let go first")
                        .of(mine, NO_MEMBER, rival("a", THERE, ABSENT, HOLDING))
                        .gives(new Verdict.Waiting(owner("a"))),
                row("of two such holders the older is waited for")
                        .of(
                                mine,
                                NO_MEMBER,
                                rival("b", THERE, ABSENT, HOLDING),
                                new Claim(olderOwner("c"), THERE, ABSENT, Policies.DEFAULT, HOLDING))
                        .gives(new Verdict.Waiting(olderOwner("c"))),
                row("who never held it elsewhere need not be waited for")
                        .of(mine, NO_MEMBER, rival("a", THERE, ABSENT, NEW))
                        .gives(PENDING, ADD, RESERVE),
                row("who lets go of it elsewhere leaves it there, waiting would not help")
                        .of(mine, NO_MEMBER, rival("a", THERE, LET_GO, SETTLED))
                        .gives(PENDING, ADD, RESERVE),
                row("an heir to the same membership takes it over")
                        .of(claim(ABSENT, SETTLED), KEPT, rival("z", HERE, RESERVED, NEW))
                        .gives(new Verdict.HandingOver(owner("z"))),
                row("the former holder goes when the heir is seen holding it")
                        .of(claim(ABSENT, SETTLED), KEPT, rival("z", HERE, RESERVED, HOLDING))
                        .gives(gone(ReleaseReason.HANDED_OVER)),
                row("or when the heir is suspended, and so will not take it over")
                        .of(claim(ABSENT, SETTLED), KEPT, new Claim(owner("z"), HERE, RESERVED, SUSPEND, NEW))
                        .gives(gone(ReleaseReason.HANDED_OVER)),
                row("a handover is no adoption")
                        .of(claim(RESERVED, NEW, NO_ADOPTION), KEPT, rival("a", HERE, ABSENT, SETTLED))
                        .gives(new Verdict.Adopted()),
                row("but what is held in another Service is not handed over here")
                        .of(claim(RESERVED, STARTED, NO_ADOPTION), KEPT, rival("a", THERE, ABSENT, SETTLED))
                        .gives(new Verdict.Waiting(owner("a"))),
                row("the heir is the oldest claim on the same membership, before an older one elsewhere")
                        .of(claim(ABSENT, SETTLED), KEPT, rival("z", HERE, RESERVED, NEW), older)
                        .gives(new Verdict.HandingOver(owner("z"))),
                row("so the older one elsewhere is in conflict with it")
                        .of(older, NO_MEMBER, rival("z", HERE, RESERVED, NEW), rival("a", HERE, ABSENT, SETTLED))
                        .gives(new Verdict.Conflict(owner("z"))),
                row("a resource that is being deleted elsewhere does not stop the correction of what is held")
                        .of(claim(RESERVED, SETTLED), FREE, rival("a", THERE, ABSENT, SETTLED))
                        .gives(new Verdict.Drifted(Verdict.Drift.RELEASED), RESERVE),
                row("a claim on the code in another Service is no heir")
                        .of(claim(ABSENT, SETTLED), KEPT, rival("z", THERE, RESERVED, NEW))
                        .gives(REMOVING, REMOVE_KEPT),
                row("an observer is no heir")
                        .of(claim(ABSENT, SETTLED), KEPT, observer(RESERVED))
                        .gives(REMOVING, REMOVE_KEPT),
                row("what another leaving claim holds is not ours")
                        .of(claim(ABSENT, STARTED), KEPT, rival("z", HERE, ABSENT, SETTLED))
                        .gives(gone(ReleaseReason.NEVER_HELD)),
                row("another that never held it either is no reason to leave what was begun")
                        .of(claim(ABSENT, STARTED), KEPT, rival("z", HERE, ABSENT, NEW))
                        .gives(REMOVING, REMOVE_KEPT),
                row("what another holds in another Service says nothing of ours")
                        .of(claim(ABSENT, STARTED), KEPT, rival("z", THERE, ABSENT, SETTLED))
                        .gives(REMOVING, REMOVE_KEPT),
                row("of two leaving holders both remove, the second finds it gone")
                        .of(claim(ABSENT, SETTLED), KEPT, rival("z", HERE, ABSENT, SETTLED))
                        .gives(REMOVING, REMOVE_KEPT));
    }

    @ParameterizedTest
    @MethodSource({"staying", "leaving", "rivalry"})
    void theTable(Row row) {
        Decision decision = decide(row);

        assertThat(decision.verdict()).isEqualTo(row.verdict());
        assertThat(decision.steps()).isEqualTo(row.steps());
        assertThat(decision.held()).isEmpty();
        assertThat(decision.claim()).isEqualTo(row.claim());
    }

    @Test
    void aDecisionTellsTheMemberThatItWasMadeOn() {
        assertThat(decide(row("").of(claim(RESERVED, SETTLED), KEPT).gives(IN_SYNC))
                        .seen())
                .isEqualTo(member(true));
        assertThat(decide(row("").of(claim(ABSENT, SETTLED), KEPT).gives(REMOVING))
                        .seen())
                .isEqualTo(member(true));
    }

    // Policies over a plan

    @Test
    void suspendHoldsEveryStepBack() {
        Decision decision = applied(claim(RESERVED, NEW, SUSPEND), NO_MEMBER);

        assertThat(decision.steps()).isEmpty();
        assertThat(decision.held()).containsExactly(ADD, RESERVE);
        assertThat(decision.verdict()).isEqualTo(PENDING);
    }

    @Test
    void suspendHoldsARemovalBackToo() {
        assertThat(applied(claim(ABSENT, SETTLED, SUSPEND), FREE).held()).containsExactly(REMOVE_FREE);
    }

    @Test
    void reportHoldsTheMendingOfDriftBack() {
        Decision decision = applied(claim(RESERVED, SETTLED, REPORT), FREE);

        assertThat(decision.steps()).isEmpty();
        assertThat(decision.held()).containsExactly(RESERVE);
    }

    @Test
    void reportDoesNotHoldBackWhatWasDeclaredAnew() {
        Decision decision = applied(claim(RESERVED, HOLDING, REPORT), FREE);

        assertThat(decision.steps()).containsExactly(RESERVE);
        assertThat(decision.held()).isEmpty();
    }

    @Test
    void correctMendsDrift() {
        assertThat(applied(claim(RESERVED, SETTLED), FREE).steps()).containsExactly(RESERVE);
    }

    // The order of a plan

    @Test
    void aPlanIsInTheOrderOfTheShortCodes() {
        Claim second = new Claim(owner("a"), new Membership(SERVICE, code(2)), UNRESERVED, Policies.DEFAULT, NEW);
        Claim first = new Claim(owner("b"), new Membership(SERVICE, code(1)), UNRESERVED, Policies.DEFAULT, NEW);

        Plan plan = Planner.plan(PlanFixtures.alone(List.of(second, first)), NO_MEMBER);

        assertThat(plan.decisions()).extracting(Decision::claim).containsExactly(first, second);
        assertThat(plan.steps())
                .containsExactly(
                        new Step.Add(new Membership(SERVICE, code(1)), false),
                        new Step.Add(new Membership(SERVICE, code(2)), false));
    }

    @Test
    void claimsOnOneCodeAreInTheOrderOfTheirUids() {
        Claim a = rival("a", HERE, UNRESERVED, NEW);
        Claim b = rival("b", HERE, UNRESERVED, NEW);

        Plan plan = Planner.plan(List.of(PlanInput.of(b, List.of(a)), PlanInput.of(a, List.of(b))), NO_MEMBER);

        assertThat(plan.decisions()).extracting(Decision::claim).containsExactly(a, b);
        assertThat(plan.decisions().getLast().verdict()).isEqualTo(new Verdict.Conflict(owner("a")));
    }

    @Test
    void knowingThatACodeIsInUseForgetsNoRival() {
        PlanInput input = PlanInput.of(claim(ABSENT, SETTLED), List.of(rival("z", HERE, RESERVED, NEW)));

        assertThat(input.hints()).isEmpty();
        assertThat(input.knowing(Hint.IN_USE))
                .isEqualTo(new PlanInput(input.claim(), input.rivals(), Set.of(Hint.IN_USE)));
        assertThat(input.knowing(Hint.IN_USE).knowing(Hint.CONTESTED).hints()).containsExactlyInAnyOrder(Hint.values());
    }

    private static Decision decide(Row row) {
        PlanInput input = new PlanInput(row.claim(), row.rivals(), row.inUse() ? Set.of(Hint.IN_USE) : Set.of());
        return PlanFixtures.plan(input, row.seen()).decisions().getFirst();
    }

    private static Decision applied(Claim claim, Observation seen) {
        return PlanPolicy.apply(PlanFixtures.plan(PlanInput.of(claim, List.of()), seen))
                .decisions()
                .getFirst();
    }

    private static Verdict gone(ReleaseReason why) {
        return new Verdict.Gone(why);
    }

    private static Claim observer(Claim.Wish wish) {
        return new Claim(olderOwner("watcher"), HERE, wish, OBSERVE, SETTLED);
    }

    private static Row row(String why) {
        return new Row(why, claim(UNRESERVED, NEW), NO_MEMBER, List.of(), false, PENDING, List.of());
    }

    private record Row(
            String why,
            Claim claim,
            Observation seen,
            List<Claim> rivals,
            boolean inUse,
            Verdict verdict,
            List<Step> steps) {

        Row of(Claim claim, Observation seen, Claim... rivals) {
            return new Row(why, claim, seen, List.of(rivals), inUse, verdict, steps);
        }

        Row whileInUse() {
            return new Row(why, claim, seen, rivals, true, verdict, steps);
        }

        Row gives(Verdict verdict, Step... steps) {
            return new Row(why, claim, seen, rivals, inUse, verdict, List.of(steps));
        }

        @Override
        public String toString() {
            return why;
        }
    }
}

package dev.proxypool.plan;

import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static dev.proxypool.plan.PlanFixtures.code;
import static dev.proxypool.plan.PlanFixtures.owner;
import static dev.proxypool.plan.PlanFixtures.pool;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Claim.Wish;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Policies;
import dev.proxypool.domain.RemovalLimit;
import dev.proxypool.domain.Sid;
import dev.proxypool.plan.PruneGuard.Guarded;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of unlisted members; {@link PruneGuardLawsTest} has the laws. */
class PruneGuardTest {

    private static final Optional<String> NONE = Optional.empty();

    @Test
    void upToTheLimitMembersGo() {
        List<Decision> two = unlisted(true, 1, 2);

        Guarded guarded = guard(2, NONE, Set.of(), Set.of()).apply(two, 9);

        assertThat(guarded.decisions()).isEqualTo(two);
        assertThat(guarded.held()).isEmpty();
        assertThat(guarded.approved()).isEmpty();
    }

    @Test
    void aboveTheLimitAllAreHeldAndNoneStartsToDrain() {
        for (boolean drained : List.of(true, false)) {
            Guarded guarded = guard(1, NONE, Set.of(), Set.of()).apply(unlisted(drained, 1, 2), 9);

            assertThat(guarded.decisions())
                    .allMatch(decision -> decision.steps().isEmpty());
            assertThat(guarded.decisions()).extracting(Decision::verdict).containsOnly(new Verdict.RemovalHeld());
            assertThat(guarded.held())
                    .hasValueSatisfying(held -> assertThat(held.count()).isEqualTo(2));
        }
        assertThat(guard(1, NONE, Set.of(), Set.of())
                        .apply(unlisted(true, 1, 2), 9)
                        .decisions()
                        .getFirst()
                        .held())
                .as("the plan shows what is held")
                .hasSize(1);
    }

    /** It has no step while Sessions use it, and yet the user approves its removal. */
    @Test
    void aMemberInUseIsHeldWithItsRemoval() {
        Membership membership = new Membership(PlanFixtures.SERVICE, PlanFixtures.number(1));
        Claim claim = new Claim(
                PlanFixtures.owner("pool"), membership, PlanFixtures.ABSENT, Policies.DEFAULT, Claim.Standing.HOLDING);
        Decision inUse = Planner.plan(
                        List.of(PlanInput.of(claim, List.of())),
                        new Observation.Fresh(PlanFixtures.numbers(PlanFixtures.phone(1, true, 2, 0))))
                .decisions()
                .getFirst();
        assertThat(inUse.verdict()).isInstanceOf(Verdict.InUse.class);
        assertThat(inUse.steps()).isEmpty();

        Guarded guarded = guard(0, NONE, Set.of(), Set.of()).apply(List.of(inUse), 9);

        assertThat(guarded.decisions()).singleElement().satisfies(held -> {
            assertThat(held.steps()).isEmpty();
            assertThat(held.held()).containsExactly(new Step.Remove(membership, true));
        });
    }

    @Test
    void exactlyTheseAreApprovedByTheirHashAndStayApproved() {
        List<Decision> three = unlisted(true, 1, 2, 3);
        String hash = new Removals(three).hash();

        Guarded approved = guard(1, Optional.of(hash), Set.of(), Set.of()).apply(three, 9);

        assertThat(approved.held()).isEmpty();
        assertThat(approved.decisions()).isEqualTo(three);
        assertThat(approved.approved()).containsExactlyInAnyOrder(code(1), code(2), code(3));
        assertThat(guard(1, Optional.of(hash), Set.of(), Set.of())
                        .apply(unlisted(true, 1, 2, 4), 9)
                        .held())
                .as("an approval of others is worth nothing")
                .isPresent();
        Guarded later = guard(0, NONE, Set.of(code(2)), Set.of()).apply(unlisted(true, 2, 4), 9);
        assertThat(later.approved()).containsExactly(code(2));
        assertThat(later.decisions().getFirst().steps()).hasSize(1);
        assertThat(later.held())
                .hasValueSatisfying(held -> assertThat(held.count()).isOne());
    }

    /** Another writer adds them again, and the annotation is still there. */
    @Test
    void anApprovalThatWasUsedApprovesNothingAgain() {
        List<Decision> three = unlisted(true, 1, 2, 3);
        String first = new Removals(three).hash();
        RemovalLimit one = new RemovalLimit(1, false);

        Guarded again = new PruneGuard(one, Optional.of(first), _ -> false, _ -> false, 1).apply(three, 9);

        assertThat(again.approved()).isEmpty();
        assertThat(again.decisions()).allMatch(decision -> decision.steps().isEmpty());
        String second = again.held().orElseThrow().hash();
        assertThat(second).isNotEqualTo(first).isNotEqualTo(new Removals(three, 2).hash());
        assertThat(new PruneGuard(one, Optional.of(second), _ -> false, _ -> false, 1)
                        .apply(three, 9)
                        .approved())
                .hasSize(3);
    }

    @Test
    void whatDrainsIsNotCountedAgain() {
        Guarded guarded = guard(1, NONE, Set.of(), Set.of(code(1))).apply(unlisted(true, 1, 2), 9);

        assertThat(guarded.held()).isEmpty();
        assertThat(guarded.decisions()).allMatch(decision -> !decision.steps().isEmpty());
    }

    private static PruneGuard guard(
            int limit, Optional<String> approval, Set<Sid.Member> approved, Set<Sid.Member> draining) {
        return new PruneGuard(new RemovalLimit(limit, false), approval, approved::contains, draining::contains, 0);
    }

    private static List<Decision> unlisted(boolean drained, int... numbers) {
        Member[] members =
                IntStream.of(numbers).mapToObj(i -> Member.of(code(i), true)).toArray(Member[]::new);
        return IntStream.of(numbers)
                .mapToObj(i -> new Claim(
                        owner("pool"),
                        new Membership(SERVICE, code(i)),
                        new Wish.Absent(drained ? Claim.Drain.NONE : Claim.Drain.RUNNING),
                        Policies.DEFAULT,
                        Claim.Standing.HOLDING))
                .map(claim -> PlanFixtures.plan(PlanInput.of(claim, List.of()), new Observation.Fresh(pool(members)))
                        .decisions()
                        .getFirst())
                .toList();
    }
}

package dev.proxypool.plan;

import static dev.proxypool.domain.Claim.Standing.HOLDING;
import static dev.proxypool.domain.PoolKeys.codesOf;
import static dev.proxypool.plan.PlanFixtures.ABSENT;
import static dev.proxypool.plan.PlanFixtures.NOON;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static dev.proxypool.plan.PlanFixtures.code;
import static dev.proxypool.plan.PlanFixtures.owner;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Policies;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.RemovalLimit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No more goes at once than a person allowed, and an approval is for one plan only. */
class RemovalsTest {

    private static final Optional<String> NOBODY = Optional.empty();

    @Test
    void asManyAsTheLimitMayGo() {
        assertThat(removals(1).areTooMany(RemovalLimit.ONE, 9, NOBODY)).isFalse();
        assertThat(removals(2).areTooMany(RemovalLimit.ONE, 9, NOBODY)).isTrue();
        assertThat(removals(0).areTooMany(new RemovalLimit(0, false), 9, NOBODY))
                .isFalse();
        assertThat(removals(1).areTooMany(new RemovalLimit(0, false), 9, NOBODY))
                .isTrue();
    }

    @Test
    void aPercentageIsOfThePoolAndRoundedDown() {
        RemovalLimit tenth = new RemovalLimit(10, true);

        assertThat(removals(2).areTooMany(tenth, 20, NOBODY)).isFalse();
        assertThat(removals(2).areTooMany(tenth, 19, NOBODY)).isTrue();
    }

    @Test
    void anApprovalIsOfExactlyTheseRemovals() {
        assertThat(removals(3)
                        .areTooMany(RemovalLimit.ONE, 9, Optional.of(removals(3).hash())))
                .isFalse();
        assertThat(removals(3)
                        .areTooMany(RemovalLimit.ONE, 9, Optional.of(removals(2).hash())))
                .isTrue();
    }

    /** Sessions begin and end all the time: a person must be able to approve the removals all the same. */
    @Test
    void aNumberThatSessionsUseCountsAndChangesNoHash() {
        Removals idle = numbers(PlanFixtures.phone(1, true, 0, 2), PlanFixtures.phone(2, false, 0, 0));
        Removals inUse = numbers(PlanFixtures.phone(1, true, 3, 0), PlanFixtures.phone(2, false, 1, 0));
        Removals waiting = numbers(PlanFixtures.phone(1, true, 0, 1), PlanFixtures.phone(2, true, 0, 1));

        assertThat(inUse.count()).isEqualTo(2);
        assertThat(inUse.areTooMany(RemovalLimit.ONE, 9, NOBODY)).isTrue();
        assertThat(inUse.hash()).isEqualTo(idle.hash());
        assertThat(waiting.hash()).isEqualTo(idle.hash());
        assertThat(new PruneGuard(RemovalLimit.ONE, NOBODY, _ -> false, _ -> false, 0)
                        .apply(inUse.decisions(), 9)
                        .decisions())
                .as("nor is it reserved before the approval")
                .allMatch(decision -> decision.steps().isEmpty());
    }

    private static Removals numbers(Member... members) {
        List<Claim> claims = Stream.of(members)
                .map(member -> new Claim(
                        owner("pool"), new Membership(SERVICE, member.name()), ABSENT, Policies.DEFAULT, HOLDING))
                .toList();
        return new Removals(
                Planner.plan(PlanFixtures.alone(claims), new Observation.Fresh(PlanFixtures.numbers(members)))
                        .decisions());
    }

    @Test
    void theHashDoesNotDependOnTheOrderNorOnBeingHeld() {
        Removals three = removals(3);
        Removals held =
                new Removals(three.decisions().stream().map(Decision::hold).toList());

        assertThat(three.hash()).matches("[0-9a-f]{12}");
        assertThat(new Removals(three.decisions().reversed()).hash()).isEqualTo(three.hash());
        assertThat(held.hash()).isEqualTo(three.hash());
        assertThat(held.count()).isEqualTo(3);
        assertThat(held.decisions()).extracting(Decision::hold).isEqualTo(held.decisions());
    }

    @Test
    void onlyWhatIsToGoCounts() {
        PlanInput inUse = PlanInput.of(claim(1), List.of()).knowing(PlanInput.Hint.IN_USE);
        Decision reserve = PlanFixtures.plan(inUse, seen(1)).decisions().getFirst();

        assertThat(reserve.steps()).hasSize(1);
        assertThat(new Removals(List.of(reserve)).count()).isZero();
    }

    @Test
    void whatDrainsFirstCountsAsWell() {
        Claim claim = new Claim(
                owner("pool"),
                new Membership(SERVICE, code(1)),
                new Claim.Wish.Absent(Claim.Drain.RUNNING),
                Policies.DEFAULT,
                HOLDING);
        Removals draining = new Removals(
                PlanFixtures.plan(PlanInput.of(claim, List.of()), seen(1)).decisions());

        assertThat(draining.count()).isEqualTo(1);
        assertThat(draining.hash())
                .as("the same code goes")
                .isEqualTo(removals(1).hash());
    }

    @Test
    void asManyOthersHaveAnotherHash() {
        Removals two = removals(2);

        assertThat(new Removals(two.decisions().subList(0, 1)).hash())
                .isNotEqualTo(new Removals(two.decisions().subList(1, 2)).hash());
    }

    private static Removals removals(int count) {
        return new Removals(IntStream.rangeClosed(1, count)
                .mapToObj(i -> PlanFixtures.plan(PlanInput.of(claim(i), List.of()), seen(count))
                        .decisions()
                        .getFirst())
                .toList());
    }

    private static Claim claim(int number) {
        return new Claim(owner("pool"), new Membership(SERVICE, code(number)), ABSENT, Policies.DEFAULT, HOLDING);
    }

    private static Observation seen(int count) {
        return new Observation.Fresh(PoolSnapshot.of(
                codesOf(SERVICE),
                NOON,
                IntStream.rangeClosed(1, count)
                        .mapToObj(i -> Member.of(code(i), false))
                        .toList()));
    }
}

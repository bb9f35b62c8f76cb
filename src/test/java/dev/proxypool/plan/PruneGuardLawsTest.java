package dev.proxypool.plan;

import static dev.proxypool.domain.PoolKeys.codesOf;
import static dev.proxypool.plan.PlanFixtures.NOON;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static dev.proxypool.plan.PlanFixtures.code;
import static dev.proxypool.plan.PlanFixtures.owner;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Claim.Wish;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Policies;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.RemovalLimit;
import dev.proxypool.domain.Sid;
import dev.proxypool.plan.PruneGuard.Guarded;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The laws of pruning, tried on all pools of three unlisted members: which are reserved, which drain already, which were
 * approved, whether they drain at all, every limit, and approvals of every set of them.
 */
class PruneGuardLawsTest {

    private static final int MEMBERS = 3;
    private static final List<Set<Integer>> SETS = IntStream.range(0, 1 << MEMBERS)
            .mapToObj(bits -> IntStream.range(0, MEMBERS)
                    .filter(i -> (bits >> i & 1) == 1)
                    .boxed()
                    .collect(Collectors.toUnmodifiableSet()))
            .toList();

    @Test
    void theLimitIsNeverExceededWithoutExactlyThisApproval() {
        everywhere(world -> {
            Set<Integer> starting = world.starting();
            boolean approvedExactly = Optional.of(starting).equals(world.approval);
            long started = world.guarded().decisions().stream()
                    .filter(decision -> !(decision.verdict() instanceof Verdict.RemovalHeld))
                    .filter(decision -> starting.contains(numberOf(decision)))
                    .count();

            holds(world, started == 0 || started <= world.limit || approvedExactly);
            holds(
                    world,
                    starting.size() > world.limit && !approvedExactly == (started == 0) || started == starting.size());
        });
    }

    @Test
    void whatIsHeldHasNoStepAndIsCountedByTheHashThatApprovesIt() {
        everywhere(world -> {
            Guarded guarded = world.guarded();
            List<Decision> held = guarded.decisions().stream()
                    .filter(decision -> decision.verdict() instanceof Verdict.RemovalHeld)
                    .toList();

            holds(world, held.stream().allMatch(decision -> decision.steps().isEmpty()));
            holds(world, guarded.held().isPresent() == !held.isEmpty());
            guarded.held().ifPresent(removals -> {
                holds(world, removals.count() == held.size());
                holds(world, world.approving(removals.hash()).guarded().held().isEmpty());
            });
        });
    }

    @Test
    void whatDrainsOrWasApprovedIsNotHeldAndNotCountedAgain() {
        everywhere(world -> holds(
                world,
                world.guarded().decisions().stream()
                        .filter(decision -> world.draining.contains(numberOf(decision))
                                || world.approved.contains(numberOf(decision)))
                        .noneMatch(decision -> decision.verdict() instanceof Verdict.RemovalHeld)));
    }

    @Test
    void anApprovalLastsForItsMembers() {
        everywhere(world -> {
            Set<Integer> approved = world.guarded().approved().stream()
                    .map(PruneGuardLawsTest::numberOf)
                    .collect(Collectors.toSet());
            boolean now = Optional.of(world.starting()).equals(world.approval);

            holds(world, approved.containsAll(world.approved));
            holds(world, now ? approved.size() == MEMBERS : approved.equals(world.approved));
        });
    }

    /** A member that only waits has no step, and yet its removal is what the user approves. */
    private static List<Step> stepsOrRemoval(Decision decision) {
        return decision.steps().isEmpty() && decision.seen() != null
                ? List.of(new Step.Remove(decision.membership(), decision.seen().reserved()))
                : decision.steps();
    }

    @Test
    void nothingIsChangedButHeld() {
        everywhere(world -> {
            List<Decision> before = world.decisions();
            List<Decision> after = world.guarded().decisions();

            holds(world, before.size() == after.size());
            for (int i = 0; i < before.size(); i++) {
                boolean held = after.get(i).verdict() instanceof Verdict.RemovalHeld;
                holds(world, held || after.get(i).equals(before.get(i)));
                holds(world, !held || after.get(i).held().equals(stepsOrRemoval(before.get(i))));
            }
        });
    }

    @Test
    void aPercentageIsOfThePool() {
        var guard = new PruneGuard(new RemovalLimit(10, true), Optional.empty(), _ -> false, _ -> false, 0);
        World two = new World(Set.of(), Set.of(), Set.of(), true, 0, Optional.empty());

        assertThat(guard.apply(two.decisions(), 30).held()).isEmpty();
        assertThat(guard.apply(two.decisions(), 29).held()).isPresent();
    }

    /** @param approval the set whose hash was approved */
    private record World(
            Set<Integer> reserved,
            Set<Integer> draining,
            Set<Integer> approved,
            boolean drained,
            int limit,
            Optional<Set<Integer>> approval) {

        List<Decision> decisions() {
            PoolSnapshot pool = PoolSnapshot.of(
                    codesOf(SERVICE),
                    NOON,
                    IntStream.range(0, MEMBERS)
                            .mapToObj(i -> Member.of(code(i), reserved.contains(i)))
                            .toList());
            return IntStream.range(0, MEMBERS)
                    .mapToObj(i -> new Claim(
                            owner("pool"),
                            new Membership(SERVICE, code(i)),
                            new Wish.Absent(drained ? Claim.Drain.NONE : Claim.Drain.RUNNING),
                            Policies.DEFAULT,
                            Claim.Standing.HOLDING))
                    .map(claim -> PlanFixtures.plan(PlanInput.of(claim, List.of()), new Observation.Fresh(pool))
                            .decisions()
                            .getFirst())
                    .toList();
        }

        Set<Integer> starting() {
            return IntStream.range(0, MEMBERS)
                    .filter(i -> !draining.contains(i) && !approved.contains(i))
                    .boxed()
                    .collect(Collectors.toSet());
        }

        Guarded guarded() {
            return guard(approval.map(set -> new Removals(decisions().stream()
                            .filter(decision -> set.contains(numberOf(decision)))
                            .toList())
                    .hash()));
        }

        World approving(String hash) {
            Set<Integer> same = SETS.stream()
                    .filter(set -> new Removals(decisions().stream()
                                    .filter(decision -> set.contains(numberOf(decision)))
                                    .toList())
                            .hash()
                            .equals(hash))
                    .findFirst()
                    .orElseThrow();
            return new World(reserved, draining, approved, drained, limit, Optional.of(same));
        }

        private Guarded guard(Optional<String> hash) {
            return new PruneGuard(
                            new RemovalLimit(limit, false),
                            hash,
                            code -> approved.contains(numberOf(code)),
                            code -> draining.contains(numberOf(code)),
                            0)
                    .apply(decisions(), MEMBERS);
        }
    }

    private static int numberOf(Decision decision) {
        return numberOf(Objects.requireNonNull(decision.membership()).member());
    }

    private static int numberOf(Sid.Member code) {
        return Integer.parseInt(code.value().substring(2));
    }

    private static void holds(World world, boolean law) {
        if (!law) {
            throw new AssertionError("does not hold in " + world);
        }
    }

    private static void everywhere(Consumer<World> law) {
        for (Set<Integer> reserved : SETS) {
            for (Set<Integer> draining : SETS) {
                for (Set<Integer> approved : SETS) {
                    for (int limit = 0; limit <= MEMBERS; limit++) {
                        int most = limit;
                        Stream.concat(
                                        Stream.of(Optional.<Set<Integer>>empty()),
                                        SETS.stream().map(Optional::of))
                                .forEach(approval -> Stream.of(true, false)
                                        .forEach(drained -> law.accept(
                                                new World(reserved, draining, approved, drained, most, approval))));
                    }
                }
            }
        }
    }
}

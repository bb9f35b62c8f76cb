package dev.proxypool.plan;

import static dev.proxypool.plan.PlanFixtures.NOON;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Claim.Standing;
import dev.proxypool.domain.Claim.Wish;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.MemberKind;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Owner;
import dev.proxypool.domain.Policies;
import dev.proxypool.domain.Policies.Adoption;
import dev.proxypool.domain.Policies.DriftPolicy;
import dev.proxypool.domain.Policies.Management;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.Sid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The laws that every plan keeps. Nothing is sampled: each law is tried on all pairs of a desired and an actual pool of
 * three codes under every standing and every policy, and on one code under every combination of policies.
 */
class PlannerLawsTest {

    // What a plan does to a pool

    @Test
    void executingThePlanReachesTheDesiredPool() {
        everywhere(world -> {
            PoolSnapshot after = execute(world.appliedPlan().steps(), world.actual());

            same(world, after, world.goal());
        });
    }

    @Test
    void planningAgainAfterwardsGivesNothingToDo() {
        everywhere(world -> {
            PoolSnapshot after = execute(world.appliedPlan().steps(), world.actual());

            Plan again = PlanPolicy.apply(Planner.plan(world.inputs(), new Observation.Fresh(after)));

            same(world, again.steps(), List.of());
        });
    }

    @Test
    void noStepIsSuperfluous() {
        everywhere(world -> {
            List<Step> steps = world.appliedPlan().steps();
            for (Step left : steps) {
                List<Step> others =
                        steps.stream().filter(step -> !step.equals(left)).toList();
                holds(world, !tryToExecute(others, world.actual()).equals(Optional.of(world.goal())));
            }
        });
    }

    @Test
    void reservingFollowsItsAddingDirectly() {
        everywhere(world -> {
            List<Step> steps = world.rawPlan().steps();
            for (int i = 0; i < steps.size(); i++) {
                if (steps.get(i) instanceof Step.Add add && world.isToBeReserved(add.membership())) {
                    holds(
                            world,
                            add.reserved() || steps.get(i + 1).equals(new Step.SetReserved(add.membership(), true)));
                }
            }
        });
    }

    @Test
    void oneStepAddsAndReservesWhereTwilioCan() {
        everywhere(world -> {
            for (Step step : world.rawPlan().steps()) {
                if (step instanceof Step.Add add) {
                    boolean atOnce = world.kind().addsReserved() && world.isToBeReserved(add.membership());
                    same(world, add.reserved(), atOnce);
                }
            }
        });
    }

    @Test
    void nothingUnlistedIsTouched() {
        everywhere(world -> {
            Set<Membership> claimed =
                    world.claims().stream().map(Claim::membership).collect(Collectors.toSet());

            holds(world, world.rawPlan().steps().stream().allMatch(step -> claimed.contains(step.membership())));
        });
    }

    // What a plan may rest on

    @Test
    void nothingIsWrittenToAPoolThatCouldNotBeRead() {
        everywhere(world -> {
            Plan plan = Planner.plan(world.inputs(), new Observation.Unreadable(PlanFixtures.OUTAGE));

            same(world, plan.steps(), List.of());
        });
    }

    @Test
    void nothingIsWrittenToAServiceThatIsGone() {
        everywhere(world -> {
            Plan plan = Planner.plan(world.inputs(), new Observation.ServiceGone(SERVICE));

            same(world, plan.steps(), List.of());
        });
    }

    @Test
    void theOrderOfTheClaimsDoesNotMatter() {
        everywhere(world -> {
            List<Claim> turned = new ArrayList<>(world.claims());
            Collections.reverse(turned);

            Plan plan = Planner.plan(world.inputs(turned), new Observation.Fresh(world.actual()));

            same(world, plan, world.rawPlan());
        });
    }

    @Test
    void everyClaimGetsOneDecisionAndEveryDecisionAVerdict() {
        everywhere(world -> {
            List<Decision> decisions = world.rawPlan().decisions();

            same(world, decisions.stream().map(Decision::claim).toList(), world.claims());
            holds(world, decisions.stream().allMatch(decision -> decision.verdict() != null));
        });
    }

    // What policies do to a plan

    @Test
    void policiesOnlyHoldStepsBack() {
        everywhere(world -> {
            List<Decision> raw = world.rawPlan().decisions();
            List<Decision> applied = world.appliedPlan().decisions();

            same(world, applied.size(), raw.size());
            for (int i = 0; i < raw.size(); i++) {
                Decision before = raw.get(i);
                Decision after = applied.get(i);
                same(
                        world,
                        Stream.concat(after.steps().stream(), after.held().stream())
                                .toList(),
                        before.steps());
                same(
                        world,
                        new Decision(after.claim(), after.verdict(), after.seen(), before.steps(), before.held()),
                        before);
            }
        });
    }

    @Test
    void whatIsSuspendedIsNotWrittenTo() {
        everywhere(world -> {
            if (world.policies().suspend()) {
                same(world, world.appliedPlan().steps(), List.of());
            }
        });
    }

    @Test
    void whatIsOnlyObservedIsNotWrittenToAndHoldsNothingBack() {
        everywhere(world -> {
            if (world.policies().management() == Management.OBSERVE) {
                holds(
                        world,
                        world.appliedPlan().decisions().stream()
                                .allMatch(decision -> decision.steps().isEmpty()
                                        && decision.held().isEmpty()));
            }
        });
    }

    // Several resources that claim one code

    @Test
    void aCodeHasOneOwner() {
        forAllTriplesOfClaimants(claimants -> {
            List<Claim> staying = claimants.stream()
                    .filter(claim -> !claim.leaving())
                    .filter(claim -> claim.policies().management() == Management.MANAGE)
                    .toList();
            List<Verdict> verdicts =
                    staying.stream().map(claim -> verdict(claim, claimants)).toList();
            List<Owner> named = verdicts.stream()
                    .filter(Verdict.Conflict.class::isInstance)
                    .map(verdict -> ((Verdict.Conflict) verdict).owner())
                    .distinct()
                    .toList();

            assertThat(verdicts.stream().filter(verdict -> !(verdict instanceof Verdict.Conflict)))
                    .as("%s", claimants)
                    .hasSize(staying.isEmpty() ? 0 : 1);
            assertThat(named).as("%s", claimants).hasSize(staying.size() > 1 ? 1 : 0);
        });
    }

    @Test
    void theOrderOfTheRivalsDoesNotMatter() {
        forAllTriplesOfClaimants(claimants -> {
            Claim mine = claimants.getFirst();
            List<Claim> rivals = claimants.subList(1, claimants.size());
            for (Observation seen : PLACES_OF_ONE_CODE) {
                Plan turned = PlanFixtures.plan(PlanInput.of(mine, rivals.reversed()), seen);
                Plan plan = PlanFixtures.plan(PlanInput.of(mine, rivals), seen);
                if (!turned.equals(plan)) {
                    assertThat(turned).as("%s", claimants).isEqualTo(plan);
                }
            }
        });
    }

    private static final List<Observation> PLACES_OF_ONE_CODE = List.of(
            PlanFixtures.fresh(),
            PlanFixtures.fresh(PlanFixtures.member(false)),
            PlanFixtures.fresh(PlanFixtures.member(true)));

    private static Verdict verdict(Claim claim, List<Claim> claimants) {
        List<Claim> rivals =
                claimants.stream().filter(other -> !other.equals(claim)).toList();
        return PlanFixtures.plan(PlanInput.of(claim, rivals), PlanFixtures.fresh())
                .decisions()
                .getFirst()
                .verdict();
    }

    /** Claims on one code that differ in wish, standing, management and Service; two are of the same age. */
    private static void forAllTriplesOfClaimants(Consumer<List<Claim>> law) {
        List<Claim> firsts = claimants(PlanFixtures.owner("a"));
        List<Claim> seconds = claimants(PlanFixtures.owner("b"));
        List<Claim> thirds = claimants(PlanFixtures.olderOwner("c"));
        for (Claim first : firsts) {
            seconds.forEach(second -> thirds.forEach(third -> law.accept(List.of(first, second, third))));
        }
    }

    private static List<Claim> claimants(Owner owner) {
        List<Claim> all = new ArrayList<>();
        for (Membership membership : List.of(PlanFixtures.HERE, PlanFixtures.THERE)) {
            for (Wish wish : List.of(PlanFixtures.RESERVED, PlanFixtures.ABSENT, PlanFixtures.LET_GO)) {
                for (Standing standing : List.of(Standing.NEW, Standing.SETTLED)) {
                    all.add(new Claim(owner, membership, wish, Policies.DEFAULT, standing));
                    all.add(new Claim(owner, membership, wish, PlanFixtures.OBSERVE, standing));
                }
            }
        }
        return all;
    }

    // All worlds of three codes

    private enum Ask {
        NOT_CLAIMED,
        UNRESERVED,
        RESERVED,
        LEAVING
    }

    private enum Actual {
        NO_MEMBER,
        UNRESERVED,
        RESERVED
    }

    private static final int CODES = 3;

    private record World(
            MemberKind kind,
            List<Ask> asks,
            List<Actual> actuals,
            Standing standing,
            Policies policies,
            boolean inUse) {

        private Sid.Member sid(int i) {
            return PlanFixtures.member(kind, i);
        }

        List<Claim> claims() {
            return IntStream.range(0, CODES)
                    .filter(i -> asks.get(i) != Ask.NOT_CLAIMED)
                    .mapToObj(i -> new Claim(
                            PlanFixtures.owner("claim-" + i),
                            new Membership(SERVICE, sid(i)),
                            wish(asks.get(i)),
                            policies,
                            standing))
                    .toList();
        }

        List<PlanInput> inputs() {
            return inputs(claims());
        }

        List<PlanInput> inputs(List<Claim> claims) {
            Set<PlanInput.Hint> hints = inUse ? Set.of(PlanInput.Hint.IN_USE) : Set.of();
            return claims.stream()
                    .map(claim -> new PlanInput(claim, List.of(), hints))
                    .toList();
        }

        PoolSnapshot actual() {
            return PoolSnapshot.of(
                    new PoolKey(SERVICE, kind),
                    NOON,
                    IntStream.range(0, CODES)
                            .filter(i -> actuals.get(i) != Actual.NO_MEMBER)
                            .mapToObj(i -> Member.of(sid(i), actuals.get(i) == Actual.RESERVED))
                            .toList());
        }

        Plan rawPlan() {
            return Planner.plan(inputs(), new Observation.Fresh(actual()));
        }

        Plan appliedPlan() {
            return PlanPolicy.apply(rawPlan());
        }

        /** The pool that a perfect operator leaves behind, told without the planner. */
        PoolSnapshot goal() {
            PoolSnapshot goal = actual();
            for (int i = 0; i < CODES; i++) {
                goal = mayWrite(i) ? goalOf(i, goal) : goal;
            }
            return goal;
        }

        private PoolSnapshot goalOf(int i, PoolSnapshot pool) {
            return switch (asks.get(i)) {
                case NOT_CLAIMED -> pool;
                case UNRESERVED -> pool.with(Member.of(sid(i), false));
                case RESERVED -> pool.with(Member.of(sid(i), true));
                case LEAVING ->
                    inUse && actuals.get(i) != Actual.NO_MEMBER
                            ? pool.with(Member.of(sid(i), true))
                            : pool.without(sid(i));
            };
        }

        private boolean mayWrite(int i) {
            if (policies.management() == Management.OBSERVE || policies.suspend()) {
                return false;
            }
            if (asks.get(i) == Ask.LEAVING) {
                return standing != Standing.NEW;
            }
            if (standing == Standing.SETTLED) {
                return policies.drift() == DriftPolicy.CORRECT;
            }
            return standing == Standing.HOLDING
                    || standing == Standing.STARTED
                    || actuals.get(i) == Actual.NO_MEMBER
                    || mayAdopt(i);
        }

        private boolean mayAdopt(int i) {
            return switch (policies.adoption()) {
                case ALWAYS -> true;
                case IF_MATCHES -> (actuals.get(i) == Actual.RESERVED) == (asks.get(i) == Ask.RESERVED);
                case NEVER -> false;
            };
        }

        boolean isToBeReserved(Membership membership) {
            return claims().stream()
                    .anyMatch(claim -> claim.membership().equals(membership)
                            && claim.wish().equals(PlanFixtures.RESERVED));
        }
    }

    private static Wish wish(Ask ask) {
        return switch (ask) {
            case UNRESERVED -> PlanFixtures.UNRESERVED;
            case RESERVED -> PlanFixtures.RESERVED;
            case LEAVING -> PlanFixtures.ABSENT;
            case NOT_CLAIMED -> throw new IllegalStateException("wishes nothing");
        };
    }

    private static void everywhere(Consumer<World> law) {
        WORLDS.forEach(law);
    }

    /** Compares before it asserts: an assertion a world would cost more than all the planning. */
    private static void same(World world, Object actual, Object expected) {
        if (!actual.equals(expected)) {
            assertThat(actual).as("%s", world).isEqualTo(expected);
        }
    }

    private static void holds(World world, boolean law) {
        if (!law) {
            throw new AssertionError("does not hold in " + world);
        }
    }

    private static List<World> worlds() {
        return Stream.of(MemberKind.values())
                .flatMap(kind -> worlds(kind).stream())
                .toList();
    }

    private static List<World> worlds(MemberKind kind) {
        List<World> worlds = new ArrayList<>();
        for (List<Ask> asks : triplesOf(List.of(Ask.values()))) {
            for (List<Actual> actuals : triplesOf(List.of(Actual.values()))) {
                for (Standing standing : Standing.values()) {
                    for (Policies policies : isOfOneCode(asks, actuals) ? allPolicies() : TELLING_POLICIES) {
                        worlds.add(new World(kind, asks, actuals, standing, policies, false));
                        if (asks.contains(Ask.LEAVING)) {
                            worlds.add(new World(kind, asks, actuals, standing, policies, true));
                        }
                    }
                }
            }
        }
        return worlds;
    }

    /** Claims of different codes do not meet, so that the combinations of policies are tried on one code. */
    private static boolean isOfOneCode(List<Ask> asks, List<Actual> actuals) {
        return asks.subList(1, CODES).stream().allMatch(ask -> ask == Ask.NOT_CLAIMED)
                && actuals.subList(1, CODES).stream().allMatch(actual -> actual == Actual.NO_MEMBER);
    }

    private static final List<Policies> TELLING_POLICIES = List.of(
            Policies.DEFAULT,
            PlanFixtures.IF_MATCHES,
            PlanFixtures.NO_ADOPTION,
            PlanFixtures.REPORT,
            PlanFixtures.SUSPEND,
            PlanFixtures.OBSERVE);

    private static final List<World> WORLDS = worlds();

    private static List<Policies> allPolicies() {
        List<Policies> all = new ArrayList<>();
        for (Management management : Management.values()) {
            for (Adoption adoption : Adoption.values()) {
                for (DriftPolicy drift : DriftPolicy.values()) {
                    all.add(new Policies(management, adoption, drift, false));
                    all.add(new Policies(management, adoption, drift, true));
                }
            }
        }
        return all;
    }

    private static <T> List<List<T>> triplesOf(List<T> values) {
        return values.stream()
                .flatMap(a -> values.stream().flatMap(b -> values.stream().map(c -> List.of(a, b, c))))
                .toList();
    }

    // What Twilio does with a step, told in a few lines. It refuses what makes no sense.

    private static PoolSnapshot execute(List<Step> steps, PoolSnapshot pool) {
        return tryToExecute(steps, pool).orElseThrow(() -> new AssertionError("cannot be executed: " + steps));
    }

    private static Optional<PoolSnapshot> tryToExecute(List<Step> steps, PoolSnapshot pool) {
        Map<Sid.Member, Member> members = new HashMap<>(pool.members());
        for (Step step : steps) {
            var code = step.membership().member();
            if (members.containsKey(code) == step instanceof Step.Add) {
                return Optional.empty();
            }
            switch (step) {
                case Step.Add add -> members.put(code, Member.of(code, add.reserved()));
                case Step.SetReserved set -> members.put(code, Member.of(code, set.reserved()));
                case Step.Remove _ -> members.remove(code);
            }
        }
        return Optional.of(PoolSnapshot.of(pool.key(), pool.seenAt(), members.values()));
    }
}

package dev.proxypool.plan;

import static dev.proxypool.plan.PlanFixtures.NOON;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static dev.proxypool.plan.PlanFixtures.owner;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Claim.Wish;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.MemberKind;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Policies;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.Sid;
import dev.proxypool.plan.Schedule.Wave;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The laws that every schedule keeps, tried on all pools of four codes: what each is, what each shall be, and every capacity
 * that the pool as it is fits into.
 */
class ScheduleLawsTest {

    private static final int CODES = 4;

    @Test
    void noLimitIsEverExceeded() {
        everywhere(world -> world.execute((unreserved, reserved) -> {
            if (unreserved > world.capacity.unreserved() || reserved > world.capacity.reserved()) {
                throw new AssertionError("%d and %d in %s".formatted(unreserved, reserved, world));
            }
        }));
    }

    @Test
    void whatFitsIsReached() {
        everywhere(world -> {
            Map<Sid.Member, Boolean> goal = world.goal();
            int reserved = count(goal, true);
            int unreserved = count(goal, false);
            boolean fits = reserved <= world.capacity.reserved() && unreserved <= world.capacity.unreserved();
            // A code that ends up reserved is added unreserved, so it needs a place that is free in the end.
            boolean needsPlace =
                    !world.kind.addsReserved() && world.addsReserved() && unreserved == world.capacity.unreserved();
            if (fits && !needsPlace && !world.execute((_, _) -> {}).equals(goal)) {
                assertThat(world.execute((_, _) -> {})).as("%s", world).isEqualTo(goal);
            }
        });
    }

    @Test
    void everyDecisionIsScheduledOnce() {
        everywhere(world -> {
            List<Decision> scheduled = world.schedule().waves().stream()
                    .filter(wave -> !wave.takesOut())
                    .flatMap(wave -> wave.decisions().stream())
                    .toList();
            if (scheduled.size() != world.decisions().size()
                    || !new HashSet<>(scheduled).equals(new HashSet<>(world.decisions()))) {
                assertThat(scheduled).as("%s", world).containsExactlyInAnyOrderElementsOf(world.decisions());
            }
        });
    }

    @Test
    void aDeclaredMemberIsTakenOutOnlyWhereBothKindsOfPlacesAreTaken() {
        everywhere(world -> {
            List<Wave> takenOut =
                    world.schedule().waves().stream().filter(Wave::takesOut).toList();
            boolean full = count(world.actual, true) == world.capacity.reserved()
                    || count(world.actual, false) == world.capacity.unreserved()
                    || world.goalIsFull();
            if (takenOut.size() > 1 || !takenOut.isEmpty() && !full) {
                throw new AssertionError("%s in %s".formatted(takenOut, world));
            }
        });
    }

    private static int count(Map<Sid.Member, Boolean> members, boolean reserved) {
        return (int) members.values().stream().filter(is -> is == reserved).count();
    }

    private interface Watcher {
        void sees(int unreserved, int reserved);
    }

    /** What the code is: null if it is no member. */
    private record World(
            MemberKind kind, Map<Sid.Member, Boolean> actual, Map<Sid.Member, Wish> wishes, Capacity capacity) {

        PoolSnapshot pool() {
            return PoolSnapshot.of(
                    new PoolKey(SERVICE, kind),
                    NOON,
                    actual.entrySet().stream()
                            .map(member -> Member.of(member.getKey(), member.getValue()))
                            .toList());
        }

        List<Decision> decisions() {
            List<Claim> claims = new ArrayList<>();
            wishes.forEach((code, wish) -> claims.add(new Claim(
                    owner("pool"), new Membership(SERVICE, code), wish, Policies.DEFAULT, Claim.Standing.HOLDING)));
            return Planner.plan(PlanFixtures.alone(claims), new Observation.Fresh(pool())).decisions().stream()
                    .filter(decision -> !decision.steps().isEmpty())
                    .toList();
        }

        Schedule schedule() {
            return Schedule.of(decisions(), pool(), capacity);
        }

        boolean addsReserved() {
            return wishes.entrySet().stream()
                    .anyMatch(wish ->
                            wish.getValue().equals(new Wish.Present(true)) && !actual.containsKey(wish.getKey()));
        }

        boolean goalIsFull() {
            return count(goal(), true) == capacity.reserved() || count(goal(), false) == capacity.unreserved();
        }

        Map<Sid.Member, Boolean> goal() {
            Map<Sid.Member, Boolean> goal = new HashMap<>(actual);
            wishes.forEach((code, wish) -> {
                if (wish instanceof Wish.Present(var reserved)) {
                    goal.put(code, reserved);
                } else {
                    goal.remove(code);
                }
            });
            return goal;
        }

        /** Wave by wave, as Twilio would; a step for which there is no room is refused. */
        Map<Sid.Member, Boolean> execute(Watcher watcher) {
            Map<Sid.Member, Boolean> now = new HashMap<>(actual);
            for (Wave wave : schedule().waves()) {
                for (Decision decision : wave.decisions()) {
                    Sid.Member code =
                            Objects.requireNonNull(decision.membership()).member();
                    if (wave.takesOut()) {
                        now.remove(code);
                    } else {
                        carryOut(decision, code, now);
                    }
                    watcher.sees(count(now, false), count(now, true));
                }
                long adding = wave.decisions().stream()
                        .filter(decision -> decision.steps().size() == 2)
                        .count();
                // So many are unreserved for a moment, if they are under way together.
                if (adding > 0 && adding == wave.decisions().size() && fitted(wave, now)) {
                    watcher.sees(count(now, false) + (int) Math.min(adding, wave.atATime()), 0);
                }
            }
            return now;
        }

        /** The last wave has what found no room. */
        private static boolean fitted(Wave wave, Map<Sid.Member, Boolean> now) {
            return wave.decisions().stream()
                    .allMatch(decision -> now.containsKey(
                            Objects.requireNonNull(decision.membership()).member()));
        }

        private void carryOut(Decision decision, Sid.Member code, Map<Sid.Member, Boolean> now) {
            Wish wish = ((Claim) decision.claim()).wish();
            if (!(wish instanceof Wish.Present(var reserved))) {
                now.remove(code);
                return;
            }
            boolean reservedIsFull = count(now, true) >= capacity.reserved();
            boolean unreservedIsFull = count(now, false) >= capacity.unreserved();
            boolean isThere = now.containsKey(code);
            boolean refused = isThere
                    ? reserved ? reservedIsFull : unreservedIsFull
                    : kind.addsReserved()
                            ? reserved ? reservedIsFull : unreservedIsFull
                            : unreservedIsFull || reserved && reservedIsFull;
            if (!refused) {
                now.put(code, reserved);
            }
        }
    }

    private static final List<Wish> WISHES =
            List.of(new Wish.Present(false), new Wish.Present(true), new Wish.Absent(Claim.Drain.NONE));

    private static void everywhere(Consumer<World> law) {
        for (MemberKind kind : MemberKind.values()) {
            everywhere(kind, law);
        }
    }

    private static void everywhere(MemberKind kind, Consumer<World> law) {
        int options = 3 * 3; // a code is absent, unreserved or reserved, and shall be one of these
        int worlds = (int) Math.pow(options, CODES);
        for (int i = 0; i < worlds; i++) {
            Map<Sid.Member, Boolean> actual = new HashMap<>();
            Map<Sid.Member, Wish> wishes = new HashMap<>();
            int rest = i;
            for (int c = 0; c < CODES; c++) {
                int is = rest % 3;
                int shall = rest / 3 % 3;
                rest /= options;
                if (is > 0) {
                    actual.put(PlanFixtures.member(kind, c), is == 2);
                }
                wishes.put(PlanFixtures.member(kind, c), WISHES.get(shall));
            }
            IntStream.rangeClosed(count(actual, false), CODES)
                    .forEach(unreserved -> IntStream.rangeClosed(count(actual, true), CODES)
                            .forEach(reserved ->
                                    law.accept(new World(kind, actual, wishes, new Capacity(unreserved, reserved)))));
        }
    }
}

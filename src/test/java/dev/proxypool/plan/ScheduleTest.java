package dev.proxypool.plan;

import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static dev.proxypool.plan.PlanFixtures.code;
import static dev.proxypool.plan.PlanFixtures.owner;
import static dev.proxypool.plan.PlanFixtures.pool;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Claim.Wish;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Policies;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.plan.Schedule.Wave;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** In which order a pool is changed, wave by wave; a wave is shown as the numbers of its codes. */
class ScheduleTest {

    private static final Wish RESERVED = new Wish.Present(true);
    private static final Wish UNRESERVED = new Wish.Present(false);
    private static final Wish GONE = new Wish.Absent(Claim.Drain.NONE);

    private final List<Claim> claims = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();

    @Test
    void removalsComeFirstThenReservationsThenReservedAddsThenReleasesThenAdds() {
        isNew(1, UNRESERVED);
        is(2, true, UNRESERVED);
        isNew(3, RESERVED);
        is(4, false, RESERVED);
        is(5, false, GONE);

        Schedule schedule = schedule(new Capacity(500, 5_000));

        assertThat(waves(schedule)).containsExactly(List.of(5), List.of(4), List.of(3), List.of(2), List.of(1));
        assertThat(schedule.waves()).allMatch(wave -> wave.atATime() == 8).noneMatch(Wave::takesOut);
    }

    @Test
    void withoutAnythingToDoThereIsNoWave() {
        assertThat(schedule(new Capacity(1, 1)).waves()).isEmpty();
    }

    @Test
    void soManyReservedAddsAreUnderWayAsHaveAPlace() {
        IntStream.rangeClosed(1, 20).forEach(i -> isNew(i, RESERVED));

        assertThat(schedule(new Capacity(3, 100)).waves())
                .singleElement()
                .satisfies(wave -> assertThat(wave.decisions()).hasSize(20))
                .satisfies(wave -> assertThat(wave.atATime()).isEqualTo(3));
        assertThat(schedule(new Capacity(9, 100)).waves())
                .singleElement()
                .satisfies(wave -> assertThat(wave.atATime()).isEqualTo(8));
    }

    @Test
    void aReservedAddWithoutAPlaceForAMomentComesLast() {
        is(1, false, UNRESERVED);
        isNew(2, RESERVED);

        assertThat(schedule(new Capacity(1, 5)).waves())
                .singleElement()
                .satisfies(wave -> assertThat(wave.atATime()).isEqualTo(8));
    }

    @Test
    void whatFindsNoRoomComesLastAndIsNotForgotten() {
        is(1, false, UNRESERVED);
        is(2, true, RESERVED);
        isNew(3, UNRESERVED);
        isNew(4, RESERVED);
        is(5, false, RESERVED);

        assertThat(waves(schedule(new Capacity(2, 1)))).containsExactly(List.of(5, 4, 3));
    }

    @Test
    void aRemovalFreesAPlaceOfItsKind() {
        is(1, true, GONE);
        is(2, false, RESERVED);
        assertThat(waves(schedule(new Capacity(1, 1)))).containsExactly(List.of(1), List.of(2));

        claims.clear();
        members.clear();
        is(1, false, GONE);
        isNew(2, UNRESERVED);
        isNew(3, UNRESERVED);
        assertThat(waves(schedule(new Capacity(1, 1)))).containsExactly(List.of(1), List.of(2), List.of(3));
    }

    @Test
    void aReservationFreesTheUnreservedPlaceForTheNext() {
        is(1, false, RESERVED);
        isNew(2, UNRESERVED);

        assertThat(waves(schedule(new Capacity(1, 1)))).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void aReleaseFreesTheReservedPlaceForAReservation() {
        is(1, true, UNRESERVED);
        is(2, false, RESERVED);

        Schedule schedule = schedule(new Capacity(2, 1));

        assertThat(waves(schedule)).containsExactly(List.of(1), List.of(2));
        assertThat(schedule.waves()).noneMatch(Wave::takesOut);
    }

    @Test
    void addsLeaveAPlaceToWhatIsToBeReserved() {
        is(1, true, UNRESERVED);
        isNew(2, RESERVED);
        isNew(3, UNRESERVED);
        isNew(4, UNRESERVED);

        assertThat(waves(schedule(new Capacity(4, 1)))).containsExactly(List.of(1), List.of(2), List.of(3, 4));
    }

    @Test
    void aPlaceIsLeftEvenToWhatFindsNoRoomToBeReserved() {
        isNew(2, RESERVED);
        isNew(3, UNRESERVED);
        isNew(4, UNRESERVED);

        assertThat(waves(schedule(new Capacity(2, 0)))).containsExactly(List.of(3), List.of(2, 4));
    }

    @Test
    void aRemovalFreesNoPlaceOfTheOtherKind() {
        is(1, false, GONE);
        is(2, false, RESERVED);
        isNew(3, UNRESERVED);

        assertThat(waves(schedule(new Capacity(2, 0)))).containsExactly(List.of(1), List.of(3), List.of(2));
    }

    @Test
    void theRemovalOfAReservedMemberFreesOneReservedPlace() {
        is(1, true, GONE);
        is(2, false, RESERVED);
        is(3, false, RESERVED);

        assertThat(waves(schedule(new Capacity(2, 1)))).containsExactly(List.of(1), List.of(2), List.of(3));
    }

    @Test
    void aReleaseTakesAnUnreservedPlace() {
        is(1, true, UNRESERVED);
        isNew(2, UNRESERVED);
        isNew(3, UNRESERVED);

        assertThat(waves(schedule(new Capacity(2, 1)))).containsExactly(List.of(1), List.of(2), List.of(3));
    }

    @Test
    void asManyAreReservedAsHaveAPlaceAndOneMoreForEachRelease() {
        is(1, true, UNRESERVED);
        IntStream.rangeClosed(2, 4).forEach(i -> is(i, false, RESERVED));

        assertThat(waves(schedule(new Capacity(4, 2)))).containsExactly(List.of(2), List.of(1), List.of(3), List.of(4));
    }

    @Test
    void asManyAreAddedReservedAsHaveAPlaceAndOneMoreForEachRelease() {
        is(1, true, UNRESERVED);
        IntStream.rangeClosed(2, 4).forEach(i -> isNew(i, RESERVED));

        assertThat(waves(schedule(new Capacity(4, 2)))).containsExactly(List.of(2), List.of(1), List.of(3), List.of(4));
    }

    @Test
    void whereBothKindsOfPlacesAreTakenOneIsTakenOutAndAddedAgain() {
        is(1, true, UNRESERVED);
        is(2, false, RESERVED);

        Schedule schedule = schedule(new Capacity(1, 1));

        assertThat(waves(schedule)).containsExactly(List.of(1), List.of(2), List.of(1));
        assertThat(schedule.waves()).extracting(Wave::takesOut).containsExactly(true, false, false);
        assertThat(schedule.waves().getFirst().atATime()).isOne();
    }

    @Test
    void oneTakenOutMakesRoomForAllThatChangePlaces() {
        is(1, true, UNRESERVED);
        is(2, true, UNRESERVED);
        is(3, false, RESERVED);
        is(4, false, RESERVED);

        Schedule schedule = schedule(new Capacity(2, 2));

        assertThat(schedule.waves().stream().filter(Wave::takesOut)).hasSize(1);
        assertThat(waves(schedule)).containsExactly(List.of(1), List.of(3), List.of(2), List.of(4), List.of(1));
    }

    @Test
    void nothingIsTakenOutForAPoolThatIsJustFull() {
        is(1, true, UNRESERVED);
        is(2, false, UNRESERVED);
        assertThat(schedule(new Capacity(1, 1)).waves()).singleElement().matches(wave -> !wave.takesOut());

        claims.clear();
        members.clear();
        is(1, true, RESERVED);
        is(2, false, RESERVED);
        assertThat(schedule(new Capacity(1, 1)).waves()).singleElement().matches(wave -> !wave.takesOut());
    }

    /** A phone number is added as reserved, so it needs no unreserved place, and leaves them to the others. */
    @Test
    void aNumberThatIsToBeReservedNeedsAReservedPlaceOnly() {
        List<Claim> numbers = IntStream.rangeClosed(1, 12)
                .mapToObj(i -> new Claim(
                        owner("pool"),
                        new Membership(SERVICE, PlanFixtures.number(i)),
                        i == 12 ? UNRESERVED : RESERVED,
                        Policies.DEFAULT,
                        Claim.Standing.HOLDING))
                .toList();
        PoolSnapshot pool = PlanFixtures.numbers(PlanFixtures.phone(20, false, 0, 0));
        List<Decision> decisions = Planner.plan(PlanFixtures.alone(numbers), new Observation.Fresh(pool))
                .decisions();

        Schedule full = Schedule.of(decisions, pool, new Capacity(1, 11));
        Schedule oneFree = Schedule.of(decisions, pool, new Capacity(2, 10));

        assertThat(full.waves()).extracting(wave -> wave.decisions().size()).containsExactly(11, 1);
        assertThat(full.waves().getFirst().atATime()).isEqualTo(8);
        assertThat(oneFree.waves())
                .as("those with a place, then the unreserved one, and last the one without a place")
                .extracting(wave -> wave.decisions().size())
                .containsExactly(10, 1, 1);
    }

    @Test
    void aNumberThatSessionsUseIsNotTakenOut() {
        inUse(1, 3);
        is(2, false, RESERVED);
        assertThat(schedule(new Capacity(1, 1)).waves()).noneMatch(Wave::takesOut);

        inUse(3, 0);
        is(4, false, RESERVED);

        Schedule schedule = schedule(new Capacity(2, 2));
        assertThat(waves(schedule)).containsExactly(List.of(3), List.of(2), List.of(1), List.of(4), List.of(3));
        assertThat(schedule.waves().stream().filter(Wave::takesOut)).hasSize(1);
    }

    /** Reserved, and to be released. */
    private void inUse(int number, int sessions) {
        Member.Details details = PlanFixtures.phone(number, true, sessions, 0).details();
        members.add(new Member(code(number), true, details));
        isNew(number, UNRESERVED);
    }

    private void isNew(int number, Wish wish) {
        claims.add(new Claim(
                owner("pool"), new Membership(SERVICE, code(number)), wish, Policies.DEFAULT, Claim.Standing.HOLDING));
    }

    private void is(int number, boolean reserved, Wish wish) {
        members.add(Member.of(code(number), reserved));
        isNew(number, wish);
    }

    private Schedule schedule(Capacity capacity) {
        PoolSnapshot pool = pool(members.toArray(Member[]::new));
        List<Decision> decisions =
                Planner.plan(PlanFixtures.alone(claims), new Observation.Fresh(pool)).decisions().stream()
                        .filter(decision -> !decision.steps().isEmpty())
                        .toList();
        return Schedule.of(decisions, pool, capacity);
    }

    private static List<List<Integer>> waves(Schedule schedule) {
        return schedule.waves().stream()
                .map(wave -> wave.decisions().stream()
                        .map(decision -> Objects.requireNonNull(decision.membership())
                                .member()
                                .value())
                        .map(sid -> Integer.parseInt(sid.substring(2)))
                        .toList())
                .toList();
    }
}

package dev.proxypool.plan;

import static dev.proxypool.domain.Claim.Standing.NEW;
import static dev.proxypool.domain.Claim.Standing.SETTLED;
import static dev.proxypool.plan.PlanFixtures.ABSENT;
import static dev.proxypool.plan.PlanFixtures.CODE;
import static dev.proxypool.plan.PlanFixtures.DRAINED;
import static dev.proxypool.plan.PlanFixtures.HERE;
import static dev.proxypool.plan.PlanFixtures.LET_GO;
import static dev.proxypool.plan.PlanFixtures.OUTAGE;
import static dev.proxypool.plan.PlanFixtures.REPORT;
import static dev.proxypool.plan.PlanFixtures.RESERVED;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static dev.proxypool.plan.PlanFixtures.SUSPEND;
import static dev.proxypool.plan.PlanFixtures.THERE;
import static dev.proxypool.plan.PlanFixtures.TO_DRAIN;
import static dev.proxypool.plan.PlanFixtures.UNRESERVED;
import static dev.proxypool.plan.PlanFixtures.claim;
import static dev.proxypool.plan.PlanFixtures.fresh;
import static dev.proxypool.plan.PlanFixtures.member;
import static dev.proxypool.plan.PlanFixtures.mover;
import static dev.proxypool.plan.PlanFixtures.owner;
import static dev.proxypool.plan.PlanFixtures.rival;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Policies;
import dev.proxypool.plan.PlanInput.Hint;
import dev.proxypool.plan.Verdict.Drift;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is done over time: a code that moves, one that drains, and one that somebody else fights for. */
class MovesAndDrainsTest {

    private static final Observation NO_MEMBER = fresh();
    private static final Observation FREE = fresh(member(false));
    private static final Observation KEPT = fresh(member(true));
    private static final Observation NO_SERVICE = new Observation.ServiceGone(SERVICE);
    private static final Observation UNREADABLE = new Observation.Unreadable(OUTAGE);
    private static final Step RESERVE = new Step.SetReserved(HERE, true);

    private record Row(String why, PlanInput input, Observation seen, Verdict verdict, List<Step> steps) {
        @Override
        public String toString() {
            return why;
        }
    }

    static Stream<Row> rows() {
        PlanInput moving = asked(mover(false, true, Policies.DEFAULT));
        PlanInput movingReserved = asked(mover(true, true, Policies.DEFAULT));
        PlanInput movingSlowly = asked(mover(false, false, Policies.DEFAULT));
        PlanInput draining = asked(claim(TO_DRAIN, SETTLED));
        return Stream.of(
                new Row(
                        "out of the one, then into the other",
                        moving,
                        FREE,
                        new Verdict.Moving(),
                        List.of(new Step.Remove(HERE, false), new Step.Add(THERE, false))),
                new Row(
                        "reserved there at once",
                        movingReserved,
                        KEPT,
                        new Verdict.Moving(),
                        List.of(
                                new Step.Remove(HERE, true),
                                new Step.Add(THERE, false),
                                new Step.SetReserved(THERE, true))),
                new Row("it has left", moving, NO_MEMBER, new Verdict.Left(), List.of()),
                new Row("its Service is gone, and it with it", moving, NO_SERVICE, new Verdict.Left(), List.of()),
                new Row("nothing is known", moving, UNREADABLE, new Verdict.PoolUnreadable(OUTAGE), List.of()),
                new Row("a move drains first", movingSlowly, FREE, new Verdict.Draining(), List.of(RESERVE)),
                new Row("and waits", movingSlowly, KEPT, new Verdict.Draining(), List.of()),
                new Row(
                        "a move waits for Sessions",
                        moving.knowing(Hint.IN_USE),
                        FREE,
                        new Verdict.InUse(),
                        List.of(RESERVE)),
                new Row(
                        "whoever holds the code too is older",
                        PlanInput.of(
                                mover(false, true, Policies.DEFAULT), List.of(rival("a", HERE, RESERVED, SETTLED))),
                        FREE,
                        new Verdict.Conflict(owner("a")),
                        List.of()),
                new Row("a drain reserves", draining, FREE, new Verdict.Draining(), List.of(RESERVE)),
                new Row("and waits", draining, KEPT, new Verdict.Draining(), List.of()),
                new Row("what is in use says so", draining.knowing(Hint.IN_USE), KEPT, new Verdict.InUse(), List.of()),
                new Row(
                        "what needs no drain is removed",
                        asked(claim(ABSENT, SETTLED)),
                        FREE,
                        new Verdict.Removing(),
                        List.of(new Step.Remove(HERE, false))),
                new Row(
                        "a drained code is removed",
                        asked(claim(DRAINED, SETTLED)),
                        KEPT,
                        new Verdict.Removing(),
                        List.of(new Step.Remove(HERE, true))),
                new Row(
                        "a drain begins anew where the member is found unreserved",
                        asked(claim(DRAINED, SETTLED)),
                        FREE,
                        new Verdict.Draining(),
                        List.of(RESERVE)),
                new Row(
                        "somebody else fights for it",
                        asked(claim(RESERVED, SETTLED)).knowing(Hint.CONTESTED),
                        FREE,
                        new Verdict.Contested(Drift.RELEASED),
                        List.of(RESERVE)),
                new Row(
                        "nobody fights for what is as declared",
                        asked(claim(RESERVED, SETTLED)).knowing(Hint.CONTESTED),
                        KEPT,
                        new Verdict.InSync(),
                        List.of()),
                new Row(
                        "an edit is no fight",
                        asked(claim(UNRESERVED, NEW)).knowing(Hint.CONTESTED),
                        NO_MEMBER,
                        new Verdict.Pending(),
                        List.of(new Step.Add(HERE, false))));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theTable(Row row) {
        Decision decision =
                PlanFixtures.plan(row.input(), row.seen()).decisions().getFirst();

        assertThat(decision.verdict()).isEqualTo(row.verdict());
        assertThat(decision.steps()).isEqualTo(row.steps());
    }

    @Test
    void whatIsContestedIsHeldBack() {
        PlanInput contested = asked(claim(RESERVED, SETTLED)).knowing(Hint.CONTESTED);

        assertThat(PlanPolicy.apply(PlanFixtures.plan(contested, FREE)).decisions())
                .singleElement()
                .satisfies(decision -> assertThat(decision.held()).containsExactly(RESERVE));
    }

    @Test
    void aSuspendedMoveShowsAllOfIt() {
        Decision decision = PlanPolicy.apply(PlanFixtures.plan(asked(mover(true, true, SUSPEND)), FREE))
                .decisions()
                .getFirst();

        assertThat(decision.steps()).isEmpty();
        assertThat(decision.held()).hasSize(3);
    }

    @Test
    void aReportOfDriftDoesNotHoldAMoveBack() {
        assertThat(PlanPolicy.apply(PlanFixtures.plan(asked(mover(true, true, REPORT)), FREE))
                        .steps())
                .hasSize(3);
    }

    @Test
    void whoeverMovesStaysAndArrivesAsNew() {
        Claim moving = mover(true, true, REPORT);

        assertThat(moving.leaving()).isFalse();
        assertThat(moving.arriving()).contains(new Claim(owner("mine"), THERE, RESERVED, REPORT, NEW));
        assertThat(claim(RESERVED, SETTLED).arriving()).isEmpty();
        assertThat(THERE.member()).isEqualTo(CODE);
    }

    @Test
    void aQuestionAboutAnotherPlaceForgetsNothing() {
        Claim other = rival("other", HERE, RESERVED, SETTLED);
        PlanInput input = PlanInput.of(claim(LET_GO, NEW), List.of(other)).knowing(Hint.CONTESTED);

        assertThat(input.about(claim(RESERVED, NEW)))
                .isEqualTo(PlanInput.of(claim(RESERVED, NEW), List.of(other)).knowing(Hint.CONTESTED));
    }

    private static PlanInput asked(Claim claim) {
        return PlanInput.of(claim, List.of());
    }
}

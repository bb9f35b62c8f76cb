package dev.proxypool.plan;

import static dev.proxypool.plan.PlanFixtures.ABSENT;
import static dev.proxypool.plan.PlanFixtures.DRAINED;
import static dev.proxypool.plan.PlanFixtures.ELSEWHERE;
import static dev.proxypool.plan.PlanFixtures.RESERVED;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static dev.proxypool.plan.PlanFixtures.TO_DRAIN;
import static dev.proxypool.plan.PlanFixtures.UNRESERVED;
import static dev.proxypool.plan.PlanFixtures.numbers;
import static dev.proxypool.plan.PlanFixtures.owner;
import static dev.proxypool.plan.PlanFixtures.phone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Claim.Standing;
import dev.proxypool.domain.Claim.Wish;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.MemberKind;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Policies;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.Sid;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What differs from short codes: one request adds and reserves, a number has two names, and Twilio reports its use. */
class PhoneNumbersTest {

    private static final Sid.Member NUMBER = PlanFixtures.number(1);
    private static final Sid.Member SID = PlanFixtures.member(MemberKind.PHONE_NUMBER, 1);
    private static final Wish MOVED = new Wish.Moved(ELSEWHERE, true, Claim.Drain.NONE);

    private record Row(Wish wish, Member member, Verdict verdict, List<String> steps) {
        @Override
        public String toString() {
            return wish + " of " + member;
        }
    }

    static Stream<Row> leaving() {
        Verdict removing = new Verdict.Removing();
        Verdict inUse = new Verdict.InUse();
        Verdict draining = new Verdict.Draining();
        return Stream.of(
                new Row(ABSENT, phone(1, false, 0, 0), removing, List.of("remove")),
                new Row(ABSENT, phone(1, false, 3, 0), inUse, List.of("reserve")),
                new Row(ABSENT, phone(1, true, 3, 0), inUse, List.of()),
                new Row(ABSENT, phone(1, true, 0, 1), inUse, List.of()),
                new Row(ABSENT, phone(1, true, 0, 2), removing, List.of("remove")),
                new Row(ABSENT, phone(1, false, null, 0), removing, List.of("remove")),
                new Row(ABSENT, phone(1, true, null, 0), removing, List.of("remove")),
                new Row(TO_DRAIN, phone(1, false, 0, 0), draining, List.of("reserve")),
                new Row(TO_DRAIN, phone(1, true, 3, 0), draining, List.of()),
                new Row(TO_DRAIN, phone(1, true, 0, 1), draining, List.of()),
                new Row(TO_DRAIN, phone(1, true, 0, 2), removing, List.of("remove")),
                new Row(TO_DRAIN, phone(1, true, null, 0), draining, List.of()),
                new Row(DRAINED, phone(1, true, 3, 0), removing, List.of("remove")),
                new Row(DRAINED, phone(1, false, 3, 0), draining, List.of("reserve")),
                new Row(MOVED, phone(1, true, 3, 0), inUse, List.of()),
                new Row(MOVED, phone(1, true, 0, 2), new Verdict.Moving(), List.of("remove", "add")));
    }

    @ParameterizedTest
    @MethodSource("leaving")
    void itsUseDecidesWhenItMayLeave(Row row) {
        for (Sid.Member name : List.of(NUMBER, SID)) {
            Decision decision = decide(claim(name, row.wish(), Standing.HOLDING), numbers(row.member()));

            assertThat(decision.verdict()).isEqualTo(row.verdict());
            assertThat(decision.steps())
                    .extracting(step -> step.describe().split(" ")[0])
                    .isEqualTo(row.steps());
        }
    }

    @Test
    void oneStepAddsAndReserves() {
        Membership here = new Membership(SERVICE, NUMBER);

        assertThat(decide(claim(NUMBER, RESERVED, Standing.NEW), numbers()).steps())
                .containsExactly(new Step.Add(here, true));
        assertThat(decide(claim(NUMBER, UNRESERVED, Standing.NEW), numbers()).steps())
                .containsExactly(new Step.Add(here, false));
        assertThat(decide(claim(NUMBER, MOVED, Standing.HOLDING), numbers(phone(1, true, 0, 2)))
                        .steps())
                .containsExactly(new Step.Remove(here, true), new Step.Add(new Membership(ELSEWHERE, NUMBER), true));
    }

    @Test
    void aMemberIsFoundByEitherName() {
        PoolSnapshot pool = numbers(phone(1, true, 0, 0), phone(2, false, 0, 0));

        assertThat(decide(claim(NUMBER, RESERVED, Standing.SETTLED), pool).verdict())
                .isEqualTo(new Verdict.InSync());
        assertThat(decide(claim(SID, RESERVED, Standing.SETTLED), pool).verdict())
                .isEqualTo(new Verdict.InSync());
        assertThat(decide(claim(PlanFixtures.number(3), RESERVED, Standing.SETTLED), pool)
                        .steps())
                .hasSize(1);
    }

    private static Claim claim(Sid.Member name, Wish wish, Standing standing) {
        return new Claim(owner("mine"), new Membership(SERVICE, name), wish, Policies.DEFAULT, standing);
    }

    private static Decision decide(Claim claim, PoolSnapshot pool) {
        return PlanFixtures.plan(PlanInput.of(claim, List.of()), new Observation.Fresh(pool))
                .decisions()
                .getFirst();
    }
}

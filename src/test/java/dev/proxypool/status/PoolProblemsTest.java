package dev.proxypool.status;

import static dev.proxypool.api.ClaimsFixtures.keeping;
import static dev.proxypool.domain.Claim.Standing.NEW;
import static dev.proxypool.domain.Claim.Standing.SETTLED;
import static dev.proxypool.plan.PlanFixtures.OUTAGE;
import static dev.proxypool.plan.PlanFixtures.RESERVED;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static dev.proxypool.plan.PlanFixtures.SUSPEND;
import static dev.proxypool.plan.PlanFixtures.UNRESERVED;
import static dev.proxypool.plan.PlanFixtures.code;
import static dev.proxypool.plan.PlanFixtures.fresh;
import static dev.proxypool.plan.PlanFixtures.owner;
import static dev.proxypool.status.Passes.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.Claims;
import dev.proxypool.api.PoolStatus;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Claim.Standing;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Policies;
import dev.proxypool.domain.Trouble;
import dev.proxypool.domain.Trouble.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many codes with problems: how many there are is never lost, however few the status has room for. */
class PoolProblemsTest {

    private static final Trouble UNKNOWN = rejected(Refusal.UNKNOWN_SHORT_CODE);
    private static final Trouble FULL = rejected(Refusal.POOL_FULL);

    @Test
    void codesWithTheSameProblemAreReportedByTheirNumberWithAnExample() {
        PoolStatus status = project(failed(1, 40, UNKNOWN).toList());

        assertThat(ready(status))
                .startsWith("40 short codes, for example %s: CreateShortCode: Bound elsewhere".formatted(code(1)))
                .doesNotContain(code(2).value());
        assertThat(status.problems()).hasSize(20);
        assertThat(status.problemCount()).isEqualTo(40);
        assertThat(project(status, failed(1, 40, UNKNOWN).toList())).isSameAs(status);
    }

    @Test
    void oneCodeIsReportedAlone() {
        PoolStatus status = project(failed(7, 7, UNKNOWN).toList());

        assertThat(ready(status)).startsWith(code(7) + ": CreateShortCode: Bound elsewhere");
        assertThat(status.problemCount()).isEqualTo(1);
    }

    @Test
    void codesWithAnotherProblemOrNoneAreNotInTheNumberOfTheFirst() {
        List<ClaimResult> claims = Stream.of(
                        failed(1, 2, OUTAGE), failed(3, 5, UNKNOWN), failed(6, 9, FULL), inSync(10))
                .flatMap(all -> all)
                .toList();

        PoolStatus status = project(claims);

        assertThat(ready(status)).startsWith("3 short codes, for example " + code(3));
        assertThat(status.problemCount()).as("all that need attention").isEqualTo(9);
    }

    @Test
    void whatIsHeldBackIsCounted() {
        List<ClaimResult> claims = IntStream.rangeClosed(1, 30)
                .mapToObj(i ->
                        done(i, new Claim(owner("pool"), new Membership(SERVICE, code(i)), UNRESERVED, SUSPEND, NEW)))
                .toList();

        PoolStatus status = project(claims);

        assertThat(status.plan()).hasSize(20);
        assertThat(status.planCount()).isEqualTo(30);
        assertThat(status.problemCount()).isEqualTo(30);
        assertThat(ready(status)).startsWith("30 short codes, for example " + code(1) + ": spec.suspend is true");
    }

    @Test
    void whereNothingIsWrongNothingIsCounted() {
        PoolStatus status = project(inSync(10).toList());

        assertThat(status.problemCount()).isZero();
        assertThat(status.planCount()).isZero();
    }

    private static PoolStatus project(List<ClaimResult> claims) {
        return project(PoolStatus.NONE, claims);
    }

    private static PoolStatus project(PoolStatus old, List<ClaimResult> claims) {
        Claims pool = keeping(List.of(), List.of(), false, Policies.DEFAULT);
        PassResult passed =
                new PassResult(pool, fresh(), new ArrayList<>(claims), Optional.empty(), Set.of(), Set.of(), 0);
        return PoolStatusFactory.project(passed, Passes.frame(old));
    }

    private static Stream<ClaimResult> failed(int from, int to, Trouble trouble) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> {
            var ended = Passes.failed(claim(i, NEW), fresh(), trouble);
            return new ClaimResult(code(i), true, ended.decision(), ended.outcome());
        });
    }

    private static Stream<ClaimResult> inSync(int number) {
        return Stream.of(done(number, claim(number, SETTLED), Member.of(code(number), true)));
    }

    private static ClaimResult done(int number, Claim claim, Member... seen) {
        Observation pool = fresh(seen);
        var ended = Passes.done(claim, pool);
        return new ClaimResult(code(number), true, ended.decision(), ended.outcome());
    }

    private static Claim claim(int number, Standing standing) {
        return new Claim(owner("pool"), new Membership(SERVICE, code(number)), RESERVED, Policies.DEFAULT, standing);
    }

    private static String ready(PoolStatus status) {
        return status.conditions().getFirst().message();
    }
}

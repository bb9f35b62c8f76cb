package dev.proxypool.status;

import static dev.proxypool.api.ClaimsFixtures.keeping;
import static dev.proxypool.plan.PlanFixtures.ABSENT;
import static dev.proxypool.plan.PlanFixtures.CODE;
import static dev.proxypool.plan.PlanFixtures.OUTAGE;
import static dev.proxypool.plan.PlanFixtures.RESERVED;
import static dev.proxypool.plan.PlanFixtures.claim;
import static dev.proxypool.status.Passes.FREE;
import static dev.proxypool.status.Passes.KEPT;
import static dev.proxypool.status.Passes.NO_MEMBER;
import static dev.proxypool.status.Passes.UNREADABLE;
import static dev.proxypool.status.Passes.done;
import static dev.proxypool.status.Passes.failed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.Claims;
import dev.proxypool.api.MemberStatus;
import dev.proxypool.domain.Claim.Standing;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Policies;
import dev.proxypool.domain.Trouble;
import dev.proxypool.status.Passes.Ended;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PassResultTest {

    private static final Ended SETTLED = done(claim(RESERVED, Standing.SETTLED), KEPT);
    private static final Ended CORRECTED = done(claim(RESERVED, Standing.SETTLED), FREE);
    private static final Ended REMOVED = done(claim(ABSENT, Standing.SETTLED), KEPT);
    private static final Ended NOT_REMOVED = failed(claim(ABSENT, Standing.SETTLED), KEPT, OUTAGE);
    private static final Ended BLIND = done(claim(RESERVED, Standing.SETTLED), UNREADABLE);

    @Test
    void itIsSupersededIfNothingWasComeTo() {
        assertThat(result(false, KEPT, 1).isSuperseded()).isTrue();
        assertThat(result(false, KEPT, 0).isSuperseded()).isFalse();
        assertThat(result(false, KEPT, 1, SETTLED).isSuperseded()).isFalse();
    }

    @Test
    void itChangedSomethingIfOneClaimDid() {
        assertThat(result(false, KEPT, 0, SETTLED, CORRECTED).changedSomething())
                .isTrue();
        assertThat(result(false, KEPT, 0, SETTLED).changedSomething()).isFalse();
    }

    @Test
    void aRequestHasItsAnswerIfEveryPoolThatCountsCouldBeRead() {
        assertThat(result(false, KEPT, 0, SETTLED).hasAnswer()).isTrue();
        assertThat(result(false, UNREADABLE, 0, SETTLED).hasAnswer()).isFalse();
        assertThat(result(false, KEPT, 0, SETTLED, BLIND).hasAnswer())
                .as("a move whose target cannot be read")
                .isFalse();
    }

    /** More polls would not change it, so nobody waits for them. */
    @Test
    void whatOnlyTheUserCanEndIsAnAnswerToo() {
        var withdrawn = new Observation.Unreadable(new Trouble.Withdrawn(OUTAGE.exchange()));

        assertThat(result(false, withdrawn, 0, done(claim(RESERVED, Standing.SETTLED), withdrawn))
                        .hasAnswer())
                .isTrue();
        assertThat(result(false, withdrawn, 0, BLIND).hasAnswer()).isFalse();
        assertThat(result(false, UNREADABLE, 0, done(claim(RESERVED, Standing.SETTLED), withdrawn))
                        .hasAnswer())
                .isFalse();
    }

    @Test
    void theFinalizerGoesOnlyIfNothingIsLeft() {
        assertThat(result(true, NO_MEMBER, 0, REMOVED, REMOVED).mayReleaseFinalizer())
                .isTrue();
        assertThat(result(true, NO_MEMBER, 0).mayReleaseFinalizer()).isTrue();
        assertThat(result(false, NO_MEMBER, 0, REMOVED).mayReleaseFinalizer())
                .as("it stays")
                .isFalse();
        assertThat(result(true, NO_MEMBER, 1, REMOVED).mayReleaseFinalizer())
                .as("one is left")
                .isFalse();
        assertThat(result(true, NO_MEMBER, 0, REMOVED, NOT_REMOVED).mayReleaseFinalizer())
                .as("one failed")
                .isFalse();
        assertThat(result(claims(true, List.of("spec is missing")), UNREADABLE, 0)
                        .mayReleaseFinalizer())
                .as("a person has to fix it first")
                .isFalse();
    }

    @Test
    void theStatusOfASingleCodeIsThatOfItsOneClaim() {
        MemberStatus status = StatusFactory.project(result(false, KEPT, 0, SETTLED), Passes.frame(MemberStatus.NONE));

        assertThat(status).isEqualTo(SETTLED.over(MemberStatus.NONE));
    }

    private static PassResult result(boolean leaving, Observation seen, int left, Ended... claims) {
        return result(claims(leaving, List.of()), seen, left, claims);
    }

    private static PassResult result(Claims pool, Observation seen, int left, Ended... claims) {
        List<ClaimResult> results = List.of(claims).stream()
                .map(one -> new ClaimResult(CODE, true, one.decision(), one.outcome()))
                .toList();
        return new PassResult(pool, seen, results, Optional.empty(), Set.of(), Set.of(), left);
    }

    private static Claims claims(boolean leaving, List<String> problems) {
        return keeping(List.of(), problems, leaving, Policies.DEFAULT);
    }
}

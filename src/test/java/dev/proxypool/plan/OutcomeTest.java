package dev.proxypool.plan;

import static dev.proxypool.plan.PlanFixtures.HERE;
import static dev.proxypool.plan.PlanFixtures.OUTAGE;
import static dev.proxypool.plan.PlanFixtures.member;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    private static final Step ADD = new Step.Add(HERE, false);

    @Test
    void nothingDoneIsNothingChanged() {
        assertThat(Outcome.settled(member(true))).isEqualTo(new Outcome(List.of(), null, member(true)));
        assertThat(Outcome.settled(null).changedSomething()).isFalse();
    }

    @Test
    void aFailureAfterAStepChangedSomethingAllTheSame() {
        var failure = new Outcome.Failure(new Step.SetReserved(HERE, true), OUTAGE);

        assertThat(new Outcome(List.of(ADD), failure, member(false)).changedSomething())
                .isTrue();
        assertThat(new Outcome(List.of(), failure, null).changedSomething()).isFalse();
    }
}

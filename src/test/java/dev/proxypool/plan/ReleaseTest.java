package dev.proxypool.plan;

import static dev.proxypool.plan.PlanFixtures.HERE;
import static dev.proxypool.plan.PlanFixtures.OUTAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.plan.Verdict.ReleaseReason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a resource that is being deleted may go. */
class ReleaseTest {

    private static final Step REMOVE = new Step.Remove(HERE, true);
    private static final Outcome NOTHING = Outcome.settled(null);
    private static final Outcome REMOVED = new Outcome(List.of(REMOVE), null, null);
    private static final Outcome FAILED = new Outcome(List.of(), new Outcome.Failure(REMOVE, OUTAGE), null);
    private static final Outcome HALF = new Outcome(List.of(REMOVE), new Outcome.Failure(REMOVE, OUTAGE), null);

    @Test
    void whatIsGoneReleasesIt() {
        assertThat(new Verdict.Gone(ReleaseReason.ABSENT).releases(NOTHING)).isTrue();
    }

    @Test
    void aRemovalReleasesItOnceItIsDone() {
        assertThat(new Verdict.Removing().releases(REMOVED)).isTrue();
        assertThat(new Verdict.Removing().releases(NOTHING)).isFalse();
        assertThat(new Verdict.Removing().releases(FAILED)).isFalse();
        assertThat(new Verdict.Removing().releases(HALF)).isFalse();
    }

    @Test
    void allElseKeepsIt() {
        assertThat(new Verdict.InUse().releases(REMOVED)).isFalse();
        assertThat(new Verdict.Draining().releases(REMOVED)).isFalse();
    }
}

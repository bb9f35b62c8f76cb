package dev.proxypool.plan;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.Trouble;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a decision's steps.
 *
 * @param done the steps that Twilio carried out, in order
 * @param failure the step that failed, and why; null if all were done
 * @param after the member as it is now; null if it is not in the pool
 */
public record Outcome(
        List<Step> done,
        @Nullable Failure failure,
        @Nullable Member after) {

    public Outcome {
        done = List.copyOf(done);
    }

    /** There was nothing to do. */
    public static Outcome settled(@Nullable Member member) {
        return new Outcome(List.of(), null, member);
    }

    public boolean changedSomething() {
        return !done.isEmpty();
    }

    public record Failure(Step step, Trouble trouble) {}
}

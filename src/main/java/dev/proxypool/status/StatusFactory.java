package dev.proxypool.status;

import dev.proxypool.api.Condition;
import dev.proxypool.api.MemberStatus;
import dev.proxypool.domain.Hold;
import dev.proxypool.domain.Trouble;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.Verdict;
import dev.proxypool.status.SessionWords.DrainTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Projects a pass onto the status of its resource. Pure; returns the old status itself if nothing changed. */
public final class StatusFactory {

    private StatusFactory() {}

    /** The status after a pass for the one claim of a single code. */
    public static MemberStatus project(PassResult result, StatusFrame<MemberStatus> frame) {
        List<String> problems = result.pool().problems();
        if (problems.isEmpty()) {
            ClaimResult one = result.claims().getFirst();
            return project(frame, one.decision(), one.outcome());
        }
        List<Condition> conditions = frame.conditions(
                Optional.empty(),
                () -> Finding.ofProblems(problems, result.pool().leaving()),
                false);
        return frame.unlessSame(StatusFields.unseen(frame, conditions));
    }

    static MemberStatus project(StatusFrame<MemberStatus> frame, Decision decision, Outcome outcome) {
        Hold hold = NextHold.of(frame.old().hold(), decision, outcome, frame.now());
        List<Condition> conditions = frame.conditions(
                trouble(decision),
                () -> Finding.of(decision, outcome, drain(frame, hold)),
                decision.claim().policies().suspend());
        return frame.unlessSame(new StatusFields(frame, decision, outcome, hold).with(conditions));
    }

    private static @Nullable DrainTime drain(StatusFrame<MemberStatus> frame, Hold hold) {
        Instant since = hold.drainingSince();
        return since == null ? null : new DrainTime(since, frame.drainEnd().apply(since));
    }

    /** When the next pass must report the resource as stale; empty if none is needed for that. */
    public static Optional<Instant> staleAt(List<Condition> conditions, Duration staleAfter) {
        return Outage.staleAt(conditions, staleAfter);
    }

    private static Optional<Trouble> trouble(Decision decision) {
        return decision.verdict() instanceof Verdict.PoolUnreadable blind
                        && !decision.claim().leaving()
                ? Optional.of(blind.trouble())
                : Optional.empty();
    }
}

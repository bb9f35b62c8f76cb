package dev.proxypool.status;

import dev.proxypool.api.Condition;
import dev.proxypool.api.ShortCodeStatus;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Trouble;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Projects a pass onto the status of its resource. Pure; gives the old status itself back if nothing changed. */
public final class StatusFactory {

    private StatusFactory() {}

    /**
     * What is known of the resource besides its claim.
     *
     * @param generation metadata.generation of the object the claim was read from
     * @param old the status so far
     * @param account null while it cannot be found out
     * @param requestedAt the value of the reconcile annotation, if there is one and a fresh look has served it
     */
    public record Subject(
            long generation,
            ShortCodeStatus old,
            @Nullable AccountUse account,
            @Nullable String requestedAt) {}

    /**
     * The status after a pass.
     *
     * @param staleAfter how long a settled resource stays Ready while its pool cannot be read
     */
    public static ShortCodeStatus project(
            Subject subject, Decision decision, Outcome outcome, Duration staleAfter, Instant now) {
        var conditions = new Conditions(subject.old().conditions(), subject.generation(), now);
        Outage outage = new Outage(subject.old().conditions(), subject.generation());
        Optional<Trouble> trouble = troubleOfTheLook(decision).filter(outage::leavesReady);
        if (trouble.isPresent()) {
            outage.say(conditions, trouble.get(), staleAfter, now);
        } else {
            conditions.say(Finding.of(decision, outcome));
        }
        if (decision.claim().policies().suspend()) {
            conditions.say(
                    Condition.SUSPENDED,
                    true,
                    "Suspended",
                    "spec.suspend is true: the operator writes nothing to Twilio");
        }
        ShortCodeStatus status = new StatusFields(subject, decision, outcome, now).with(conditions.list());
        return status.equals(subject.old()) ? subject.old() : status;
    }

    /** The status after a pass for the one claim of a single code. */
    public static ShortCodeStatus project(PassResult result, StatusFrame<ShortCodeStatus> frame) {
        var subject = new Subject(frame.generation(), frame.old(), frame.account(), frame.requestedAt());
        List<String> problems = result.pool().problems();
        if (problems.isEmpty()) {
            ClaimResult one = result.claims().getFirst();
            return project(subject, one.decision(), one.outcome(), frame.staleAfter(), frame.now());
        }
        var conditions = new Conditions(frame.old().conditions(), frame.generation(), frame.now());
        conditions.say(Finding.ofProblems(problems, result.pool().leaving()));
        ShortCodeStatus status = StatusFields.unseen(subject, conditions.list());
        return status.equals(subject.old()) ? subject.old() : status;
    }

    /** When a resource must be looked at again to be told stale; empty if it is not waiting for that. */
    public static Optional<Instant> staleAt(List<Condition> conditions, Duration staleAfter) {
        return Outage.staleAt(conditions, staleAfter);
    }

    private static Optional<Trouble> troubleOfTheLook(Decision decision) {
        return decision.verdict() instanceof Verdict.PoolUnreadable blind
                        && !decision.claim().leaving()
                ? Optional.of(blind.trouble())
                : Optional.empty();
    }
}

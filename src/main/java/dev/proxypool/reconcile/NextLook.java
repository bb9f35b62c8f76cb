package dev.proxypool.reconcile;

import dev.proxypool.domain.Trouble;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.Verdict;
import dev.proxypool.status.Finding;
import dev.proxypool.status.Reason;
import dev.proxypool.status.Reason.Remedy;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * When a resource is to be passed again if nothing wakes it before. Most need no time at all: {@link PoolWatch} wakes them
 * when their pool changes, and the API server when they do. What failed is tried again for ever, ever more slowly.
 */
final class NextLook {

    private final Backoff<String> backoff;

    NextLook(DoubleSupplier random) {
        this.backoff = new Backoff<>(random);
    }

    /**
     * @param uid of the resource
     */
    Optional<Duration> after(String uid, Decision decision, Outcome outcome, Timing timing) {
        if (outcome.failure() != null) {
            return Optional.of(afterFailure(uid, decision, outcome, timing));
        }
        Optional<Duration> wait = switch (decision.verdict()) {
            case Verdict.InUse _ -> Optional.of(backoff.next(uid, timing.slowRetry()));
            // Rivals are woken when one of them changes or goes; a drain ends by the clock, which its status tells.
            case Verdict.Conflict _,
                    Verdict.Waiting _,
                    Verdict.Draining _,
                    Verdict.InSync _,
                    Verdict.Pending _,
                    Verdict.Adopted _,
                    Verdict.Drifted _,
                    Verdict.Contested _,
                    Verdict.Moving _,
                    Verdict.Left _,
                    Verdict.Observed _,
                    Verdict.Missing _,
                    Verdict.AdoptionRefused _,
                    Verdict.Invalid _,
                    Verdict.Stuck _,
                    Verdict.Blind _,
                    Verdict.ServiceMissing _,
                    Verdict.Removing _,
                    Verdict.Gone _ -> Optional.empty();
        };
        if (wait.isEmpty()) {
            backoff.forget(uid);
        }
        return wait;
    }

    /** When our own governor said to come back: that is no failure, and its times are spread already. */
    static Optional<Duration> heldBack(Trouble trouble) {
        return trouble instanceof Trouble.Throttled throttled
                        && throttled.exchange().httpStatus() == 0
                ? Optional.ofNullable(throttled.retryAfter())
                : Optional.empty();
    }

    void forget(String uid) {
        backoff.forget(uid);
    }

    private Duration afterFailure(String uid, Decision decision, Outcome outcome, Timing timing) {
        Trouble trouble = Objects.requireNonNull(outcome.failure()).trouble();
        Optional<Duration> heldBack = heldBack(trouble);
        if (heldBack.isPresent()) {
            return heldBack.get();
        }
        Reason reason = Finding.of(decision, outcome).reason();
        boolean timeMends = reason.remedy() == Remedy.RETRY && reason != Reason.DELETION_BLOCKED;
        Duration wait = backoff.next(uid, timeMends ? timing.retry() : timing.slowRetry());
        Duration asked = trouble instanceof Trouble.Throttled throttled && throttled.retryAfter() != null
                ? throttled.retryAfter()
                : Duration.ZERO;
        return asked.compareTo(wait) > 0 ? asked : wait;
    }
}

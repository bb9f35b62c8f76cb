package dev.proxypool.reconcile.pass;

import dev.proxypool.domain.Trouble;
import dev.proxypool.domain.Trouble.Refusal;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.Step;
import dev.proxypool.plan.Verdict;
import dev.proxypool.reconcile.account.Backoff;
import dev.proxypool.reconcile.account.Timing;
import dev.proxypool.status.ClaimResult;
import dev.proxypool.status.Finding;
import dev.proxypool.status.PassResult;
import dev.proxypool.status.Reason;
import dev.proxypool.status.Reason.Remedy;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * When a resource needs its next pass if no event starts one before. Most need no time at all: {@link
 * dev.proxypool.reconcile.poll.PoolWatch} starts a pass when their pool changes, and the API server when they change.
 * Failures are retried with exponential backoff, without end.
 */
public final class NextPass {

    private static final Timing.Pace SUPERSEDED = new Timing.Pace(Duration.ofMillis(200), Duration.ofSeconds(10));

    private final Backoff<String> backoff;

    public NextPass(DoubleSupplier random) {
        this.backoff = new Backoff<>(random);
    }

    /**
     * After the pass of one claim.
     *
     * @param uid of the resource
     * @param refused how long until a refused step is tried again, see {@link
     *     dev.proxypool.reconcile.account.Refusals#waitFor}
     */
    public Optional<Duration> after(
            String uid, Decision decision, Outcome outcome, Timing timing, Function<Step, Optional<Duration>> refused) {
        Outcome.Failure failure = outcome.failure();
        if (failure != null) {
            return isRemembered(failure.trouble())
                    ? refused.apply(failure.step())
                    : Optional.of(afterFailure(uid, decision, outcome, timing));
        }
        Optional<Duration> wait = switch (decision.verdict()) {
            case Verdict.InUse _ ->
                Optional.ofNullable(decision.membership())
                        .flatMap(membership -> refused.apply(new Step.Remove(membership, true)));
            // A move waits for room at its target, where Twilio reports none and a poll may not show it.
            case Verdict.PoolUnreadable(Trouble.Rejected _) -> Optional.of(backoff.next(uid, timing.slowRetry()));
            // A change of a rival starts a pass; a drain ends at the time in the status.
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
                    Verdict.PoolUnreadable _,
                    Verdict.ServiceMissing _,
                    Verdict.RemovalHeld _,
                    Verdict.HandingOver _,
                    Verdict.Removing _,
                    Verdict.Gone _ -> Optional.empty();
        };
        if (wait.isEmpty()) {
            backoff.forget(uid);
        }
        return wait;
    }

    /**
     * The same for all claims of a pool. Each step that Twilio refused has its own time. All other failures are retried
     * together, as soon as one of them that may end by itself is due.
     */
    public Optional<Duration> after(
            String uid, List<ClaimResult> claims, Timing timing, Function<Step, Optional<Duration>> refused) {
        Map<Boolean, List<ClaimResult>> unfinished =
                claims.stream().filter(NextPass::isUnfinished).collect(Collectors.partitioningBy(NextPass::isRefused));
        Optional<ClaimResult> failed = unfinished.getOrDefault(false, List.of()).stream()
                .min(Comparator.comparing(one ->
                        Finding.of(one.decision(), one.outcome()).reason().remedy() != Remedy.RETRY));
        if (failed.isEmpty()) {
            forget(uid);
        }
        return Stream.concat(unfinished.getOrDefault(true, List.of()).stream(), failed.stream())
                .flatMap(one -> after(uid, one.decision(), one.outcome(), timing, refused).stream())
                .min(Duration::compareTo);
    }

    private static boolean isUnfinished(ClaimResult one) {
        return one.outcome().failure() != null
                || one.decision().verdict() instanceof Verdict.InUse
                || one.decision().verdict() instanceof Verdict.PoolUnreadable(Trouble.Rejected _);
    }

    /** Whether Twilio refused a step for that claim. */
    private static boolean isRefused(ClaimResult one) {
        Outcome.Failure failure = one.outcome().failure();
        return failure == null ? one.decision().verdict() instanceof Verdict.InUse : isRemembered(failure.trouble());
    }

    /** Whether {@link dev.proxypool.reconcile.account.Refusals} decides when the call is repeated. */
    private static boolean isRemembered(Trouble trouble) {
        return trouble instanceof Trouble.Rejected rejected
                && rejected.refusal() != Refusal.ALREADY_MEMBER
                && rejected.refusal() != Refusal.VANISHED;
    }

    /** When our own governor said to come back: that is no failure, and its times are already spread. */
    public static Optional<Duration> heldBack(Trouble trouble) {
        return trouble instanceof Trouble.Throttled throttled
                        && throttled.exchange().httpStatus() == 0
                ? Optional.ofNullable(throttled.retryAfter())
                : Optional.empty();
    }

    /** The same for a pass: the earliest of its claims. */
    public static Optional<Duration> heldBack(PassResult result) {
        return result.claims().stream()
                .flatMap(one -> Stream.ofNullable(one.outcome().failure()))
                .flatMap(failure -> heldBack(failure.trouble()).stream())
                .min(Duration::compareTo);
    }

    /** When to retry a resource that changed during its pass; the change also triggers an event. */
    public Duration afterSuperseded(String uid) {
        return backoff.next(uid, SUPERSEDED);
    }

    public void forget(String uid) {
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

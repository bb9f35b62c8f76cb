package dev.proxypool.reconcile.pass;

import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Sid;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.PlanInput;
import dev.proxypool.plan.PlanInput.Hint;
import dev.proxypool.plan.Schedule;
import dev.proxypool.plan.Schedule.Wave;
import dev.proxypool.plan.Step;
import dev.proxypool.plan.Verdict;
import dev.proxypool.reconcile.account.Account;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Carries out a schedule, wave by wave, until enough has changed. Once the governor defers a call, it asks for no more:
 * each further request would get a later slot, and the pool is rescheduled as a whole anyway.
 */
final class PassExecution {

    static final int CHANGED_AT_MOST = 100;

    /** If Twilio refuses so many removals because Sessions use the members, this pass does not try the rest. */
    private static final int PROBES = 4;

    private final Account account;
    private final String namespace;
    private final Function<Claim, PlanInput> input;
    private final Checkpoint checkpoint;
    private final Observation seen;
    private final AtomicInteger changed = new AtomicInteger();
    private final AtomicBoolean heldBack = new AtomicBoolean();
    private final Map<Sid.Member, ClaimPass.Result> results = new LinkedHashMap<>();
    private final List<Decision> left = new ArrayList<>();

    /**
     * The outcome.
     *
     * @param left the decisions that were not reached; another pass decides on them
     */
    record Done(Map<Sid.Member, ClaimPass.Result> results, List<Decision> left) {}

    PassExecution(
            Account account,
            String namespace,
            Function<Claim, PlanInput> input,
            Checkpoint checkpoint,
            Observation seen) {
        this.account = account;
        this.namespace = namespace;
        this.input = input;
        this.checkpoint = checkpoint;
        this.seen = seen;
    }

    Done of(Schedule schedule) {
        for (Wave wave : schedule.waves()) {
            List<Decision> removals =
                    wave.decisions().stream().filter(PassExecution::removes).toList();
            List<Decision> probed = probes(removals);
            run(probed, wave);
            boolean allInUse =
                    probed.size() == PROBES && probed.stream().allMatch(decision -> isInUse(Pass.codeOf(decision)));
            List<Decision> rest = new ArrayList<>(wave.decisions());
            rest.removeAll(probed);
            run(allInUse ? rest.stream().map(this::asInUse).toList() : rest, wave);
        }
        return new Done(results, left);
    }

    private static boolean removes(Decision decision) {
        return decision.steps().getFirst() instanceof Step.Remove;
    }

    /** A few removals, starting with those without a known refusal. */
    private List<Decision> probes(List<Decision> removals) {
        Stream<Decision> unknown = removals.stream().filter(decision -> !isKnown(decision));
        Stream<Decision> known = removals.stream().filter(this::isKnown);
        return Stream.concat(unknown, known).limit(PROBES).toList();
    }

    private boolean isKnown(Decision decision) {
        return account.refusals().isKnown(decision.steps().getFirst());
    }

    private boolean isInUse(Sid.Member code) {
        ClaimPass.Result result = results.get(code);
        return result != null && result.decision().verdict() instanceof Verdict.InUse;
    }

    /**
     * Not tried, because Twilio refused others of the pool: the member is reserved instead, so that it becomes free.
     */
    private Decision asInUse(Decision removal) {
        Claim claim = removal.claim();
        return ClaimPass.decide(input.apply(claim).knowing(Hint.IN_USE), seen);
    }

    private void run(List<Decision> decisions, Wave wave) {
        if (decisions.size() == 1) {
            Decision only = decisions.getFirst();
            keep(only, unlessOver(only, wave.takesOut()), wave.takesOut());
            return;
        }
        Semaphore slots = new Semaphore(wave.atATime());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<Decision, Future<Optional<ClaimPass.Result>>> futures = new LinkedHashMap<>();
            for (Decision decision : decisions) {
                futures.put(decision, threads.submit(() -> inTurn(decision, wave.takesOut(), slots)));
            }
            for (Map.Entry<Decision, Future<Optional<ClaimPass.Result>>> future : futures.entrySet()) {
                keep(future.getKey(), future.getValue().get(), wave.takesOut());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in the middle of a pass", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a pass failed unexpectedly", e.getCause());
        }
    }

    /** A member that is taken out temporarily is reported once it is back, or when the next pass finds it missing. */
    private void keep(Decision decision, Optional<ClaimPass.Result> result, boolean takesOut) {
        if (takesOut) {
            return;
        }
        if (result.isPresent()) {
            results.put(Pass.codeOf(decision), result.get());
        } else {
            left.add(decision);
        }
    }

    private Optional<ClaimPass.Result> inTurn(Decision decision, boolean takesOut, Semaphore slots)
            throws InterruptedException {
        slots.acquire();
        try {
            return unlessOver(decision, takesOut);
        } finally {
            slots.release();
        }
    }

    private Optional<ClaimPass.Result> unlessOver(Decision decision, boolean takesOut) {
        return heldBack.get() || changed.get() >= CHANGED_AT_MOST ? Optional.empty() : now(decision, takesOut);
    }

    private Optional<ClaimPass.Result> now(Decision decision, boolean takesOut) {
        Claim claim = decision.claim();
        ClaimPass pass = ClaimPass.of(claim, account, namespace, checkpoint);
        PlanInput wish = input.apply(claim);
        ClaimPass.Result result = switch (decision.verdict()) {
            case Verdict.InUse _ -> pass.carryOut(decision);
            default -> takesOut ? pass.takeOut(claim) : pass.run(wish, false);
        };
        Outcome outcome = result.outcome();
        if (outcome.changedSomething()) {
            changed.incrementAndGet();
        }
        if (outcome.failure() != null
                && NextPass.heldBack(Objects.requireNonNull(outcome.failure()).trouble())
                        .isPresent()) {
            heldBack.set(true);
        }
        return result.isSuperseded() ? Optional.empty() : Optional.of(result);
    }
}

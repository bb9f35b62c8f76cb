package dev.proxypool.reconcile;

import dev.proxypool.api.PoolClaims;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Policies.Adoption;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.Desired;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.Removals;
import dev.proxypool.plan.Step;
import dev.proxypool.status.PoolStatusFactory;
import dev.proxypool.status.PoolStatusFactory.One;
import dev.proxypool.status.PoolStatusFactory.Passed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One pass for all claims of a pool: each is a {@link Pass} like that of a single code, over one look. A pass changes a
 * bounded number of codes, so that a large pool tells how far it is and holds no worker for long.
 */
final class PoolPass {

    static final int CHANGED_AT_MOST = 100;
    private static final int AT_A_TIME = 8;

    /** As {@link PlanExecutor.Diary}, but of all codes of a pass together. */
    @FunctionalInterface
    interface Diary {
        Diary NONE = (service, codes) -> {};

        void willAdd(Sid.Service service, Set<Sid.ShortCode> codes);
    }

    private final Account account;
    /** The claims of others on a code, and what is known of ours. */
    private final Function<Claim.Valid, Desired> desired;

    private final Diary diary;

    PoolPass(Account account, Function<Claim.Valid, Desired> desired, Diary diary) {
        this.account = account;
        this.desired = desired;
        this.diary = diary;
    }

    /** A pass for a pool that cannot be asked for, or makes no sense. */
    static Passed blind(PoolClaims pool, Trouble why) {
        return undone(pool, new Observation.Unreadable(why), claim -> Desired.of(claim, List.of()));
    }

    /** Of a pool that is gone or cannot be read: every claim is decided on, and none has anything to do. */
    private static Passed undone(PoolClaims pool, Observation seen, Function<Claim.Valid, Desired> desired) {
        List<One> decided = pool.listed().stream()
                .map(claim -> settled(Pass.decide(desired.apply(claim), seen), true))
                .toList();
        return new Passed(pool, seen, decided, Optional.empty(), Set.of(), 0);
    }

    /** Whether nothing is left to do for a pool that is being deleted, so that it may go. */
    static boolean isFarewell(Passed passed) {
        return passed.pool().leaving()
                && passed.left() == 0
                && passed.claims().stream()
                        .allMatch(one -> new Pass.Result(one.decision(), one.outcome(), true).isFarewell())
                && (passed.pool().problems().isEmpty()
                        || !passed.pool().ledger().holdsSomething());
    }

    /**
     * @param approval the hash of removals that a person approved
     */
    Passed run(PoolClaims pool, Sid.Service service, boolean freshLook, Optional<String> approval) {
        Observation seen =
                freshLook ? account.pools().look(service) : account.pools().observe(service);
        if (!(seen instanceof Observation.Fresh(var snapshot))) {
            return undone(pool, seen, desired);
        }
        List<Task> listed =
                pool.listed().stream().map(claim -> decided(claim, true, seen)).toList();
        // A member that somebody else claims is not unlisted, whatever becomes of that claim.
        List<Task> unlisted = pool.unlisted(snapshot).stream()
                .filter(claim -> desired.apply(claim).rivals().isEmpty())
                .map(claim -> decided(claim, false, seen))
                .toList();
        Removals counted = new Removals(unlisted.stream()
                .filter(task -> !pool.ledger().letsGo(task.code()))
                .map(Task::decision)
                .toList());
        boolean held = counted.areTooMany(pool.limit(), snapshot.members().size(), approval);
        boolean approved = approval.equals(Optional.of(counted.hash()));
        Set<Sid.ShortCode> lettingGo = unlisted.stream()
                .map(Task::code)
                .filter(code -> approved || pool.ledger().isApproved(code))
                .collect(Collectors.toUnmodifiableSet());

        List<One> all = new ArrayList<>();
        List<Task> tasks = new ArrayList<>();
        for (Task task : Stream.concat(listed.stream(), unlisted.stream()).toList()) {
            boolean holds = held && !task.listed() && !pool.ledger().letsGo(task.code());
            if (holds || task.decision().steps().isEmpty()) {
                all.add(settled(holds ? task.decision().hold() : task.decision(), task.listed()));
            } else {
                tasks.add(task);
            }
        }
        foretell(pool, service, tasks);
        List<One> executed = new Execution().of(tasks);
        all.addAll(executed);
        all.sort(PoolStatusFactory.BY_CODE);
        return new Passed(
                pool,
                account.pools().observe(service),
                all,
                held ? Optional.of(counted) : Optional.empty(),
                lettingGo,
                tasks.size() - executed.size());
    }

    /** Whoever may not adopt has to know his own after a crash, so it is written down before it is added. */
    private void foretell(PoolClaims pool, Sid.Service service, List<Task> tasks) {
        Set<Sid.ShortCode> added = tasks.stream()
                .filter(task -> task.decision().steps().stream().anyMatch(Step.Add.class::isInstance))
                .map(Task::code)
                .filter(code -> pool.ledger().holdOf(code, service).service() == null)
                .collect(Collectors.toUnmodifiableSet());
        if (pool.policies().adoption() != Adoption.ALWAYS && !added.isEmpty()) {
            diary.willAdd(service, added);
        }
    }

    /** A claim, and what is to be done for it. */
    private record Task(Claim.Valid claim, boolean listed, Decision decision) {
        Sid.ShortCode code() {
            return claim.membership().shortCode();
        }
    }

    private Task decided(Claim.Valid claim, boolean listed, Observation seen) {
        return new Task(claim, listed, Pass.decide(desired.apply(claim), seen));
    }

    /**
     * Carries tasks out, several at a time, until enough was changed. Once the governor holds one back it is asked no more:
     * it gives each that asks a later time, and a pool comes back as one.
     */
    private final class Execution {
        private final Semaphore slots = new Semaphore(AT_A_TIME);
        private final AtomicInteger changed = new AtomicInteger();
        private final AtomicBoolean heldBack = new AtomicBoolean();

        /** What was come to; the rest is for another pass. */
        List<One> of(List<Task> tasks) {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Optional<One>>> futures = new ArrayList<>();
                for (Task task : tasks) {
                    futures.add(threads.submit(() -> inTurn(task)));
                }
                List<One> all = new ArrayList<>();
                for (Future<Optional<One>> future : futures) {
                    future.get().ifPresent(all::add);
                }
                return all;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted in the middle of a pass", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("a pass failed unexpectedly", e.getCause());
            }
        }

        private Optional<One> inTurn(Task task) throws InterruptedException {
            slots.acquire();
            try {
                return heldBack.get() || changed.get() >= CHANGED_AT_MOST ? Optional.empty() : Optional.of(now(task));
            } finally {
                slots.release();
            }
        }

        private One now(Task task) {
            Pass.Result result =
                    account.passFor(task.claim(), PlanExecutor.Diary.NONE).run(desired.apply(task.claim()), false);
            Outcome outcome = result.outcome();
            if (outcome.changedSomething()) {
                changed.incrementAndGet();
            }
            if (outcome.failure() != null
                    && NextLook.heldBack(outcome.failure().trouble()).isPresent()) {
                heldBack.set(true);
            }
            return new One(codeOf(result.decision()), task.listed(), result.decision(), outcome);
        }
    }

    private static One settled(Decision decision, boolean listed) {
        return new One(codeOf(decision), listed, decision, Outcome.settled(decision.seen()));
    }

    private static Sid.ShortCode codeOf(Decision decision) {
        return switch (decision.claim()) {
            case Claim.Valid valid -> valid.membership().shortCode();
            case Claim.Invalid invalid -> throw new IllegalStateException("a pool's claims are valid: " + invalid);
        };
    }
}

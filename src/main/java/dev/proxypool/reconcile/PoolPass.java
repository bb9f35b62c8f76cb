package dev.proxypool.reconcile;

import dev.proxypool.api.PoolClaims;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.Desired;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.PlanPolicy;
import dev.proxypool.plan.Planner;
import dev.proxypool.plan.Removals;
import dev.proxypool.status.PoolStatusFactory;
import dev.proxypool.status.PoolStatusFactory.One;
import dev.proxypool.status.PoolStatusFactory.Passed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * One pass for all claims of a pool: each is a {@link Pass} like that of a single code, over one look. A pass changes a
 * bounded number of codes, so that a large pool tells how far it is and holds no worker for long.
 */
final class PoolPass {

    private static final int CHANGED_AT_MOST = 100;
    private static final int AT_A_TIME = 8;

    private final Account account;
    /** The claims of others on a code, and what is known of ours. */
    private final Function<Claim.Valid, Desired> desired;

    PoolPass(Account account, Function<Claim.Valid, Desired> desired) {
        this.account = account;
        this.desired = desired;
    }

    /** A pass for a pool that cannot be asked for, or makes no sense. */
    static Passed blind(PoolClaims pool, Trouble why) {
        Observation nothing = new Observation.Unreadable(why);
        List<One> decided = pool.listed().stream()
                .map(claim -> Planner.plan(Desired.of(claim, List.of()), nothing)
                        .decisions()
                        .getFirst())
                .map(decision -> one(decision, true, Outcome.settled(null)))
                .toList();
        return new Passed(pool, nothing, decided, Optional.empty(), 0);
    }

    /** Whether nothing is left to do for a pool that is being deleted, so that it may go. */
    static boolean isFarewell(Passed passed) {
        return passed.pool().leaving()
                && passed.left() == 0
                && passed.claims().stream()
                        .allMatch(one -> new Pass.Result(one.decision(), one.outcome(), true).isFarewell())
                && (passed.pool().problems().isEmpty() || !passed.pool().holds());
    }

    /**
     * @param approval the hash of removals that a person approved
     */
    Passed run(PoolClaims pool, Sid.Service service, boolean freshLook, Optional<String> approval) {
        Observation seen =
                freshLook ? account.pools().look(service) : account.pools().observe(service);
        if (!(seen instanceof Observation.Fresh(var snapshot))) {
            return new Passed(pool, seen, decided(pool, seen), Optional.empty(), 0);
        }
        // A member that somebody else claims is not unlisted, whatever becomes of that claim.
        List<Claim.Valid> unlisted = pool.unlisted(snapshot).stream()
                .filter(claim -> desired.apply(claim).rivals().isEmpty())
                .toList();
        Removals removals =
                new Removals(unlisted.stream().map(claim -> decide(claim, seen)).toList());
        boolean held = removals.areTooMany(pool.limit(), snapshot.members().size(), approval);

        List<One> all = new ArrayList<>();
        List<Claim.Valid> toDo = new ArrayList<>();
        for (Claim.Valid claim : pool.listed()) {
            Decision decision = decide(claim, seen);
            if (decision.steps().isEmpty()) {
                all.add(new One(claim.membership().shortCode(), true, decision, Outcome.settled(decision.seen())));
            } else {
                toDo.add(claim);
            }
        }
        if (held) {
            // Not the codes' own fault: each of them is as it was, and the pool tells of all.
            removals.decisions().forEach(d -> all.add(one(d, false, Outcome.settled(d.seen()))));
        } else {
            toDo.addAll(unlisted);
        }
        List<Claim.Valid> now = toDo.subList(0, Math.min(CHANGED_AT_MOST, toDo.size()));
        all.addAll(execute(now, pool));
        all.sort(PoolStatusFactory.BY_CODE);
        return new Passed(
                pool,
                account.pools().observe(service),
                held ? all.stream().map(PoolPass::heldBack).toList() : all,
                held ? Optional.of(removals) : Optional.empty(),
                toDo.size() - now.size());
    }

    private static One heldBack(One one) {
        return one.listed() ? one : new One(one.code(), false, one.decision().hold(), one.outcome());
    }

    /** Of a pool that is gone or cannot be read: every claim is decided on, and none has anything to do. */
    private List<One> decided(PoolClaims pool, Observation seen) {
        return pool.listed().stream()
                .map(claim -> decide(claim, seen))
                .map(decision -> one(decision, true, Outcome.settled(decision.seen())))
                .toList();
    }

    private Decision decide(Claim.Valid claim, Observation seen) {
        return PlanPolicy.apply(Planner.plan(desired.apply(claim), seen))
                .decisions()
                .getFirst();
    }

    private List<One> execute(List<Claim.Valid> claims, PoolClaims pool) {
        Semaphore slots = new Semaphore(AT_A_TIME);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<One>> futures = new ArrayList<>();
            for (Claim.Valid claim : claims) {
                futures.add(threads.submit(() -> {
                    slots.acquire();
                    try {
                        return execute(claim, pool.listed().contains(claim));
                    } finally {
                        slots.release();
                    }
                }));
            }
            List<One> all = new ArrayList<>();
            for (Future<One> future : futures) {
                all.add(future.get());
            }
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in the middle of a pass", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a pass failed unexpectedly", e.getCause());
        }
    }

    private One execute(Claim.Valid claim, boolean listed) {
        Pass.Result result =
                new Pass(account.api(), account.pools(), PlanExecutor.Diary.NONE).run(desired.apply(claim), false);
        return one(result.decision(), listed, result.outcome());
    }

    private static One one(Decision decision, boolean listed, Outcome outcome) {
        return new One(codeOf(decision), listed, decision, outcome);
    }

    private static Sid.ShortCode codeOf(Decision decision) {
        return switch (decision.claim()) {
            case Claim.Valid valid -> valid.membership().shortCode();
            case Claim.Invalid invalid -> throw new IllegalStateException("a pool's claims are valid: " + invalid);
        };
    }
}

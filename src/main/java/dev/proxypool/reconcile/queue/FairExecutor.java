package dev.proxypool.reconcile.queue;

import dev.proxypool.reconcile.queue.FairQueue.Taken;
import dev.proxypool.reconcile.queue.FairQueue.Tenant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs the tasks of a {@link FairQueue}, a fixed number at a time, and keeps some workers free: the next task of an
 * account or of a namespace begins only if that has fewer running than there are free workers. A single tenant takes
 * half of the workers, the next one half of the rest. So a worker is free for the next tenant, however long the other
 * tasks take.
 */
public final class FairExecutor {

    private final int workers;
    private final int mostOfAnAccount;
    private final Executor threads;
    private final FairQueue<Runnable> waiting = new FairQueue<>();
    /** How many run, by account and by namespace. */
    private final Map<Object, Integer> accounts = new HashMap<>();

    private final Map<Object, Integer> namespaces = new HashMap<>();
    private int busy;
    /** How many wait although a worker was free. */
    private int held;

    /**
     * @param workers how many run at a time
     * @param mostOfAnAccount how many of one account at most
     * @param threads where they run
     */
    public FairExecutor(int workers, int mostOfAnAccount, Executor threads) {
        this.workers = workers;
        this.mostOfAnAccount = mostOfAnAccount;
        this.threads = threads;
    }

    public void execute(Tenant turn, Runnable task) {
        synchronized (this) {
            waiting.add(turn, task);
        }
        // One worker run for each waiting task, in any order.
        threads.execute(this::serve);
    }

    /** Runs the next task in turn. If none may begin, the worker becomes free, and the end of another task resumes. */
    private void serve() {
        Optional<Taken<Runnable>> next = next();
        if (next.isEmpty()) {
            return;
        }
        resume();
        try {
            next.get().thing().run();
        } finally {
            ended(next.get().turn());
            resume();
        }
    }

    private synchronized Optional<Taken<Runnable>> next() {
        Optional<Taken<Runnable>> next = waiting.take(
                account -> accounts.getOrDefault(account, 0) < mostOfAnAccount && hasShare(accounts, account),
                namespace -> hasShare(namespaces, namespace));
        if (next.isEmpty()) {
            held++;
            return next;
        }
        Tenant turn = next.get().turn();
        accounts.merge(turn.account(), 1, Integer::sum);
        namespaces.merge(turn.namespace(), 1, Integer::sum);
        busy++;
        return next;
    }

    private boolean hasShare(Map<Object, Integer> running, Object tenant) {
        return running.getOrDefault(tenant, 0) < workers - busy;
    }

    private synchronized void ended(Tenant turn) {
        accounts.computeIfPresent(turn.account(), (_, count) -> count == 1 ? null : count - 1);
        namespaces.computeIfPresent(turn.namespace(), (_, count) -> count == 1 ? null : count - 1);
        busy--;
    }

    /** If tasks are held back, a worker takes one that may begin now, and then the next such task. */
    private void resume() {
        synchronized (this) {
            if (held == 0) {
                return;
            }
            held--;
        }
        try {
            threads.execute(this::serve);
        } catch (RejectedExecutionException _) {
            // The operator stops, so waiting tasks need not run.
        }
    }
}

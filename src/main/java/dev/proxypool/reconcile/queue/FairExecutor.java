package dev.proxypool.reconcile.queue;

import dev.proxypool.reconcile.queue.FairQueue.Taken;
import dev.proxypool.reconcile.queue.FairQueue.Tenant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs what waits in a {@link FairQueue}, so many at a time, and keeps some free: the next of an account or of a namespace
 * begins only while that has fewer running than are free. One tenant alone takes half of them, the next one half of the rest. So
 * there is a free one for the tenant that comes next, however long the others take.
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
    /** How many wait though a worker was free. */
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
        // One for each that waits, whichever that will be.
        threads.execute(this::serve);
    }

    /** Runs what is next in turn. If nothing may begin, the worker is free, and the end of another task resumes. */
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

    /** Where some are held back, a worker looks for one that may begin now, and if there is one, for another. */
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
            // The operator stops, so what waits need not run.
        }
    }
}

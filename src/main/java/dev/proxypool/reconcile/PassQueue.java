package dev.proxypool.reconcile;

import dev.proxypool.api.Claimant;
import dev.proxypool.reconcile.FairQueue.Taken;
import dev.proxypool.reconcile.FairQueue.Turn;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The workers, and the passes that wait for one, in a fair order: accounts take turns, then namespaces, then Services, and of
 * one Service those go first that a user edited. So a new resource does not wait behind a thousand of another account, of
 * another namespace or of another Service.
 *
 * <p>No account and no namespace takes all workers: its next pass begins only while it has fewer than are free. Alone it has
 * half of them, the next one half of the rest. So there is a free one for whoever comes next, however long passes take.
 *
 * <p>A pass is opaque to java-operator-sdk's executor. Whose it is, is known from {@link #announcements}: the framework
 * announces a resource to its metrics on the thread that then submits the pass. Should it ever stop doing so, all passes are of
 * one kind, and the queue is first come, first served.
 */
public final class PassQueue extends ThreadPoolExecutor {

    private record Account(String namespace, String name) {}

    private record Namespace(String name) {}

    private static final Account OWN = new Account("", "");

    private final int workers;
    private final FairQueue<Runnable> waiting = new FairQueue<>();
    /** How many passes run, by account and by namespace. */
    private final Map<Object, Integer> running = new HashMap<>();

    private int busy;
    /** How many passes wait though a worker was free. */
    private int held;

    private final ThreadLocal<@Nullable HasMetadata> announced = new ThreadLocal<>();

    /**
     * @param workers how many passes run at a time
     */
    public PassQueue(int workers) {
        super(workers, workers, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        this.workers = workers;
    }

    /** To be told by the framework which resource the next pass is for. */
    public Metrics announcements() {
        return new Metrics() {
            @Override
            public void reconciliationSubmitted(
                    HasMetadata resource, @Nullable RetryInfo retry, Map<String, Object> metadata) {
                announced.set(resource);
            }
        };
    }

    @Override
    public void execute(Runnable pass) {
        Turn turn = turnOf(announced.get());
        announced.remove();
        synchronized (waiting) {
            waiting.add(turn, pass);
        }
        // One for each pass that waits, whichever that will be.
        super.execute(this::serve);
    }

    /** Runs the pass whose turn it is. Without one that may begin, the worker is free, and the end of another pass resumes. */
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

    private Optional<Taken<Runnable>> next() {
        synchronized (waiting) {
            Optional<Taken<Runnable>> next = waiting.take(this::hasShare, this::hasShare);
            next.ifPresentOrElse(
                    taken -> {
                        running.merge(taken.turn().account(), 1, Integer::sum);
                        running.merge(taken.turn().namespace(), 1, Integer::sum);
                        busy++;
                    },
                    () -> held++);
            return next;
        }
    }

    /** Of an account or a namespace. */
    private boolean hasShare(Object tenant) {
        return running.getOrDefault(tenant, 0) < workers - busy;
    }

    private void ended(Turn turn) {
        synchronized (waiting) {
            running.computeIfPresent(turn.account(), (_, count) -> count == 1 ? null : count - 1);
            running.computeIfPresent(turn.namespace(), (_, count) -> count == 1 ? null : count - 1);
            busy--;
        }
    }

    /** Where passes are held back, a worker looks for one that may begin now, and if there is one, for another. */
    private void resume() {
        synchronized (waiting) {
            if (held == 0 || isShutdown()) {
                return;
            }
            held--;
        }
        super.execute(this::serve);
    }

    private static Turn turnOf(@Nullable HasMetadata resource) {
        if (!(resource instanceof Claimant<?> claimant)) {
            return resource == null
                    ? new Turn(OWN, new Namespace(""), "", true)
                    : new Turn(
                            new Account(
                                    namespace(resource), resource.getMetadata().getName()),
                            new Namespace(namespace(resource)),
                            resource.getKind(),
                            true);
        }
        // A name is good in its namespace; the operator's own account is the same for all.
        Account account = claimant.accountRef()
                .map(name -> new Account(namespace(resource), name))
                .orElse(OWN);
        return new Turn(account, new Namespace(namespace(resource)), claimant.services(), claimant.asksAnew());
    }

    private static String namespace(HasMetadata resource) {
        return String.valueOf(resource.getMetadata().getNamespace());
    }
}

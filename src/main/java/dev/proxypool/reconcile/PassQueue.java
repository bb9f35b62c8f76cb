package dev.proxypool.reconcile;

import dev.proxypool.api.Claimant;
import dev.proxypool.reconcile.FairQueue.Turn;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The workers, and the passes that wait for one, in a fair order: accounts take turns, the Services of an account take turns,
 * and of one Service those go first whom somebody edited. So one new resource does not wait behind a thousand of another
 * account, or of another Service, whatever holds these up.
 *
 * <p>A pass is opaque to java-operator-sdk's executor. Whose it is, is known from {@link #announcements}: the framework
 * announces a resource to its metrics on the thread that then submits the pass. Should it ever stop doing so, all passes are of
 * one kind, and the queue is first come, first served.
 */
public final class PassQueue extends ThreadPoolExecutor {

    private final FairQueue<Runnable> waiting = new FairQueue<>();
    private final ThreadLocal<@Nullable HasMetadata> announced = new ThreadLocal<>();

    /**
     * @param workers how many passes run at a time
     */
    public PassQueue(int workers) {
        super(workers, workers, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
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
        super.execute(() -> next().run());
    }

    private Runnable next() {
        synchronized (waiting) {
            return waiting.take();
        }
    }

    private static Turn turnOf(@Nullable HasMetadata resource) {
        if (!(resource instanceof Claimant<?> claimant)) {
            return new Turn("", resource == null ? "" : resource.getKind(), true);
        }
        // The operator's own account is the same for all.
        Object account = claimant.accountRef().<Object>map(ref -> ref).orElse("");
        return new Turn(account, claimant.services(), claimant.asksAnew());
    }
}

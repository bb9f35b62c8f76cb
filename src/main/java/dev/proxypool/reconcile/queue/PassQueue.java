package dev.proxypool.reconcile.queue;

import dev.proxypool.api.Claimant;
import dev.proxypool.reconcile.queue.FairQueue.Tenant;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The workers, and the passes that wait for one, in a fair order: accounts take turns, then namespaces, then Services,
 * and within one Service, edited resources go first. So a new resource does not wait behind a thousand of another
 * account, namespace or Service, and {@link FairExecutor} leaves some workers to other tenants.
 *
 * <p>A pass is opaque to java-operator-sdk's executor. {@link #announcements} shows whose it is: the framework
 * announces a resource to its metrics on the same thread that then submits the pass. Without these announcements all
 * passes would look alike, and the queue would be first come, first served.
 */
public final class PassQueue extends ThreadPoolExecutor {

    private record AccountKey(String namespace, String name) {}

    private record NamespaceKey(String name) {}

    private static final AccountKey OWN = new AccountKey("", "");

    private final FairExecutor turns;
    private final ThreadLocal<@Nullable HasMetadata> announced = new ThreadLocal<>();

    /** @param workers how many passes run at a time */
    public PassQueue(int workers) {
        super(workers, workers, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        this.turns = new FairExecutor(workers, workers, super::execute);
    }

    /** Receives from the framework which resource the next pass is for. */
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
        Tenant turn = turnOf(announced.get());
        announced.remove();
        turns.execute(turn, pass);
    }

    private static Tenant turnOf(@Nullable HasMetadata resource) {
        if (!(resource instanceof Claimant<?> claimant)) {
            return resource == null
                    ? new Tenant(OWN, new NamespaceKey(""), "", true)
                    : new Tenant(
                            new AccountKey(
                                    namespace(resource), resource.getMetadata().getName()),
                            new NamespaceKey(namespace(resource)),
                            resource.getKind(),
                            true);
        }
        // The operator's own account is the same for all.
        AccountKey account = claimant.accountRef()
                .map(ref -> new AccountKey(ref.namespace(), ref.name()))
                .orElse(OWN);
        return new Tenant(
                account, new NamespaceKey(namespace(resource)), claimant.pools(), claimant.hasUnservedChange());
    }

    private static String namespace(HasMetadata resource) {
        return String.valueOf(resource.getMetadata().getNamespace());
    }
}

package dev.proxypool.reconcile;

import dev.proxypool.api.Claimant;
import dev.proxypool.reconcile.account.Accounts;
import dev.proxypool.reconcile.kube.ConsistentList;
import dev.proxypool.reconcile.poll.PoolWatch;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.time.Duration;

/** What all kinds that claim short codes share: the accounts, the looks at their pools, and each other. */
public record ClaimServices(Accounts accounts, PoolWatch pools, Rivals rivals, TimeToReady readiness) {

    /** How long to wait until all claims are known: a matter of the start only. */
    static final Duration SOON = Duration.ofMillis(50);

    /** Another kind: from now on it is woken, and its claims count. */
    <R extends HasMetadata & Claimant<R>> ClaimWatch<R> join(EventSourceContext<R> kind) {
        IndexerResourceCache<R> resources = kind.getPrimaryCache();
        NewerClaims<R> newer =
                new NewerClaims<>(kind.getPrimaryResourceClass(), ConsistentList.watchedBy(kind), resources);
        ClaimWatch<R> watch = new ClaimWatch<>(new ClaimIndex<>(resources, accounts), newer, rivals);
        rivals.join(watch);
        pools.addUser(watch);
        accounts.addUser(watch);
        return watch;
    }
}

package dev.proxypool.reconcile;

import dev.proxypool.api.Claimant;
import dev.proxypool.reconcile.account.Accounts;
import dev.proxypool.reconcile.kube.ConsistentList;
import dev.proxypool.reconcile.kube.EventPublisher;
import dev.proxypool.reconcile.poll.PoolWatch;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.DoubleSupplier;

/**
 * What the reconcilers of all kinds that claim members share: the accounts, the polls of their pools, and each other's
 * claims.
 *
 * @param random returns numbers from 0 to 1
 */
public record ClaimServices(
        Accounts accounts,
        PoolWatch pools,
        Rivals rivals,
        TimeToReady readiness,
        EventPublisher events,
        InstantSource clock,
        DoubleSupplier random) {

    /** How long to wait until all claims are known, which only happens at the start. */
    static final Duration SOON = Duration.ofMillis(50);

    /** Adds a kind: from now on its resources get passes, and its claims count. */
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

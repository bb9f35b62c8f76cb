package dev.proxypool.reconcile.poll;

import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.reconcile.account.Account;
import dev.proxypool.reconcile.account.Account.AccountPool;
import dev.proxypool.telemetry.Metrics;
import dev.proxypool.telemetry.Metrics.Places;
import dev.proxypool.telemetry.Metrics.PoolLabels;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Passes every poll, every forgotten pool, and the time of every reservation on to the metrics. */
public final class PoolGauges implements PoolWatch.PoolUser {

    private final Metrics metrics;

    public PoolGauges(PoolWatch watch, Metrics metrics) {
        this.metrics = metrics;
        watch.addUser(this);
    }

    @Override
    public boolean uses(AccountPool place) {
        return false;
    }

    @Override
    public void looked(AccountPool place, @Nullable Observation before, Observation after) {
        PoolLabels labels = labels(place);
        switch (after) {
            case Observation.Fresh(PoolSnapshot pool) -> {
                int reserved = pool.reserved();
                Capacity most = place.account().capacity();
                metrics.looked(
                        labels,
                        new Places(pool.members().size() - reserved, most.unreserved()),
                        new Places(reserved, most.reserved()));
            }
            case Observation.ServiceGone _ -> metrics.foundGone(labels);
            case Observation.Unreadable _ -> metrics.lookFailed(labels);
        }
    }

    @Override
    public void reserved(Account account, Duration gap) {
        metrics.reserved(account.sid().value(), gap);
    }

    @Override
    public void forgotten(AccountPool place) {
        metrics.forgot(labels(place));
    }

    private static PoolLabels labels(AccountPool place) {
        return new PoolLabels(
                place.account().sid().value(),
                place.key().service().value(),
                place.key().kind().twilioName());
    }
}

package dev.proxypool.reconcile.poll;

import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.reconcile.account.Account;
import dev.proxypool.reconcile.account.Account.AccountPool;
import dev.proxypool.telemetry.Metrics;
import dev.proxypool.telemetry.Metrics.Places;
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
        String account = place.account().sid().value();
        String service = place.key().service().value();
        switch (after) {
            case Observation.Fresh(PoolSnapshot pool) -> {
                int reserved = pool.reserved();
                Capacity most = place.account().capacity();
                metrics.looked(
                        account,
                        service,
                        new Places(pool.members().size() - reserved, most.unreserved()),
                        new Places(reserved, most.reserved()));
            }
            case Observation.ServiceGone _ -> metrics.foundGone(account, service);
            case Observation.Unreadable _ -> metrics.lookFailed(account, service);
        }
    }

    @Override
    public void reserved(Account account, Duration gap) {
        metrics.reserved(account.sid().value(), gap);
    }

    @Override
    public void forgotten(AccountPool place) {
        metrics.forgot(place.account().sid().value(), place.key().service().value());
    }
}

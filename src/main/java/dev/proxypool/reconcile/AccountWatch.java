package dev.proxypool.reconcile;

import dev.proxypool.api.ProxyAccount;
import dev.proxypool.domain.Observation;
import dev.proxypool.reconcile.Account.Place;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Set;

/** Wakes a {@link ProxyAccount} when its Secret or one of its pools changed, or when a resource let go of it. */
final class AccountWatch extends AbstractEventSource<Observation, ProxyAccount>
        implements PoolWatch.User, Accounts.User {

    private final Accounts accounts;

    AccountWatch(Accounts accounts) {
        super(Observation.class, "account-watch");
        this.accounts = accounts;
    }

    @Override
    public Set<Observation> getSecondaryResources(ProxyAccount primary) {
        return Set.of();
    }

    /** Only those who claim codes use a pool; an account just counts what they use. */
    @Override
    public boolean uses(Place place) {
        return false;
    }

    @Override
    public void looked(Place place, Observation before, Observation after) {
        boolean bothFresh = before instanceof Observation.Fresh && after instanceof Observation.Fresh;
        boolean same = bothFresh
                ? members(before).equals(members(after))
                : before.getClass().equals(after.getClass());
        if (!same) {
            accounts.nameOf(place.account()).ifPresent(this::accountChanged);
        }
    }

    private static Object members(Observation seen) {
        return seen instanceof Observation.Fresh(var pool) ? pool.members() : seen;
    }

    @Override
    public void released(Accounts.Name account) {
        accountChanged(account);
    }

    @Override
    public void accountChanged(Accounts.Name account) {
        if (isRunning()) {
            getEventHandler().handleEvent(new Event(new ResourceID(account.name(), account.namespace())));
        }
    }
}

package dev.proxypool.reconcile;

import dev.proxypool.api.ProxyAccount;
import dev.proxypool.domain.Observation;
import dev.proxypool.reconcile.account.Account.AccountPool;
import dev.proxypool.reconcile.account.Accounts;
import dev.proxypool.reconcile.poll.PoolWatch;
import dev.proxypool.status.AccountStatusFactory;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Starts a pass for a {@link ProxyAccount} when its Secret or one of its pools changed, or when a resource released it.
 */
final class AccountWatch extends AbstractEventSource<Observation, ProxyAccount>
        implements PoolWatch.PoolUser, Accounts.AccountUser {

    /** The status shows when a pool was verified; a pass for each poll would be too much. */
    private static final Duration REST = AccountStatusFactory.SHORTEST_REST;

    private final Accounts accounts;
    private final Map<AccountPool, Told> told = new ConcurrentHashMap<>();

    AccountWatch(Accounts accounts) {
        super(Observation.class, "account-watch");
        this.accounts = accounts;
    }

    @Override
    public Set<Observation> getSecondaryResources(ProxyAccount primary) {
        return Set.of();
    }

    /** Only resources that claim members use a pool; an account only counts what they use. */
    @Override
    public boolean uses(AccountPool place) {
        return false;
    }

    @Override
    public void looked(AccountPool place, @Nullable Observation before, Observation after) {
        // Compared with what was reported last and not with the previous poll: our own writes change what is known in
        // between.
        Told now = Told.of(after);
        Told last = told.get(place);
        if (last == null || now.isNews(last)) {
            told.put(place, now);
            accounts.nameOf(place.account()).ifPresent(this::accountChanged);
        }
    }

    @Override
    public void forgotten(AccountPool place) {
        told.remove(place);
    }

    /**
     * What the status of an account shows of a poll.
     *
     * @param verified null if the pool was not read
     */
    private record Told(
            String kind,
            int members,
            int reserved,
            @Nullable Instant verified) {
        static Told of(Observation seen) {
            return seen instanceof Observation.Fresh(var pool)
                    ? new Told("fresh", pool.members().size(), pool.reserved(), pool.seenAt())
                    : new Told(seen.getClass().getSimpleName(), 0, 0, null);
        }

        boolean isNews(Told last) {
            boolean same = kind.equals(last.kind) && members == last.members && reserved == last.reserved;
            return !same || verified != null && last.verified != null && !verified.isBefore(last.verified.plus(REST));
        }
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

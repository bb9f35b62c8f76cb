package dev.proxypool.reconcile;

import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.domain.Observation;
import dev.proxypool.reconcile.Account.Place;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Wakes a {@link ProxyShortCode} when its code changed in the pool, when its account changed, and when a rival changed or
 * went. In the steady state it wakes nobody.
 */
final class ShortCodeWatch extends AbstractEventSource<Observation, ProxyShortCode>
        implements PoolWatch.User, Accounts.User, ResourceEventAware<ProxyShortCode> {

    private final ClaimIndex claims;

    ShortCodeWatch(ClaimIndex claims) {
        super(Observation.class, "pool-watch");
        this.claims = claims;
    }

    @Override
    public Set<Observation> getSecondaryResources(ProxyShortCode primary) {
        return Set.of();
    }

    @Override
    public boolean uses(Place place) {
        return claims.usersOf(place).findAny().isPresent();
    }

    @Override
    public void looked(Place place, @Nullable Observation before, Observation after) {
        if (before == null) {
            return;
        }
        claims.usersOf(place)
                .filter(resource -> concerns(resource, before, after))
                .forEach(this::wake);
    }

    private static boolean concerns(ProxyShortCode resource, Observation before, Observation after) {
        if (before instanceof Observation.Fresh(var then) && after instanceof Observation.Fresh(var now)) {
            return resource.shortCode()
                    .filter(code -> !Objects.equals(then.find(code), now.find(code)))
                    .isPresent();
        }
        if (before instanceof Observation.Unreadable(var then) && after instanceof Observation.Unreadable(var now)) {
            return !then.exchange().describe().equals(now.exchange().describe());
        }
        return !before.equals(after);
    }

    @Override
    public void accountChanged(Accounts.Name account) {
        // Before the start there is nobody to wake: the first pass finds the account as it is.
        if (isRunning()) {
            claims.usersOf(account).forEach(this::wake);
        }
    }

    @Override
    public void onResourceUpdated(ProxyShortCode resource, ProxyShortCode old) {
        if (resource.asksOtherwiseThan(old)) {
            claims.othersOn(old).forEach(this::wake);
        }
    }

    @Override
    public void onResourceDeleted(ProxyShortCode resource) {
        claims.othersOn(resource).forEach(this::wake);
    }

    private void wake(ProxyShortCode resource) {
        if (isRunning()) {
            getEventHandler().handleEvent(new Event(ResourceID.fromResource(resource)));
        }
    }
}

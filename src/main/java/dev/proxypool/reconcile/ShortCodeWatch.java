package dev.proxypool.reconcile;

import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Sid;
import dev.proxypool.reconcile.Account.Place;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Wakes a {@link ProxyShortCode} when its code changed in the pool, when its account changed, and when a rival changed or
 * went. In the steady state it wakes nobody.
 */
final class ShortCodeWatch extends AbstractEventSource<Observation, ProxyShortCode>
        implements PoolWatch.User, Accounts.User, Rivals.Kind, ResourceEventAware<ProxyShortCode> {

    private final ClaimIndex claims;
    private final Rivals rivals;

    ShortCodeWatch(ClaimIndex claims, Rivals rivals) {
        super(Observation.class, "pool-watch");
        this.claims = claims;
        this.rivals = rivals;
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
            changed(old);
        }
    }

    @Override
    public void onResourceDeleted(ProxyShortCode resource) {
        changed(resource);
    }

    private void changed(ProxyShortCode resource) {
        rivals.changed(
                resource.shortCode().stream().toList(), resource.getMetadata().getUid());
    }

    @Override
    public boolean isComplete() {
        return isRunning();
    }

    @Override
    public Stream<Claim.Valid> claimsOn(Sid.ShortCode code, Sid.@Nullable Account account, Instant now) {
        return claims.claimsOn(code, account, now);
    }

    @Override
    public void wakeOthers(List<Sid.ShortCode> codes, String uid) {
        codes.stream()
                .flatMap(claims::resourcesOn)
                .filter(resource -> !uid.equals(resource.getMetadata().getUid()))
                .forEach(this::wake);
    }

    private void wake(ProxyShortCode resource) {
        if (isRunning()) {
            getEventHandler().handleEvent(new Event(ResourceID.fromResource(resource)));
        }
    }
}

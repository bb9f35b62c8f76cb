package dev.proxypool.reconcile;

import dev.proxypool.api.Claimant;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Sid;
import dev.proxypool.reconcile.Account.Place;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the resources of one kind: when what they claim changed in the pool, when their account changed, and when a rival
 * changed or went. In the steady state it wakes nobody.
 */
final class ClaimWatch<R extends HasMetadata & Claimant<R>> extends AbstractEventSource<Observation, R>
        implements PoolWatch.User, Accounts.User, Rivals.Kind, ResourceEventAware<R> {

    private final ClaimIndex<R> claims;
    private final Rivals rivals;

    ClaimWatch(ClaimIndex<R> claims, Rivals rivals) {
        super(Observation.class, "claims");
        this.claims = claims;
        this.rivals = rivals;
    }

    @Override
    public Set<Observation> getSecondaryResources(R primary) {
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

    private static boolean concerns(Claimant<?> resource, Observation before, Observation after) {
        if (before instanceof Observation.Fresh(var then) && after instanceof Observation.Fresh(var now)) {
            return resource.isConcernedBy(then, now);
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
    public void onResourceUpdated(R resource, R old) {
        if (resource.asksOtherwiseThan(old)) {
            changed(old);
        }
    }

    @Override
    public void onResourceDeleted(R resource) {
        changed(resource);
    }

    private void changed(R resource) {
        rivals.changed(resource.shortCodes(), resource.getMetadata().getUid());
    }

    /** The kind's own cache is filled before its event sources start. */
    @Override
    public boolean isComplete() {
        return isRunning();
    }

    @Override
    public Stream<Claim.Valid> claimsOn(
            Sid.ShortCode code, String exceptUid, Sid.@Nullable Account account, Instant now) {
        return claims.claimsOn(code, exceptUid, account, now);
    }

    @Override
    public void wakeOthers(List<Sid.ShortCode> codes, String uid) {
        codes.stream().flatMap(code -> claims.othersOn(code, uid)).forEach(this::wake);
    }

    private void wake(R resource) {
        if (isRunning()) {
            getEventHandler().handleEvent(new Event(ResourceID.fromResource(resource)));
        }
    }
}

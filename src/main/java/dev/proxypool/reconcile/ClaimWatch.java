package dev.proxypool.reconcile;

import dev.proxypool.api.Claimant;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Sid;
import dev.proxypool.reconcile.account.Account.AccountPool;
import dev.proxypool.reconcile.account.Accounts;
import dev.proxypool.reconcile.poll.PoolWatch;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts passes for the resources of one kind: when the pool changed where they have claims, when their account
 * changed, and when a rival changed or was deleted. In the steady state it starts none.
 */
final class ClaimWatch<R extends HasMetadata & Claimant<R>> extends AbstractEventSource<Observation, R>
        implements PoolWatch.PoolUser, Accounts.AccountUser, Rivals.Kind, ResourceEventAware<R> {

    private final ClaimIndex<R> claims;
    private final NewerClaims<R> newer;
    private final Rivals rivals;

    ClaimWatch(ClaimIndex<R> claims, NewerClaims<R> newer, Rivals rivals) {
        super(Observation.class, "claims");
        this.claims = claims;
        this.newer = newer;
        this.rivals = rivals;
    }

    @Override
    public Set<Observation> getSecondaryResources(R primary) {
        return Set.of();
    }

    @Override
    public boolean uses(AccountPool place) {
        return claims.usersOf(place).findAny().isPresent();
    }

    @Override
    public void looked(AccountPool place, @Nullable Observation before, Observation after) {
        if (before == null) {
            return;
        }
        Capacity capacity = place.account().capacity();
        candidates(place, before, after)
                .filter(resource -> concerns(resource, before, after, capacity))
                .forEach(this::wake);
    }

    @Override
    public void awaited(AccountPool place, Set<String> uids) {
        claims.usersOf(place)
                .filter(resource -> uids.contains(resource.getMetadata().getUid()))
                .forEach(this::wake);
    }

    /** The resource that wrote a member knows of it; all others that are about the pool see what has become of it. */
    @Override
    public void wrote(AccountPool place, Observation before, Observation after, Map<Sid.Member, Set<String>> writers) {
        Capacity capacity = place.account().capacity();
        Stream.concat(
                        claims.waitingForRoom(place),
                        candidates(place, before, after)
                                .filter(resource -> !resource.waitsForRoom())
                                .filter(resource -> concerns(
                                        resource, asWritten(before, after, resource, writers), after, capacity)))
                .forEach(this::wake);
    }

    private Stream<R> candidates(AccountPool place, Observation before, Observation after) {
        return before instanceof Observation.Fresh(var then) && after instanceof Observation.Fresh(var now)
                ? claims.affectedBy(place, then, now)
                : claims.usersOf(place);
    }

    /** The pool before, for a resource that knows its own writes. */
    private Observation asWritten(
            Observation before, Observation after, R resource, Map<Sid.Member, Set<String>> writers) {
        Set<String> itself = Set.of(resource.getMetadata().getUid());
        if (!writers.containsValue(itself)
                || !(before instanceof Observation.Fresh(var then))
                || !(after instanceof Observation.Fresh(var now))) {
            return before;
        }
        return new Observation.Fresh(then.changed(members -> writers.forEach((code, uids) -> {
            if (uids.equals(itself)) {
                now.find(code).ifPresentOrElse(member -> members.put(code, member), () -> members.remove(code));
            }
        })));
    }

    private static boolean concerns(Claimant<?> resource, Observation before, Observation after, Capacity capacity) {
        if (before instanceof Observation.Fresh(var then) && after instanceof Observation.Fresh(var now)) {
            return resource.isAffectedBy(then, now, capacity);
        }
        if (before instanceof Observation.Unreadable(var then) && after instanceof Observation.Unreadable(var now)) {
            return !then.exchange().describe().equals(now.exchange().describe());
        }
        return !before.equals(after);
    }

    @Override
    public void accountChanged(Accounts.Name account) {
        // Before the start no pass is needed: the first one finds the account as it is.
        if (isRunning()) {
            claims.usersOf(account).forEach(this::wake);
        }
    }

    @Override
    public void namespaceChanged(String namespace) {
        if (isRunning()) {
            claims.inNamespace(namespace).forEach(this::wake);
        }
    }

    @Override
    public void onResourceCreated(R resource) {
        changed(resource);
    }

    @Override
    public void onResourceUpdated(R resource, R old) {
        if (resource.needsPassAfter(old)) {
            changed(old);
            changed(resource);
        } else if (isRunning()) {
            // Reported when the cache shows it, not when it is written: the other resources read the cache.
            rivals.changed(
                    claims.namesOf(resource, resource.holdsChangedSince(old)),
                    List.of(),
                    resource.getMetadata().getUid());
        }
    }

    @Override
    public void onResourceDeleted(R resource) {
        changed(resource);
    }

    private void changed(R resource) {
        if (isRunning()) {
            rivals.changed(
                    claims.namesOf(resource, resource.members()),
                    resource.pools(),
                    resource.getMetadata().getUid());
        }
    }

    /** The kind's own cache is filled before its event sources start. */
    @Override
    public boolean isComplete() {
        return isRunning();
    }

    @Override
    public Stream<Claim> claimsOn(Sid.Member code, String exceptUid, AccountUse account, Instant now) {
        return claims.claimsOn(code, exceptUid, account, now);
    }

    @Override
    public Set<Sid.Member> newerThanKnown(Sid.@Nullable Member only, String exceptUid) {
        return newer.codes(only, exceptUid);
    }

    @Override
    public void wakeOthers(Collection<Sid.Member> codes, Collection<PoolKey> pools, String uid) {
        Stream.concat(
                        codes.stream().flatMap(code -> claims.othersOn(code, uid)),
                        pools.stream().flatMap(pool -> claims.prunersOf(pool, uid)))
                .forEach(this::wake);
    }

    private void wake(R resource) {
        if (isRunning()) {
            getEventHandler().handleEvent(new Event(ResourceID.fromResource(resource)));
        }
    }
}

package dev.proxypool.reconcile;

import dev.proxypool.api.ProxyShortCodePool;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Sid;
import dev.proxypool.reconcile.Account.Place;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds pools by what they claim, and wakes one when its pool or its account changed, or a rival changed or went. In the
 * steady state it wakes nobody.
 */
final class PoolIndex extends AbstractEventSource<Observation, ProxyShortCodePool>
        implements PoolWatch.User, Accounts.User, Rivals.Kind, ResourceEventAware<ProxyShortCodePool> {

    private static final String BY_SHORT_CODE = "by-short-code";
    private static final String BY_SERVICE = "by-service";
    private static final String BY_ACCOUNT = "by-account";

    private final IndexerResourceCache<ProxyShortCodePool> resources;
    private final Accounts accounts;
    private final Rivals rivals;

    PoolIndex(IndexerResourceCache<ProxyShortCodePool> resources, Accounts accounts, Rivals rivals) {
        super(Observation.class, "pool-index");
        this.resources = resources;
        this.accounts = accounts;
        this.rivals = rivals;
        resources.addIndexer(
                BY_SHORT_CODE,
                pool -> pool.shortCodes().stream().map(Sid::value).distinct().toList());
        resources.addIndexer(
                BY_SERVICE, pool -> pool.service().map(Sid::value).stream().toList());
        resources.addIndexer(
                BY_ACCOUNT,
                pool -> pool.accountRef().map(name -> pool.getMetadata().getNamespace() + "/" + name).stream()
                        .toList());
    }

    @Override
    public Set<Observation> getSecondaryResources(ProxyShortCodePool primary) {
        return Set.of();
    }

    @Override
    public boolean isComplete() {
        return isRunning();
    }

    @Override
    public Stream<Claim.Valid> claimsOn(Sid.ShortCode code, Sid.@Nullable Account account, Instant now) {
        return resources.byIndex(BY_SHORT_CODE, code.value()).stream()
                .filter(pool -> account == null || account.equals(accountOf(pool)))
                .map(pool -> pool.toClaims(accountOf(pool)))
                .filter(claims -> claims.problems().isEmpty())
                .flatMap(claims -> claims.listed().stream())
                .filter(claim -> claim.membership().shortCode().equals(code));
    }

    @Override
    public void wakeOthers(List<Sid.ShortCode> codes, String uid) {
        codes.stream()
                .flatMap(code -> resources.byIndex(BY_SHORT_CODE, code.value()).stream())
                .filter(pool -> !uid.equals(pool.getMetadata().getUid()))
                .forEach(this::wake);
    }

    @Override
    public boolean uses(Place place) {
        return usersOf(place).findAny().isPresent();
    }

    private Stream<ProxyShortCodePool> usersOf(Place place) {
        return resources.byIndex(BY_SERVICE, place.service().value()).stream()
                .filter(pool -> accounts.accessOf(pool) instanceof Accounts.Access.Open(var account)
                        && account.equals(place.account()));
    }

    @Override
    public void looked(Place place, @Nullable Observation before, Observation after) {
        if (before != null && differ(before, after)) {
            usersOf(place).forEach(this::wake);
        }
    }

    private static boolean differ(Observation before, Observation after) {
        if (before instanceof Observation.Fresh(var then) && after instanceof Observation.Fresh(var now)) {
            return !then.members().equals(now.members());
        }
        if (before instanceof Observation.Unreadable(var then) && after instanceof Observation.Unreadable(var now)) {
            return !then.exchange().describe().equals(now.exchange().describe());
        }
        return !before.equals(after);
    }

    @Override
    public void accountChanged(Accounts.Name account) {
        if (isRunning()) {
            resources.byIndex(BY_ACCOUNT, account.toString()).forEach(this::wake);
        }
    }

    @Override
    public void onResourceUpdated(ProxyShortCodePool pool, ProxyShortCodePool old) {
        if (pool.asksOtherwiseThan(old)) {
            rivals.changed(old.shortCodes(), pool.getMetadata().getUid());
        }
    }

    @Override
    public void onResourceDeleted(ProxyShortCodePool pool) {
        rivals.changed(pool.shortCodes(), pool.getMetadata().getUid());
    }

    private void wake(ProxyShortCodePool pool) {
        if (isRunning()) {
            getEventHandler().handleEvent(new Event(ResourceID.fromResource(pool)));
        }
    }

    private Sid.@Nullable Account accountOf(ProxyShortCodePool pool) {
        return accounts.accessOf(pool) instanceof Accounts.Access.Open(var account)
                ? account.sid()
                : Optional.ofNullable(pool.statusOrNone().accountSid())
                        .flatMap(Sid.Account::parse)
                        .orElse(null);
    }
}

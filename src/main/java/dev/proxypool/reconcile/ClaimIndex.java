package dev.proxypool.reconcile;

import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Sid;
import dev.proxypool.reconcile.Account.Place;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds resources by what they claim, in the informer's own cache: no copy, no search through all of them. */
final class ClaimIndex {

    private static final String BY_SHORT_CODE = "by-short-code";
    private static final String BY_SERVICE = "by-service";
    private static final String BY_ACCOUNT = "by-account";

    private final IndexerResourceCache<ProxyShortCode> resources;
    private final Accounts accounts;

    ClaimIndex(IndexerResourceCache<ProxyShortCode> resources, Accounts accounts) {
        this.resources = resources;
        this.accounts = accounts;
        resources.addIndexer(
                BY_SHORT_CODE,
                resource -> resource.shortCode().map(Sid::value).stream().toList());
        resources.addIndexer(
                BY_SERVICE,
                resource -> resource.services().stream().map(Sid::value).toList());
        resources.addIndexer(
                BY_ACCOUNT,
                resource ->
                        nameOf(resource).map(Accounts.Name::toString).stream().toList());
    }

    /** The claims on a short code, in whatever namespace and Service. */
    Stream<Claim.Valid> claimsOn(Sid.ShortCode code, Sid.@Nullable Account account, Instant now) {
        return resourcesOn(code)
                .filter(other -> account == null || account.equals(accountOf(other)))
                .map(other -> other.toClaim(accountOf(other), now))
                .filter(Claim.Valid.class::isInstance)
                .map(Claim.Valid.class::cast);
    }

    Stream<ProxyShortCode> resourcesOn(Sid.ShortCode code) {
        return resources.byIndex(BY_SHORT_CODE, code.value()).stream();
    }

    /** The resources that are about the pool of this Service. */
    Stream<ProxyShortCode> usersOf(Place place) {
        return resources.byIndex(BY_SERVICE, place.service().value()).stream()
                .filter(resource -> accounts.accessOf(resource) instanceof Accounts.Access.Open(var account)
                        && account.equals(place.account()));
    }

    /** The resources that name this ProxyAccount. */
    Stream<ProxyShortCode> usersOf(Accounts.Name account) {
        return resources.byIndex(BY_ACCOUNT, account.toString()).stream();
    }

    /** The account, or the one that was written down while it cannot be found. */
    private Sid.@Nullable Account accountOf(ProxyShortCode resource) {
        return accounts.accessOf(resource) instanceof Accounts.Access.Open(var account)
                ? account.sid()
                : Sid.Account.parse(resource.statusOrNone().accountSid()).orElse(null);
    }

    private static Optional<Accounts.Name> nameOf(ProxyShortCode resource) {
        return resource.accountRef()
                .map(name -> new Accounts.Name(resource.getMetadata().getNamespace(), name));
    }
}

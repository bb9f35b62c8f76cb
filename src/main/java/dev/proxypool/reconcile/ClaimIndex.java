package dev.proxypool.reconcile;

import dev.proxypool.api.Claimant;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Sid;
import dev.proxypool.reconcile.Account.Place;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds resources of one kind by what they claim, in the informer's own cache: no copy, no search through all of them. */
final class ClaimIndex<R extends HasMetadata & Claimant<R>> {

    private static final String BY_SHORT_CODE = "by-short-code";
    private static final String BY_SERVICE = "by-service";
    private static final String BY_ACCOUNT = "by-account";

    private final IndexerResourceCache<R> resources;
    private final Accounts accounts;

    ClaimIndex(IndexerResourceCache<R> resources, Accounts accounts) {
        this.resources = resources;
        this.accounts = accounts;
        resources.addIndexer(
                BY_SHORT_CODE,
                resource -> resource.shortCodes().stream().map(Sid::value).toList());
        resources.addIndexer(
                BY_SERVICE,
                resource -> resource.services().stream().map(Sid::value).toList());
        resources.addIndexer(
                BY_ACCOUNT,
                resource -> Accounts.Name.of(resource).map(Accounts.Name::toString).stream()
                        .toList());
    }

    /**
     * The claims of all resources but one on a short code, in whatever namespace and Service. That one is left out before
     * its claims are made: a large pool would otherwise be read once for each of its codes.
     */
    Stream<Claim.Valid> claimsOn(Sid.ShortCode code, String exceptUid, Sid.@Nullable Account account, Instant now) {
        return othersOn(code, exceptUid)
                .filter(other -> account == null || account.equals(accountOf(other)))
                .flatMap(other -> other.claims(accountOf(other), now))
                .filter(claim -> claim.membership().shortCode().equals(code));
    }

    Stream<R> othersOn(Sid.ShortCode code, String exceptUid) {
        return resources.byIndex(BY_SHORT_CODE, code.value()).stream()
                .filter(resource -> !exceptUid.equals(resource.getMetadata().getUid()));
    }

    /** The resources that are about the pool of this Service. */
    Stream<R> usersOf(Place place) {
        return resources.byIndex(BY_SERVICE, place.service().value()).stream()
                .filter(resource -> accounts.accessOf(resource).equals(new Accounts.Access.Open(place.account())));
    }

    /** The resources that name this ProxyAccount. */
    Stream<R> usersOf(Accounts.Name account) {
        return resources.byIndex(BY_ACCOUNT, account.toString()).stream();
    }

    /** The account, or the one that was written down while it cannot be found. */
    private Sid.@Nullable Account accountOf(R resource) {
        Sid.Account found = accounts.accessOf(resource).sid();
        return found == null ? resource.recordedAccount().orElse(null) : found;
    }
}

package dev.proxypool.reconcile;

import dev.proxypool.api.Claimant;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Policies;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.Sid;
import dev.proxypool.reconcile.account.Access;
import dev.proxypool.reconcile.account.Account.Acceptance;
import dev.proxypool.reconcile.account.Account.AccountPool;
import dev.proxypool.reconcile.account.Accounts;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds resources of one kind by their claims, in the informer's own cache: without a copy, and without a full scan.
 */
final class ClaimIndex<R extends HasMetadata & Claimant<R>> {

    private static final String BY_MEMBER = "by-member";
    private static final String BY_POOL = "by-pool";
    private static final String BY_PRUNED_POOL = "by-pruned-pool";
    private static final String BY_COUNTED_POOL = "by-counted-pool";
    private static final String BY_FULL_POOL = "by-full-pool";
    private static final String BY_ACCOUNT = "by-account";

    private final IndexerResourceCache<R> resources;
    private final Accounts accounts;

    ClaimIndex(IndexerResourceCache<R> resources, Accounts accounts) {
        this.resources = resources;
        this.accounts = accounts;
        resources.addIndexer(
                BY_MEMBER,
                resource -> resource.members().stream().map(Sid::value).toList());
        indexPools(BY_POOL, _ -> true);
        indexPools(BY_PRUNED_POOL, Claimant::removesUnlisted);
        indexPools(BY_COUNTED_POOL, Claimant::countsAllMembers);
        indexPools(BY_FULL_POOL, Claimant::waitsForRoom);
        resources.addIndexer(
                BY_ACCOUNT,
                resource -> Accounts.Name.of(resource).map(Accounts.Name::toString).stream()
                        .toList());
    }

    private void indexPools(String index, Predicate<R> which) {
        resources.addIndexer(
                index,
                resource -> which.test(resource)
                        ? resource.pools().stream().map(PoolKey::toString).toList()
                        : List.of());
    }

    /**
     * The claims on a member of all resources but one, in all namespaces and Services. That one is left out before its
     * claims are built: otherwise a large pool would be read once for each of its members.
     */
    Stream<Claim> claimsOn(Sid.Member code, String exceptUid, AccountUse account, Instant now) {
        return othersOn(code, exceptUid).flatMap(other -> competing(other, code, account, now));
    }

    /**
     * A resource that was seen holding a member in the account keeps it, even if it can no longer use the account. All
     * others compete only if Twilio accepted their credentials. While that is unknown, the members that they name are
     * not unlisted, but they own nothing.
     */
    private Stream<Claim> competing(R other, Sid.Member code, AccountUse account, Instant now) {
        Access access = accounts.accessOf(other);
        AccountUse recorded = other.recordedAccount().orElse(null);
        return other.claims(access.use(), now)
                .filter(claim -> claim.membership().member().equals(code))
                .flatMap(claim -> {
                    if (claim.standing() != Claim.Standing.NEW && recorded != null) {
                        return recorded.isSameAccountAs(account) ? Stream.of(claim) : Stream.empty();
                    }
                    return competing(claim, access, account);
                });
    }

    private static Stream<Claim> competing(Claim claim, Access access, AccountUse account) {
        AccountUse use = access.use();
        if (use == null || !use.isSameAccountAs(account) || access.acceptance() == Acceptance.REFUSED) {
            return Stream.empty();
        }
        return access.acceptance() == Acceptance.ACCEPTED
                ? Stream.of(claim)
                : Stream.of(new Claim(
                        claim.owner(), claim.membership(), claim.wish(), Policies.OBSERVING, claim.standing()));
    }

    /** Every name of these members in the resource's account. */
    Set<Sid.Member> namesOf(R resource, Collection<Sid.Member> members) {
        Access access = accounts.accessOf(resource);
        return members.stream()
                .flatMap(member -> access.namesOf(member).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    Stream<R> othersOn(Sid.Member code, String exceptUid) {
        return resources.byIndex(BY_MEMBER, code.value()).stream().filter(resource -> !isNamed(resource, exceptUid));
    }

    /** The resources that remove unlisted members from this pool, so that another claim may affect them. */
    Stream<R> prunersOf(PoolKey pool, String exceptUid) {
        return resources.byIndex(BY_PRUNED_POOL, pool.toString()).stream()
                .filter(resource -> !isNamed(resource, exceptUid));
    }

    private boolean isNamed(R resource, @Nullable String uid) {
        return resource.getMetadata().getUid().equals(uid);
    }

    /** The resources that are about this pool. */
    Stream<R> usersOf(AccountPool place) {
        return usersOf(place, BY_POOL);
    }

    /** Those of them that a full pool prevents from adding a member. */
    Stream<R> waitingForRoom(AccountPool place) {
        return usersOf(place, BY_FULL_POOL);
    }

    /**
     * Those of them that a change of the pool may affect, each once. Of the many resources with a single member, these
     * are only those of the changed members, unless there is room again: a bulk load changes a pool several times a
     * second, and thousands of resources may be about it.
     */
    Stream<R> affectedBy(AccountPool place, PoolSnapshot before, PoolSnapshot after) {
        if (place.account().capacity().gotRoom(before, after)) {
            return usersOf(place);
        }
        Stream<R> ofChanges = after.namesOfChanges(before).stream()
                .flatMap(name -> resources.byIndex(BY_MEMBER, name.value()).stream())
                .filter(resource -> !resource.countsAllMembers())
                .filter(resource -> resource.pools().contains(place.key()))
                .filter(resource -> usesAccountOf(place, resource));
        return Stream.concat(usersOf(place, BY_COUNTED_POOL), ofChanges);
    }

    private Stream<R> usersOf(AccountPool place, String index) {
        return resources.byIndex(index, place.key().toString()).stream()
                .filter(resource -> usesAccountOf(place, resource));
    }

    private boolean usesAccountOf(AccountPool place, R resource) {
        return accounts.accessOf(resource) instanceof Access.Open open
                && open.account().equals(place.account());
    }

    Stream<R> inNamespace(String namespace) {
        return resources.list(namespace);
    }

    /** The resources that name this ProxyAccount. */
    Stream<R> usersOf(Accounts.Name account) {
        return resources.byIndex(BY_ACCOUNT, account.toString()).stream();
    }
}

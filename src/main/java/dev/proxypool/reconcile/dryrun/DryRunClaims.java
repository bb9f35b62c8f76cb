package dev.proxypool.reconcile.dryrun;

import dev.proxypool.api.Claimant;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Claim.Standing;
import dev.proxypool.domain.Owner;
import dev.proxypool.domain.Policies.Management;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Sid;
import dev.proxypool.reconcile.Rivals;
import dev.proxypool.status.Finding;
import dev.proxypool.status.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All resources of a dry run, of every kind, as rivals of each other. All of them use one account. */
final class DryRunClaims implements Rivals.Kind {

    private final List<? extends Claimant<?>> resources;
    private final Map<Sid.Member, List<Claimant<?>>> byCode = new HashMap<>();
    /** The UIDs of deleted resources that were released. */
    private final Set<String> gone = new HashSet<>();

    /** The UIDs of resources that the cluster does not have yet, or whose manifests do not show that it has them. */
    private final Set<String> ofUnknownAge = new HashSet<>();

    /** As they were before the first pass. */
    private final Map<Sid.Member, List<Owner>> undecided = new HashMap<>();

    /**
     * @param resources each with its own UID
     * @param now when those would be created that are new
     */
    DryRunClaims(List<? extends Claimant<?>> resources, Instant now) {
        resources.stream()
                .map(Claimant::getMetadata)
                .filter(meta -> meta.getCreationTimestamp() == null)
                .forEach(meta -> {
                    meta.setCreationTimestamp(now.toString());
                    ofUnknownAge.add(meta.getUid());
                });
        this.resources = resources.stream()
                .sorted(Comparator.comparing(resource -> resource.getMetadata().getUid()))
                .toList();
        this.resources.forEach(resource -> resource.members()
                .forEach(code ->
                        byCode.computeIfAbsent(code, _ -> new ArrayList<>()).add(resource)));
    }

    /** The resources that remain, in an arbitrary but stable order. */
    List<Claimant<?>> present() {
        return resources.stream()
                .filter(this::isThere)
                .<Claimant<?>>map(resource -> resource)
                .toList();
    }

    void leave(Claimant<?> resource) {
        gone.add(resource.getMetadata().getUid());
    }

    /** What the resource of an undecided claim reports; empty if the claim wins, or loses to an older one. */
    Optional<Finding> undecided(Claim claim, AccountUse account, Instant now) {
        Sid.Member member = claim.membership().member();
        return Optional.of(undecided(member, account, now))
                .filter(owners -> owners.contains(claim.owner()))
                .map(owners -> new Finding(
                        Reason.CONFLICT,
                        "%s and %s %s claim this %s; the cluster gives it to the one that it created first, which these manifests do not show"
                                .formatted(
                                        owners.stream()
                                                .limit(owners.size() - 1L)
                                                .map(Owner::toString)
                                                .collect(Collectors.joining(", ")),
                                        owners.getLast(),
                                        owners.size() == 2 ? "both" : "all",
                                        member.kind().shortNoun())));
    }

    /**
     * The owners of claims on a member of which the cluster would choose the oldest, if no manifest shows which one that
     * is; empty if there is only one, or if a status decides.
     */
    private List<Owner> undecided(Sid.Member code, AccountUse account, Instant now) {
        return byCode.getOrDefault(code, List.of()).size() < 2
                ? List.of()
                : undecided.computeIfAbsent(code, _ -> findUndecided(code, account, now));
    }

    private List<Owner> findUndecided(Sid.Member code, AccountUse account, Instant now) {
        List<Claim> claims = claims(code, "", account, now).toList();
        List<Owner> owners = claims.stream()
                .filter(claim -> !claim.leaving() && claim.policies().management() == Management.MANAGE)
                .map(Claim::owner)
                .sorted(Comparator.comparing(Owner::toString))
                .toList();
        boolean byAge = claims.stream().allMatch(claim -> claim.standing() == Standing.NEW);
        boolean ageIsUnknown = owners.stream().map(Owner::uid).allMatch(ofUnknownAge::contains);
        return owners.size() > 1 && byAge && ageIsUnknown ? owners : List.of();
    }

    private boolean isThere(Claimant<?> resource) {
        return !gone.contains(resource.getMetadata().getUid());
    }

    @Override
    public boolean isComplete() {
        return true;
    }

    /** If it is not known which claim is the oldest, each one sees the others as older, so that none of them wins. */
    @Override
    public Stream<Claim> claimsOn(Sid.Member code, String exceptUid, AccountUse account, Instant now) {
        boolean noneIsOldest = !undecided(code, account, now).isEmpty();
        return claims(code, exceptUid, account, now).map(claim -> noneIsOldest ? older(claim) : claim);
    }

    private static Claim older(Claim claim) {
        Owner owner = claim.owner();
        var older = new Owner(owner.kind(), owner.namespace(), owner.name(), owner.uid(), Instant.EPOCH);
        return new Claim(older, claim.membership(), claim.wish(), claim.policies(), claim.standing());
    }

    private Stream<Claim> claims(Sid.Member code, String exceptUid, AccountUse account, Instant now) {
        return byCode.getOrDefault(code, List.of()).stream()
                .filter(this::isThere)
                .filter(resource -> !exceptUid.equals(resource.getMetadata().getUid()))
                .flatMap(resource -> resource.claims(account, now))
                .filter(claim -> claim.membership().member().equals(code));
    }

    @Override
    public Set<Sid.Member> newerThanKnown(Sid.@Nullable Member only, String exceptUid) {
        return Set.of();
    }

    @Override
    public void wakeOthers(Collection<Sid.Member> codes, Collection<PoolKey> pools, String uid) {
        // Each gets a pass in the next round.
    }
}

package dev.proxypool.reconcile.dryrun;

import dev.proxypool.api.Claimant;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Sid;
import dev.proxypool.reconcile.Rivals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All resources of a dry run, of every kind, as rivals of each other. All of them use one account. */
final class DryRunClaims implements Rivals.Kind {

    private final List<? extends Claimant<?>> resources;
    private final Map<Sid.Member, List<Claimant<?>>> byCode = new HashMap<>();
    /** The UIDs of deleted resources that were released. */
    private final Set<String> gone = new HashSet<>();

    /** @param resources each with its own UID */
    DryRunClaims(List<? extends Claimant<?>> resources) {
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

    private boolean isThere(Claimant<?> resource) {
        return !gone.contains(resource.getMetadata().getUid());
    }

    @Override
    public boolean isComplete() {
        return true;
    }

    @Override
    public Stream<Claim> claimsOn(Sid.Member code, String exceptUid, AccountUse account, Instant now) {
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

package dev.proxypool.reconcile;

import dev.proxypool.api.Claimant;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Sid;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All resources that claim members, of every kind: no two of them may own one member, and a resource that is deleted
 * must not remove what another one claims.
 */
public final class Rivals {

    /** The resources of one kind. */
    public interface Kind {
        /** Whether all of them are known, so that none can be missed. */
        boolean isComplete();

        /** The claims on a member of an account by all resources of this kind but one. */
        Stream<Claim> claimsOn(Sid.Member code, String exceptUid, AccountUse account, Instant now);

        /**
         * The members named by claims that the API server has and the cache does not show yet, by a consistent list.
         *
         * @param only the one member requested; null for all
         */
        Set<Sid.Member> newerThanKnown(Sid.@Nullable Member only, String exceptUid);

        /**
         * A resource's claims changed: resources that lost to them, wait for them, or remove unclaimed members need a
         * pass.
         */
        void wakeOthers(Collection<Sid.Member> codes, Collection<PoolKey> pools, String uid);
    }

    private final List<Kind> kinds = new CopyOnWriteArrayList<>();
    private volatile boolean joined;

    public void join(Kind kind) {
        kinds.add(kind);
    }

    /** No more kinds join: every reconciler is registered. */
    public void allKindsJoined() {
        joined = true;
    }

    /** No decision is allowed before: a claim that is not known yet may be the decisive one. */
    boolean areKnown() {
        return joined && kinds.stream().allMatch(Kind::isComplete);
    }

    /**
     * The claims on a member of all resources but one, under the name that the caller uses: a rival may know the
     * member by another one.
     *
     * @param names all names of the member
     */
    public List<Claim> on(
            Sid.Member member, Set<Sid.Member> names, String uid, @Nullable AccountUse account, Instant now) {
        if (account == null) {
            return List.of();
        }
        return names.stream()
                .flatMap(name -> kinds.stream().flatMap(kind -> kind.claimsOn(name, uid, account, now)))
                .map(claim -> claim.naming(member))
                .toList();
    }

    /**
     * The members that other resources claim by now, and no pass knows of yet. Costs a consistent list of every kind.
     *
     * @param resource the resource that is about to take something away
     */
    Set<Sid.Member> newerThanKnown(Claimant<?> resource) {
        List<Sid.Member> codes = resource.members();
        boolean hasOneName = codes.size() == 1 && !codes.getFirst().kind().hasNumbers();
        Sid.Member only = hasOneName && !resource.removesUnlisted() ? codes.getFirst() : null;
        String uid = resource.getMetadata().getUid();
        return kinds.stream()
                .flatMap(kind -> kind.newerThanKnown(only, uid).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    void changed(Collection<Sid.Member> codes, Collection<PoolKey> pools, String uid) {
        kinds.forEach(kind -> kind.wakeOthers(codes, pools, uid));
    }
}

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
 * All who claim short codes, of whatever kind, as far as they meet: no two of them may own one code, and whoever goes must
 * not take away what another claims.
 */
public final class Rivals {

    /** The resources of one kind. */
    public interface Kind {
        /** Whether all of them are known, so that none can be overlooked. */
        boolean isComplete();

        /**
         * Their claims on a short code of an account, those of one resource left out.
         */
        Stream<Claim> claimsOn(Sid.Member code, String exceptUid, AccountUse account, Instant now);

        /**
         * The codes named by claims that the API server has and the cache does not show yet, by a consistent list.
         *
         * @param only if no other code is asked about
         */
        Set<Sid.Member> newerThanKnown(Sid.@Nullable Member only, String exceptUid);

        /**
         * Something about the claims of a resource changed: resources that lost to them, wait for them, or remove what nobody
         * claims, have to look again.
         */
        void wakeOthers(Collection<Sid.Member> codes, Collection<PoolKey> pools, String uid);
    }

    private final List<Kind> kinds = new CopyOnWriteArrayList<>();
    private volatile boolean joined;

    public void join(Kind kind) {
        kinds.add(kind);
    }

    /** From now on no other kind joins: every reconciler was registered. */
    public void allKindsJoined() {
        joined = true;
    }

    /** Nothing may be decided before: a claim that is not known yet may be the one that counts. */
    boolean areKnown() {
        return joined && kinds.stream().allMatch(Kind::isComplete);
    }

    /** The claims of all resources but one on a short code. */
    public List<Claim> on(Sid.Member code, String uid, @Nullable AccountUse account, Instant now) {
        if (account == null) {
            return List.of();
        }
        return kinds.stream()
                .flatMap(kind -> kind.claimsOn(code, uid, account, now))
                .toList();
    }

    /**
     * The codes that other resources claim by now, where no pass knows of it yet. Costs a consistent list of every kind.
     *
     * @param resource what asks before it takes something away
     */
    Set<Sid.Member> newerThanKnown(Claimant<?> resource) {
        List<Sid.Member> codes = resource.members();
        Sid.Member only = codes.size() == 1 && !resource.removesUnlisted() ? codes.getFirst() : null;
        String uid = resource.getMetadata().getUid();
        return kinds.stream()
                .flatMap(kind -> kind.newerThanKnown(only, uid).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    void changed(Collection<Sid.Member> codes, Collection<PoolKey> pools, String uid) {
        kinds.forEach(kind -> kind.wakeOthers(codes, pools, uid));
    }
}

package dev.proxypool.reconcile;

import dev.proxypool.api.Claimant;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Sid;
import dev.proxypool.reconcile.account.Access;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The rivals of one resource as one pass knows them. Before the pass takes a member away, it must know all of them:
 * those of which the cache did not know at all, and those of which the cache learnt after the pass had decided.
 */
final class ConsultedRivals {

    private final Rivals rivals;
    private final Claimant<?> resource;
    private final Access access;
    private final Instant now;
    private final Map<Sid.Member, Set<Claim>> told = new ConcurrentHashMap<>();
    private @Nullable Set<Sid.Member> newer;

    /** @param now the time of the pass */
    ConsultedRivals(Rivals rivals, Claimant<?> resource, Access access, Instant now) {
        this.rivals = rivals;
        this.resource = resource;
        this.access = access;
        this.now = now;
    }

    /** The claims of all other resources on a member, for a decision on it. */
    List<Claim> on(Sid.Member member) {
        List<Claim> known = known(member);
        told.put(member, Set.copyOf(known));
        return known;
    }

    /** Whether the last decision on a member knew every claim on it. Costs a consistent list, once in a pass. */
    synchronized boolean wereComplete(Sid.Member member) {
        if (newer == null) {
            newer = rivals.newerThanKnown(resource);
        }
        // In this order: whatever the list did not find to be newer, the cache has by now.
        return access.namesOf(member).stream().noneMatch(newer::contains)
                && Set.copyOf(known(member)).equals(told.getOrDefault(member, Set.of()));
    }

    private List<Claim> known(Sid.Member member) {
        return rivals.on(member, access.namesOf(member), resource.getMetadata().getUid(), access.use(), now);
    }
}

package dev.proxypool.api;

import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.Sid;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A resource that claims short codes, one or many of them: what it takes to find it, to wake it, and to see whether two of
 * them want the same code. None of these methods fails, whatever the resource holds.
 *
 * <p>It is no {@code HasMetadata}: that would bring Jackson's annotations along, and with them a deserializer for any kind.
 *
 * @param <R> the kind itself
 */
public interface Claimant<R> {

    ObjectMeta getMetadata();

    /** The members that it claims, as far as their SIDs are well-formed. */
    List<Sid.Member> members();

    /** The pools that it is about. */
    Set<PoolKey> pools();

    /** The Services whose pools it is about. */
    default Set<Sid.Service> services() {
        return pools().stream().map(PoolKey::service).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The ProxyAccount it uses; empty for the operator's default account. */
    Optional<AccountRef> accountRef();

    /** The account that its status has written down. */
    Optional<AccountUse> recordedAccount();

    /**
     * Its claims as other resources have to respect them. A resource whose spec makes no sense keeps what it holds, and names
     * what it would claim without owning it.
     */
    Stream<Claim> claims(@Nullable AccountUse account, Instant now);

    /** What it asks for, and everything that is wrong with it; null as account while that cannot be found out. */
    Claims toClaims(@Nullable AccountUse account, Instant now);

    /** The memberships that it is about, as far as they can be read. */
    List<Membership> memberships();

    /** The value of the reconcile annotation that was not served yet. */
    Optional<String> unservedRequest();

    /** The hash of the removals that a person approved. */
    default Optional<String> approval() {
        return Optional.empty();
    }

    /** When the drain of a code that began then is over. */
    Instant drainEnd(Instant since);

    /** Whether no pass has written a status yet. */
    boolean isUnseen();

    /** Whether its status says that the code is held there, or that an add was begun. */
    boolean mayHaveAdded(Membership membership);

    /** Whether it removes members that no resource claims, so that every claim on its Services is something to it. */
    boolean removesUnlisted();

    /** Whether a pool without room keeps it from what it declares. */
    boolean waitsForRoom();

    /** The codes that it was seen holding, or no longer holding, since that state of it. */
    Collection<Sid.Member> holdsChangedSince(R old);

    /** Whether what changed in a pool of its Services is anything to it. */
    boolean isAffectedBy(PoolSnapshot before, PoolSnapshot after, Capacity capacity);

    /** Whether somebody asked for something that no pass has looked at yet: it is new, edited or deleted, or a look was requested. */
    boolean hasUnservedChange();

    /** Whether anything differs that a pass would have to look at: all but the status and the bookkeeping of others. */
    boolean needsPassAfter(R old);
}

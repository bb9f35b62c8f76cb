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
 * A resource that claims members, one or many: what it takes to find it, to start its pass, and to see whether two of
 * them claim the same member. None of these methods fails, whatever the resource contains.
 *
 * <p>It does not extend {@code HasMetadata}, which would bring Jackson's annotations and with them a deserializer for
 * any kind.
 *
 * @param <R> the kind itself
 */
public interface Claimant<R> {

    ObjectMeta getMetadata();

    /** The members that it claims, if their SIDs are well-formed. */
    List<Sid.Member> members();

    /** The pools that it is about. */
    Set<PoolKey> pools();

    /** The Services whose pools it is about. */
    default Set<Sid.Service> services() {
        return pools().stream().map(PoolKey::service).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The ProxyAccount it uses; empty for the operator's default account. */
    Optional<AccountRef> accountRef();

    /** The account that its status records. */
    Optional<AccountUse> recordedAccount();

    /**
     * Its claims as other resources must respect them. A resource with an invalid spec keeps what it holds, and names
     * what it would claim without owning it.
     */
    Stream<Claim> claims(@Nullable AccountUse account, Instant now);

    /** What it asks for, and all problems of its spec. The account is null while it is not known. */
    Claims toClaims(@Nullable AccountUse account, Instant now);

    /** The memberships that it is about, if they can be read. */
    List<Membership> memberships();

    /** The value of the reconcile annotation that no poll has served yet. */
    Optional<String> unservedRequest();

    /** The hash of the removals that the user approved. */
    default Optional<String> approval() {
        return Optional.empty();
    }

    /** When a drain that began at that time ends. */
    Instant drainEnd(Instant since);

    /** Whether no pass has written a status yet. */
    boolean isUnseen();

    /** Whether its status says that the member is held there, or that an add was begun. */
    boolean mayHaveAdded(Membership membership);

    /** Whether it removes members that no resource claims, so that every claim on its Services affects it. */
    default boolean removesUnlisted() {
        return false;
    }

    /** Whether a full pool prevents what it declares. */
    boolean waitsForRoom();

    /** The members that it has started, or stopped, to hold since that state of it. */
    Collection<Sid.Member> holdsChangedSince(R old);

    /** Whether every member of its pools may affect it, not only its own. */
    default boolean countsAllMembers() {
        return false;
    }

    /** Whether a change in a pool of its Services affects it. */
    boolean isAffectedBy(PoolSnapshot before, PoolSnapshot after, Capacity capacity);

    /**
     * Whether it has a change that no pass has seen yet: it is new, edited or deleted, or the user requested a poll.
     */
    boolean hasUnservedChange();

    /** Whether a difference needs a pass: anything but the status and the bookkeeping of others. */
    boolean needsPassAfter(R old);
}

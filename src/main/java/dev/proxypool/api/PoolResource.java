package dev.proxypool.api;

import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.Sid;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The members of the pool of one Proxy Service as a list, and what the operator does with unlisted members.
 *
 * @param <R> the kind itself
 */
public abstract sealed class PoolResource<R extends PoolResource<R>> extends ClaimantResource<PoolStatus, R>
        permits ProxyShortCodePool, ProxyPhoneNumberPool {

    @Override
    public PoolStatus statusOrNone() {
        return Objects.requireNonNullElse(getStatus(), PoolStatus.NONE);
    }

    @Override
    public Set<PoolKey> pools() {
        return poolsOf(declaredService());
    }

    @Override
    public Stream<Claim> claims(@Nullable AccountUse account, Instant now) {
        return PoolClaimsReader.asOthersSeeThem(this, account, now).stream();
    }

    @Override
    public boolean countsAllMembers() {
        return true;
    }

    /**
     * Every member affects it: it counts them all, and may remove those that it does not list. How many Sessions use
     * them, which changes all the time, only matters while it gives up some of them.
     */
    @Override
    public boolean isAffectedBy(PoolSnapshot before, PoolSnapshot after, Capacity capacity) {
        boolean givesUp = isMarkedForDeletion() || removesUnlisted();
        return givesUp ? !before.members().equals(after.members()) : !before.hasSameMembersAs(after);
    }

    @Override
    public List<Sid.Member> members() {
        return StreamSupport.stream(spec().written().path(fields().list()).spliterator(), false)
                .flatMap(entry -> fields().entry(entry).stream())
                .distinct()
                .toList();
    }

    @Override
    public boolean mayHaveAdded(Membership membership) {
        return statusOrNone()
                        .ledger()
                        .holdOf(membership.member(), membership.service())
                        .place()
                != null;
    }

    @Override
    public Collection<Sid.Member> holdsChangedSince(R old) {
        Ledger then = old.statusOrNone().ledger();
        Ledger now = statusOrNone().ledger();
        return then.equals(now)
                ? List.of()
                : members().stream()
                        .filter(member -> then.isHeld(member) != now.isHeld(member))
                        .toList();
    }

    @Override
    public boolean removesUnlisted() {
        return "Remove".equals(spec().written().path("unlisted").textValue());
    }

    @Override
    public Optional<String> approval() {
        return Optional.ofNullable(Requests.annotation(this, ApiGroup.APPROVAL_ANNOTATION));
    }

    @Override
    public Claims toClaims(@Nullable AccountUse account, Instant now) {
        return PoolClaimsReader.read(this, account, now);
    }
}

package dev.proxypool.api;

import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Hold;
import dev.proxypool.domain.Member;
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
import org.jspecify.annotations.Nullable;

/**
 * One member of the pool of one Proxy Service, reserved or not.
 *
 * @param <R> the kind itself
 */
public abstract sealed class MemberResource<R extends MemberResource<R>> extends ClaimantResource<MemberStatus, R>
        permits ProxyShortCode, ProxyPhoneNumber {

    @Override
    public MemberStatus statusOrNone() {
        return Objects.requireNonNullElse(getStatus(), MemberStatus.NONE);
    }

    /** The member that it claims, if the spec names it well: resources with the same member may be rivals. */
    public Optional<Sid.Member> member() {
        return fields().member(spec().written());
    }

    @Override
    public List<Sid.Member> members() {
        return member().stream().toList();
    }

    @Override
    public Stream<Claim> claims(@Nullable AccountUse account, Instant now) {
        return MemberClaimReader.asOthersSeeIt(this, account, now).stream();
    }

    /** A change of its own member; and, while the member is absent, new room in a pool that was full. */
    @Override
    public boolean isAffectedBy(PoolSnapshot before, PoolSnapshot after, Capacity capacity) {
        return member().filter(member -> !seen(member, before).equals(seen(member, after))
                        || after.find(member).isEmpty() && capacity.gotRoom(before, after))
                .isPresent();
    }

    /** How long the member has been idle only matters to a resource that is about to give it up. */
    private Optional<Member> seen(Sid.Member member, PoolSnapshot pool) {
        boolean givesUp = isMarkedForDeletion() || pools().size() > 1;
        return pool.find(member).map(found -> givesUp ? found : found.withoutIdlePolls());
    }

    /** The pools that it is about: the one in which it holds the member, and the one that it names. */
    @Override
    public Set<PoolKey> pools() {
        return poolsOf(statusOrNone().serviceSid(), declaredService());
    }

    @Override
    public boolean mayHaveAdded(Membership membership) {
        return members().contains(membership.member())
                && membership.service().equals(statusOrNone().hold().place());
    }

    @Override
    public Collection<Sid.Member> holdsChangedSince(R old) {
        Hold then = old.statusOrNone().hold();
        return Objects.equals(then.service(), statusOrNone().hold().service()) ? List.of() : members();
    }

    /** A single member is a pool of one. */
    @Override
    public Claims toClaims(@Nullable AccountUse account, Instant now) {
        return MemberClaimReader.read(this, account, now);
    }
}

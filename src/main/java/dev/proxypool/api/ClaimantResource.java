package dev.proxypool.api;

import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Sid;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What all resources that claim members share: their requests, their account, and when they need a pass.
 *
 * @param <S> the status of the kind
 * @param <R> the kind itself
 */
public abstract sealed class ClaimantResource<S extends ClaimantStatus<S>, R extends ClaimantResource<S, R>>
        extends WrittenResource<S> implements Claimant<R> permits MemberResource, PoolResource {

    /** How its spec names members. */
    abstract SpecFields fields();

    /** As it is written; null if there is none. */
    final @Nullable String declaredService() {
        return spec().written().path("serviceSid").textValue();
    }

    /** The pools of those Services, in that order; of what is no SID, none. */
    final Set<PoolKey> poolsOf(@Nullable String... services) {
        return Arrays.stream(services)
                .flatMap(sid -> Sid.Service.parse(sid).stream())
                .map(service -> new PoolKey(service, fields().kind()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public Optional<AccountUse> recordedAccount() {
        return Optional.ofNullable(statusOrNone().account());
    }

    @Override
    public Optional<AccountRef> accountRef() {
        return AccountRef.read(spec().written(), getMetadata());
    }

    @Override
    public List<Membership> memberships() {
        return services().stream()
                .flatMap(service -> members().stream().map(member -> new Membership(service, member)))
                .toList();
    }

    @Override
    public Optional<String> unservedRequest() {
        return Requests.unserved(this, statusOrNone().lastHandledReconcileAt());
    }

    @Override
    public boolean isUnseen() {
        return Requests.isUnseen(statusOrNone().observedGeneration());
    }

    @Override
    public boolean hasUnservedChange() {
        return Requests.areNew(
                this, statusOrNone().observedGeneration(), statusOrNone().lastHandledReconcileAt());
    }

    @Override
    public boolean needsPassAfter(R old) {
        return Requests.differ(this, old)
                || old.hasFinalizer(ApiGroup.MEMBERSHIP_FINALIZER) && !hasFinalizer(ApiGroup.MEMBERSHIP_FINALIZER)
                || !approval().equals(old.approval());
    }

    @Override
    public boolean waitsForRoom() {
        return statusOrNone().hasProblem("PoolFull");
    }

    @Override
    public Instant drainEnd(Instant since) {
        return Rules.read(reader()).drainEnd(since);
    }
}

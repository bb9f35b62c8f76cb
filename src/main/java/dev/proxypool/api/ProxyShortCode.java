package dev.proxypool.api;

import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Hold;
import dev.proxypool.domain.MemberKind;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.Sid;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One short code in one Proxy Service, reserved or not. Mirrors {@code crds/proxyshortcodes.proxypool.dev.yaml}. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Kind(ProxyShortCode.KIND)
@Plural("proxyshortcodes")
@ShortNames("psc")
public final class ProxyShortCode extends ClaimantResource<ShortCodeStatus, ProxyShortCode> {

    public static final String KIND = "ProxyShortCode";

    @Override
    public ShortCodeStatus statusOrNone() {
        return Objects.requireNonNullElse(getStatus(), ShortCodeStatus.NONE);
    }

    /** The code that it claims, if its SID is well-formed: resources with the same code may be rivals. */
    public Optional<Sid.ShortCode> shortCode() {
        return Sid.ShortCode.parse(text("shortCodeSid"));
    }

    @Override
    public List<Sid.Member> members() {
        return List.copyOf(shortCode().stream().toList());
    }

    @Override
    public Stream<Claim> claims(@Nullable AccountUse account, Instant now) {
        return ShortCodeClaim.asOthersSeeIt(this, account, now).stream();
    }

    /** A change of its own code; and, while the code is absent, new room in a pool that was full. */
    @Override
    public boolean isAffectedBy(PoolSnapshot before, PoolSnapshot after, Capacity capacity) {
        return shortCode()
                .filter(code -> !before.find(code).equals(after.find(code))
                        || after.find(code).isEmpty() && gotRoom(before, after, capacity))
                .isPresent();
    }

    private static boolean gotRoom(PoolSnapshot before, PoolSnapshot after, Capacity capacity) {
        return Stream.of(true, false)
                .anyMatch(reserved -> !capacity.hasRoom(before, reserved) && capacity.hasRoom(after, reserved));
    }

    /** The pools that it is about: the one in which it holds the code, and the one that it names. */
    @Override
    public Set<PoolKey> pools() {
        return Stream.of(statusOrNone().serviceSid(), text("serviceSid"))
                .flatMap(sid -> Sid.Service.parse(sid).stream())
                .map(service -> new PoolKey(service, MemberKind.SHORT_CODE))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public boolean mayHaveAdded(Membership membership) {
        return members().contains(membership.member())
                && membership.service().equals(statusOrNone().hold().place());
    }

    @Override
    public Collection<Sid.Member> holdsChangedSince(ProxyShortCode old) {
        Hold then = old.statusOrNone().hold();
        return Objects.equals(then.service(), statusOrNone().hold().service()) ? List.of() : members();
    }

    @Override
    public boolean removesUnlisted() {
        return false;
    }

    @Override
    public boolean waitsForRoom() {
        return Requests.isReady(statusOrNone().conditions(), "PoolFull");
    }

    /** A single code is a pool with one member. */
    @Override
    public Claims toClaims(@Nullable AccountUse account, Instant now) {
        return ShortCodeClaim.read(this, account, now);
    }

    private @Nullable String text(String field) {
        return spec().written().path(field).textValue();
    }
}

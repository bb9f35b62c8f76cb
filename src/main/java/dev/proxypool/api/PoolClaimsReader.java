package dev.proxypool.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proxypool.api.Rules.DeletionPolicy;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Claim.Drain;
import dev.proxypool.domain.Claim.Standing;
import dev.proxypool.domain.Claim.Wish;
import dev.proxypool.domain.Hold;
import dev.proxypool.domain.MemberKind;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Owner;
import dev.proxypool.domain.Policies;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Sid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the claims of a {@link ProxyShortCodePool}; behind this border everything is well-formed. */
final class PoolClaimsReader {

    private enum Unlisted {
        KEEP,
        REMOVE
    }

    private final ProxyShortCodePool resource;
    /** The fields that a removal still needs; problems of other fields no longer matter then. */
    private static final Set<String> NEEDED_TO_LEAVE =
            Set.of("spec", "serviceSid", "shortCodes", "accountRef", "managementPolicy", "deletionPolicy", "suspend");

    private final PoolStatus status;
    private final SpecReader reader;
    private final Instant now;

    private PoolClaimsReader(ProxyShortCodePool resource, Instant now) {
        this.resource = resource;
        this.status = resource.statusOrNone();
        this.reader = resource.reader();
        this.now = now;
    }

    static Claims read(ProxyShortCodePool resource, @Nullable AccountUse account, Instant now) {
        return new PoolClaimsReader(resource, now).claims(account);
    }

    /** As in {@link ShortCodeClaim}: an invalid pool keeps what it holds, and names what it lists. */
    static List<Claim> asOthersSeeThem(ProxyShortCodePool resource, @Nullable AccountUse account, Instant now) {
        PoolClaimsReader reader = new PoolClaimsReader(resource, now);
        Claims claims = reader.claims(account);
        return claims.problems().isEmpty()
                ? claims.listed()
                : claims.listed().stream().map(reader::kept).toList();
    }

    private Claim kept(Claim listed) {
        Sid.Member code = listed.membership().member();
        Sid.Service place = Sid.Service.parse(status.serviceSid())
                .orElseGet(() -> listed.membership().service());
        Hold hold = hold(code, place);
        boolean held = hold.service() != null;
        return new Claim(
                listed.owner(),
                new Membership(place, code),
                new Wish.Present(Boolean.TRUE.equals(hold.appliedReserved())),
                held ? Policies.DEFAULT : Policies.OBSERVING,
                held ? Standing.HOLDING : Standing.NEW);
    }

    private Claims claims(@Nullable AccountUse account) {
        var service = reader.sid("serviceSid", Sid.Service.FORMAT, Sid.Service::parse);
        SortedMap<Sid.Member, Boolean> codes = codes();
        Rules rules = Rules.read(reader);
        Unlisted unlisted = reader.choice("unlisted", Unlisted.KEEP);
        var limit = reader.removalLimit("maxRemovals");
        noteOtherPlace(account, service);

        boolean leaving = resource.isMarkedForDeletion();
        boolean orphan = leaving && (Requests.orphan(resource) || rules.deletion() == DeletionPolicy.ORPHAN);
        Owner owner = ShortCodeClaim.owner(resource, ProxyShortCodePool.KIND);
        Function<Sid.Member, Drain> drain =
                code -> rules.drain(hold(code, service).drainingSince(), now);
        List<Claim> listed = new ArrayList<>();
        if (service != null) {
            codes.forEach((code, reserved) -> listed.add(new Claim(
                    owner,
                    new Membership(service, code),
                    leaving ? farewell(orphan, drain.apply(code)) : new Wish.Present(reserved),
                    rules.policies(),
                    standing(hold(code, service), service, reserved))));
        }
        List<String> problems = leaving ? reader.problemsOf(NEEDED_TO_LEAVE) : reader.problems();
        return new Claims(
                owner,
                service == null ? null : new PoolKey(service, MemberKind.SHORT_CODE),
                listed,
                leaving && (Requests.orphan(resource) || !status.holdsSomething()) ? List.of() : problems,
                leaving,
                rules.policies(),
                unlisted == Unlisted.REMOVE,
                limit,
                status.ledger(),
                drain);
    }

    private Standing standing(Hold hold, Sid.Service service, boolean reserved) {
        Standing standing = hold.standing(service, reserved);
        boolean justBegun = Requests.hasOnlyBegun(resource, status.observedGeneration());
        return standing == Standing.NEW && justBegun ? Standing.STARTED : standing;
    }

    private SortedMap<Sid.Member, Boolean> codes() {
        SortedMap<Sid.Member, Boolean> codes = new TreeMap<>();
        for (JsonNode entry : reader.list("shortCodes")) {
            SpecReader one = new SpecReader(entry);
            var code = one.sid("sid", Sid.ShortCode.FORMAT, Sid.ShortCode::parse);
            boolean reserved = one.flag("reserved");
            one.problems().stream().findFirst().ifPresent(problem -> reader.note("shortCodes[]", "." + problem));
            if (code != null && codes.put(code, reserved) != null) {
                reader.note("shortCodes[]", "must list each short code once, got %s twice".formatted(code));
            }
        }
        return codes;
    }

    /** A pool cannot change its Service: all its codes would have to move, and the gap would go unnoticed. */
    private void noteOtherPlace(@Nullable AccountUse account, Sid.@Nullable Service service) {
        String held = status.serviceSid();
        if (held != null && service != null && !held.equals(service.value())) {
            reader.note("serviceSid", "cannot be changed: declare another pool for another Service");
        }
        String problem = account == null || !status.ledger().holdsSomething()
                ? null
                : AccountFields.change(status.account(), account);
        if (problem != null) {
            reader.note("accountRef", problem);
        }
    }

    private static Wish farewell(boolean orphan, Drain drain) {
        return orphan ? new Wish.LetGo() : new Wish.Absent(drain);
    }

    private Hold hold(Sid.Member code, Sid.@Nullable Service service) {
        return service == null ? Hold.NONE : status.ledger().holdOf(code, service);
    }
}

package dev.proxypool.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proxypool.api.Rules.DeletionPolicy;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Claim.Standing;
import dev.proxypool.domain.Claim.Wish;
import dev.proxypool.domain.Fingerprint;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Owner;
import dev.proxypool.domain.Policies.Adoption;
import dev.proxypool.domain.Policies.Drift;
import dev.proxypool.domain.Sid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes claims of a {@link ProxyShortCodePool}: the border behind which everything is well-formed. */
final class PoolClaimsReader {

    private enum Unlisted {
        KEEP,
        REMOVE
    }

    private final ProxyShortCodePool resource;
    private final PoolStatus status;
    private final SpecReader reader;

    private PoolClaimsReader(ProxyShortCodePool resource) {
        this.resource = resource;
        this.status = resource.statusOrNone();
        this.reader = new SpecReader(resource.spec());
    }

    static PoolClaims read(ProxyShortCodePool resource, Sid.@Nullable Account account) {
        return new PoolClaimsReader(resource).claims(account);
    }

    private PoolClaims claims(Sid.@Nullable Account account) {
        var service = reader.sid("serviceSid", Sid.Service.FORMAT, Sid.Service::parse);
        SortedMap<Sid.ShortCode, Boolean> codes = codes();
        Rules rules = Rules.read(reader);
        Unlisted unlisted = reader.choice("unlisted", Unlisted.KEEP);
        var limit = reader.removalLimit("maxRemovals");
        noteOtherPlace(account, service);
        noteWhatIsNotSupported(rules);

        boolean leaving = resource.isMarkedForDeletion();
        boolean orphan = leaving && (Requests.orphan(resource) || rules.deletion() == DeletionPolicy.ORPHAN);
        String hash = hash(service, codes);
        Owner owner = ShortCodeClaim.owner(resource, ProxyShortCodePool.KIND);
        List<Claim.Valid> listed = new ArrayList<>();
        if (service != null) {
            codes.forEach((code, reserved) -> listed.add(new Claim.Valid(
                    owner,
                    new Membership(service, code),
                    wish(leaving, orphan, reserved),
                    rules.policies(),
                    standing(hash))));
        }
        return new PoolClaims(
                owner,
                service,
                listed,
                leaving && Requests.orphan(resource) ? List.of() : reader.problems(),
                leaving,
                status.serviceSid() != null,
                rules.policies(),
                unlisted == Unlisted.REMOVE,
                limit,
                hash);
    }

    private SortedMap<Sid.ShortCode, Boolean> codes() {
        SortedMap<Sid.ShortCode, Boolean> codes = new TreeMap<>();
        for (JsonNode entry : reader.list("shortCodes")) {
            SpecReader one = new SpecReader(entry);
            var code = one.sid("sid", Sid.ShortCode.FORMAT, Sid.ShortCode::parse);
            boolean reserved = one.flag("reserved");
            one.problems().stream().findFirst().ifPresent(problem -> reader.note("shortCodes", "[]." + problem));
            if (code != null && codes.put(code, reserved) != null) {
                reader.note("shortCodes", "has %s twice".formatted(code));
            }
        }
        return codes;
    }

    /** A pool of its codes cannot go elsewhere: everything it holds would have to move, and nobody would see the gap. */
    private void noteOtherPlace(Sid.@Nullable Account account, Sid.@Nullable Service service) {
        String held = status.serviceSid();
        if (held != null && service != null && !held.equals(service.value())) {
            reader.note("serviceSid", "cannot be changed: declare another pool for another Service");
        }
        String recorded = status.accountSid();
        if (account != null && recorded != null && !recorded.equals(account.value())) {
            reader.note(
                    "account",
                    "%s holds the codes, but the resource now belongs to %s; give it back that account, or delete the resource with the annotation %s: \"true\""
                            .formatted(recorded, account, ProxyShortCode.ORPHAN_ANNOTATION));
        }
    }

    /** The definition carries the whole design; what this version cannot do yet is refused, never ignored. */
    private void noteWhatIsNotSupported(Rules rules) {
        if (rules.policies().adoption() != Adoption.ALWAYS) {
            reader.note("adoptionPolicy", "other than Always is not supported for pools by this version; leave it out");
        }
        if (rules.policies().drift() != Drift.CORRECT) {
            reader.note("driftPolicy", "other than Correct is not supported for pools by this version; leave it out");
        }
        if (rules.deletion() == DeletionPolicy.DRAIN) {
            reader.note("deletionPolicy", "Drain is not supported for pools by this version; use Remove or Orphan");
        }
    }

    private static Wish wish(boolean leaving, boolean orphan, boolean reserved) {
        if (!leaving) {
            return new Wish.Present(reserved);
        }
        return orphan ? new Wish.LetGo() : new Wish.Absent(true);
    }

    private Standing standing(String hash) {
        if (status.appliedHash() == null) {
            return status.serviceSid() == null ? Standing.NEW : Standing.HOLDING;
        }
        return status.appliedHash().equals(hash) ? Standing.SETTLED : Standing.HOLDING;
    }

    private static String hash(Sid.@Nullable Service service, Map<Sid.ShortCode, Boolean> codes) {
        StringBuilder text = new StringBuilder(String.valueOf(service));
        codes.forEach((code, reserved) -> text.append('\n').append(code).append(reserved));
        return Fingerprint.of(text.toString());
    }
}

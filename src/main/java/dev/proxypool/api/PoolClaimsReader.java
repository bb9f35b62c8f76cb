package dev.proxypool.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proxypool.api.Rules.DeletionPolicy;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Claim.Drain;
import dev.proxypool.domain.Claim.Standing;
import dev.proxypool.domain.Claim.Wish;
import dev.proxypool.domain.Hold;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the claims of a {@link PoolResource}; behind this border everything is well-formed. */
final class PoolClaimsReader {

    private enum Unlisted {
        KEEP,
        REMOVE
    }

    /** The fields that a removal still needs; problems of other fields no longer matter then. */
    private static final Set<String> NEEDED_TO_LEAVE =
            Set.of("spec", "serviceSid", "accountRef", "managementPolicy", "deletionPolicy", "suspend");

    private final PoolResource<?> resource;
    private final PoolStatus status;
    private final SpecReader reader;
    private final Instant now;

    private PoolClaimsReader(PoolResource<?> resource, Instant now) {
        this.resource = resource;
        this.status = resource.statusOrNone();
        this.reader = resource.reader();
        this.now = now;
    }

    static Claims read(PoolResource<?> resource, @Nullable AccountUse account, Instant now) {
        return new PoolClaimsReader(resource, now).claims(account);
    }

    /** As in {@link MemberClaimReader}: an invalid pool keeps what it holds, and names what it lists. */
    static List<Claim> asOthersSeeThem(PoolResource<?> resource, @Nullable AccountUse account, Instant now) {
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
        SortedMap<Sid.Member, Boolean> members = members();
        Rules rules = Rules.read(reader);
        Unlisted unlisted = reader.choice("unlisted", Unlisted.KEEP);
        var limit = reader.removalLimit("maxRemovals");
        noteOtherPlace(account, service);

        boolean leaving = resource.isMarkedForDeletion();
        boolean orphan = leaving && (Requests.orphan(resource) || rules.deletion() == DeletionPolicy.ORPHAN);
        Owner owner = MemberClaimReader.owner(resource);
        Function<Sid.Member, Drain> drain =
                member -> rules.drain(hold(member, service).drainingSince(), now);
        List<Claim> listed = new ArrayList<>();
        if (service != null) {
            members.forEach((member, reserved) -> listed.add(new Claim(
                    owner,
                    new Membership(service, member),
                    leaving ? farewell(orphan, drain.apply(member)) : new Wish.Present(reserved),
                    rules.policies(),
                    standing(hold(member, service), service, reserved))));
        }
        List<String> problems = leaving ? reader.problemsOf(neededToLeave()) : reader.problems();
        return new Claims(
                owner,
                service == null ? null : new PoolKey(service, resource.fields().kind()),
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

    private Set<String> neededToLeave() {
        return Stream.concat(
                        NEEDED_TO_LEAVE.stream(), Stream.of(resource.fields().list()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private SortedMap<Sid.Member, Boolean> members() {
        SortedMap<Sid.Member, Boolean> members = new TreeMap<>();
        SpecFields fields = resource.fields();
        String entries = fields.list() + "[]";
        for (JsonNode entry : reader.list(fields.list())) {
            SpecReader one = new SpecReader(entry);
            Sid.Member member = fields.entry(one);
            boolean reserved = one.flag("reserved");
            one.problems().stream().findFirst().ifPresent(problem -> reader.note(entries, "." + problem));
            if (member != null && members.put(member, reserved) != null) {
                reader.note(
                        entries,
                        "must list each %s once, got %s twice"
                                .formatted(fields.kind().noun(), member));
            }
        }
        return members;
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

    private Hold hold(Sid.Member member, Sid.@Nullable Service service) {
        return service == null ? Hold.NONE : status.ledger().holdOf(member, service);
    }
}

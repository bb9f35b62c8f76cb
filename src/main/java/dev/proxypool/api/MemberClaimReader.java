package dev.proxypool.api;

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
import dev.proxypool.domain.Policies.Management;
import dev.proxypool.domain.Sid;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the claim of a {@link MemberResource}; behind this border everything is well-formed. */
final class MemberClaimReader {

    /** The fields that a removal still needs; problems of other fields no longer matter then. */
    private static final Set<String> NEEDED_TO_LEAVE =
            Set.of("spec", "serviceSid", "accountRef", "managementPolicy", "deletionPolicy", "suspend");

    private final MemberResource<?> resource;
    private final MemberStatus status;
    private final SpecReader reader;
    private final Instant now;
    private final Hold hold;
    /** Where the status says that the member is held, or may have been added. */
    private final Sid.@Nullable Service held;

    private MemberClaimReader(MemberResource<?> resource, Instant now) {
        this.resource = resource;
        this.status = resource.statusOrNone();
        this.reader = new SpecReader(resource.spec().written());
        this.now = now;
        this.hold = status.hold();
        this.held = hold.place();
    }

    static Claims read(MemberResource<?> resource, @Nullable AccountUse account, Instant now) {
        return new MemberClaimReader(resource, now).claims(account);
    }

    /**
     * The claim as other resources must respect it. An invalid resource keeps what it holds, and names its member so that
     * no pool treats the member as unlisted.
     */
    static Optional<Claim> asOthersSeeIt(MemberResource<?> resource, @Nullable AccountUse account, Instant now) {
        MemberClaimReader reader = new MemberClaimReader(resource, now);
        return reader.claims(account).listed().stream().findFirst().or(reader::kept);
    }

    private Optional<Claim> kept() {
        var declared =
                Sid.Service.parse(resource.spec().written().path("serviceSid").textValue());
        Optional<Sid.Service> service = Optional.ofNullable(held).or(() -> declared);
        Hold before = hold;
        return resource.member()
                .flatMap(member -> service.map(at -> new Claim(
                        owner(),
                        new Membership(at, member),
                        new Wish.Present(Boolean.TRUE.equals(before.appliedReserved())),
                        before.service() == null ? Policies.OBSERVING : Policies.DEFAULT,
                        before.service() == null ? Standing.NEW : Standing.HOLDING)));
    }

    private Claims claims(@Nullable AccountUse account) {
        Sid.Member member = resource.fields().member(reader);
        var declared = reader.sid("serviceSid", Sid.Service.FORMAT, Sid.Service::parse);
        boolean reserved = reader.flag("reserved");
        Rules rules = Rules.read(reader);
        noteOtherAccount(account);

        boolean leaving = resource.isMarkedForDeletion();
        boolean moving = isMoving(declared, rules);
        if (moving && !leaving && rules.deletion() == DeletionPolicy.ORPHAN) {
            reader.note(
                    "serviceSid",
                    "cannot be changed while deletionPolicy is Orphan, which leaves the %s in %s: set serviceSid back, or set deletionPolicy to Remove or Drain"
                            .formatted(resource.fields().kind().shortNoun(), held));
        }
        Sid.Service service = held != null && (leaving || moving) ? held : declared;
        List<String> problems = leaving ? reader.problemsOf(neededToLeave()) : reader.problems();
        boolean orphan = leaving && Requests.orphan(resource);
        if (!problems.isEmpty() && !orphan || member == null || service == null) {
            // A resource that holds nothing may be released, even if its spec is invalid.
            boolean mayGo = leaving && (held == null || orphan);
            return Claims.ofOne(owner(), null, mayGo ? List.of() : problems, leaving, Policies.DEFAULT);
        }
        Drain drain = rules.drain(hold.drainingSince(), now);
        Wish wish = wish(leaving, orphan || rules.deletion() == DeletionPolicy.ORPHAN, reserved, drain);
        if (moving && !leaving && declared != null) {
            wish = new Wish.Moved(declared, reserved, drain);
        }
        Claim claim = new Claim(
                owner(), new Membership(service, member), wish, rules.policies(), standing(declared, reserved));
        return Claims.ofOne(owner(), claim, List.of(), leaving, rules.policies());
    }

    private Standing standing(Sid.@Nullable Service declared, boolean reserved) {
        Standing standing = hold.standing(declared, reserved);
        boolean justBegun = Requests.hasOnlyBegun(resource, status.observedGeneration());
        return standing == Standing.NEW && justBegun ? Standing.STARTED : standing;
    }

    /** A claim that only observes holds nothing, so it has nothing to move. */
    private boolean isMoving(Sid.@Nullable Service declared, Rules rules) {
        return held != null
                && declared != null
                && !held.equals(declared)
                && rules.policies().management() == Management.MANAGE;
    }

    private void noteOtherAccount(@Nullable AccountUse account) {
        String problem = account == null || held == null ? null : AccountFields.change(status.account(), account);
        if (problem != null) {
            reader.note("accountRef", problem);
        }
    }

    /** If the status names the Service, the spec need not. */
    private Set<String> neededToLeave() {
        return Stream.concat(NEEDED_TO_LEAVE.stream(), resource.fields().ofMember().stream())
                .filter(field -> held == null || !field.equals("serviceSid"))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Wish wish(boolean leaving, boolean letGo, boolean reserved, Drain drain) {
        if (!leaving) {
            return new Wish.Present(reserved);
        }
        return letGo ? new Wish.LetGo() : new Wish.Absent(drain);
    }

    private Owner owner() {
        return owner(resource);
    }

    static Owner owner(HasMetadata resource) {
        ObjectMeta meta = resource.getMetadata();
        return new Owner(
                ResourceKind.of(resource).toString(),
                Objects.requireNonNullElse(meta.getNamespace(), ""),
                meta.getName(),
                Objects.requireNonNullElse(meta.getUid(), ""),
                instant(meta.getCreationTimestamp()));
    }

    private static Instant instant(@Nullable String text) {
        if (text == null) {
            return Instant.EPOCH;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}

package dev.proxypool.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Claim.Standing;
import dev.proxypool.domain.Claim.Wish;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Owner;
import dev.proxypool.domain.Policies;
import dev.proxypool.domain.Policies.Adoption;
import dev.proxypool.domain.Policies.Drift;
import dev.proxypool.domain.Policies.Management;
import dev.proxypool.domain.Sid;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One short code is a member of one Proxy Service, reserved or not. Mirror of {@code crds/proxyshortcodes.proxypool.dev.yaml}. */
@Group(ProxyShortCode.GROUP)
@Version(ProxyShortCode.VERSION)
@Kind(ProxyShortCode.KIND)
@Plural("proxyshortcodes")
@ShortNames("psc")
@JsonIgnoreProperties(ignoreUnknown = true)
public final class ProxyShortCode extends CustomResource<ShortCodeSpec, ShortCodeStatus> implements Namespaced {

    public static final String GROUP = "proxypool.dev";
    public static final String VERSION = "v1alpha1";
    public static final String KIND = "ProxyShortCode";

    /** Holds a deleted resource until its membership is dealt with. */
    public static final String FINALIZER = "proxypool.dev/membership";

    /** A changed value asks for a fresh look now. The second is Flux's, honoured too. */
    private static final List<String> REQUEST_ANNOTATIONS =
            List.of("reconcile.proxypool.dev/requestedAt", "reconcile.fluxcd.io/requestedAt");

    /** On a resource that is being deleted: let go of it without touching Twilio. */
    public static final String ORPHAN_ANNOTATION = "proxypool.dev/orphan";

    /** What a removal still needs to know; problems of other fields no longer matter then. */
    private static final Set<String> NEEDED_TO_LEAVE =
            Set.of("spec", "shortCodeSid", "serviceSid", "account", "managementPolicy", "deletionPolicy", "suspend");

    /** Null, so that a patch made from an empty instance says nothing about the spec. */
    @Override
    protected @Nullable ShortCodeSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable ShortCodeStatus initStatus() {
        return null;
    }

    /** The status, or {@link ShortCodeStatus#NONE}; never null. */
    public ShortCodeStatus statusOrNone() {
        return Objects.requireNonNullElse(getStatus(), ShortCodeStatus.NONE);
    }

    /** Which other resources this one may be a rival of, if that much can be read. */
    public Optional<Sid.ShortCode> shortCode() {
        return Sid.ShortCode.parse(text("shortCodeSid"));
    }

    /** The Service whose pool this resource is about: the one it holds the code in, else the one it names. */
    public Optional<Sid.Service> service() {
        return Sid.Service.parse(statusOrNone().serviceSid())
                .filter(_ -> isMarkedForDeletion())
                .or(() -> Sid.Service.parse(text("serviceSid")));
    }

    /**
     * The value of the reconcile annotation that was not served yet. Values are times as a rule, so of two the greater is
     * the later.
     */
    public Optional<String> unservedRequest() {
        return REQUEST_ANNOTATIONS.stream()
                .map(this::annotation)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .filter(request -> !request.equals(statusOrNone().lastHandledReconcileAt()));
    }

    /** Whether anything differs that a pass would have to look at: all but the status and the bookkeeping of others. */
    public boolean asksOtherwiseThan(ProxyShortCode old) {
        ObjectMeta now = getMetadata();
        ObjectMeta then = old.getMetadata();
        return !Objects.equals(now.getGeneration(), then.getGeneration())
                || !Objects.equals(now.getDeletionTimestamp(), then.getDeletionTimestamp())
                || old.hasFinalizer(FINALIZER) && !hasFinalizer(FINALIZER)
                || !Objects.equals(annotation(ORPHAN_ANNOTATION), old.annotation(ORPHAN_ANNOTATION))
                || REQUEST_ANNOTATIONS.stream()
                        .anyMatch(name -> !Objects.equals(annotation(name), old.annotation(name)));
    }

    /**
     * What this resource asks for, of the pools of that account. Everything that is wrong with it is in the claim: this
     * method does not fail.
     */
    public Claim toClaim(Sid.Account account) {
        SpecReader reader = new SpecReader(spec().written());
        var shortCode = reader.sid("shortCodeSid", Sid.ShortCode.FORMAT, Sid.ShortCode::parse);
        var declared = reader.sid("serviceSid", Sid.Service.FORMAT, Sid.Service::parse);
        var held = Sid.Service.parse(statusOrNone().serviceSid()).orElse(null);
        boolean reserved = reader.flag("reserved");
        Policies policies = policies(reader);
        DeletionPolicy deletion = reader.choice("deletionPolicy", DeletionPolicy.REMOVE);
        noteWhatIsNotSupported(reader, policies, deletion);
        noteOtherAccount(reader, account, held);

        boolean leaving = isMarkedForDeletion();
        if (!leaving && held != null && declared != null && !held.equals(declared)) {
            reader.note(
                    "serviceSid",
                    "was changed, but this version cannot move a code: it is held in %s; set serviceSid back, or delete the resource and create it anew"
                            .formatted(held));
        }
        Sid.Service service = leaving && held != null ? held : declared;
        List<String> problems = leaving ? reader.problemsOf(neededToLeave(held)) : reader.problems();
        boolean orphan = leaving && "true".equals(annotation(ORPHAN_ANNOTATION));
        if (!problems.isEmpty() && !orphan || shortCode == null || service == null) {
            return new Claim.Invalid(owner(), problems, leaving, held != null && !orphan);
        }
        Wish wish = wish(leaving, orphan || deletion == DeletionPolicy.ORPHAN, reserved);
        return new Claim.Valid(
                owner(), new Membership(service, shortCode), wish, policies, standing(declared, held, reserved));
    }

    /** The deletion policies of the definition. */
    enum DeletionPolicy {
        REMOVE,
        DRAIN,
        ORPHAN
    }

    private static Policies policies(SpecReader reader) {
        return new Policies(
                reader.choice("managementPolicy", Management.MANAGE),
                reader.choice("adoptionPolicy", Adoption.ALWAYS),
                reader.choice("driftPolicy", Drift.CORRECT),
                reader.flag("suspend"));
    }

    /** The definition carries the whole design; what this version cannot do yet is refused, never ignored. */
    private static void noteWhatIsNotSupported(SpecReader reader, Policies policies, DeletionPolicy deletion) {
        if (reader.has("accountRef")) {
            reader.note(
                    "accountRef", "is not supported by this version; leave it out to use the operator's own account");
        }
        if (policies.adoption() != Adoption.ALWAYS) {
            reader.note("adoptionPolicy", "other than Always is not supported by this version; leave it out");
        }
        if (deletion == DeletionPolicy.DRAIN) {
            reader.note("deletionPolicy", "Drain is not supported by this version; use Remove or Orphan");
        }
        if (reader.has("drainPeriod")) {
            reader.note("drainPeriod", "is not supported by this version; leave it out");
        }
    }

    private void noteOtherAccount(SpecReader reader, Sid.Account account, Sid.@Nullable Service held) {
        String recorded = statusOrNone().accountSid();
        if (held != null && recorded != null && !recorded.equals(account.value())) {
            reader.note(
                    "account",
                    "%s holds the code in %s, but the operator now works for %s; give it back that account, or delete the resource with the annotation %s: \"true\""
                            .formatted(recorded, held, account, ORPHAN_ANNOTATION));
        }
    }

    /** Where the status tells the Service, the spec need not. */
    private static Set<String> neededToLeave(Sid.@Nullable Service held) {
        if (held == null) {
            return NEEDED_TO_LEAVE;
        }
        return Set.copyOf(NEEDED_TO_LEAVE.stream()
                .filter(field -> !field.equals("serviceSid"))
                .toList());
    }

    private static Wish wish(boolean leaving, boolean letGo, boolean reserved) {
        if (!leaving) {
            return new Wish.Present(reserved);
        }
        return letGo ? new Wish.LetGo() : new Wish.Absent();
    }

    private Standing standing(Sid.@Nullable Service declared, Sid.@Nullable Service held, boolean reserved) {
        if (held == null) {
            return Standing.NEW;
        }
        boolean applied = held.equals(declared) && Objects.equals(statusOrNone().appliedReserved(), reserved);
        return applied ? Standing.SETTLED : Standing.HOLDING;
    }

    private Owner owner() {
        ObjectMeta meta = getMetadata();
        return new Owner(
                KIND,
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

    private @Nullable String annotation(String name) {
        return getMetadata().getAnnotations() == null
                ? null
                : getMetadata().getAnnotations().get(name);
    }

    private ShortCodeSpec spec() {
        return Objects.requireNonNullElse(getSpec(), ShortCodeSpec.MISSING);
    }

    private @Nullable String text(String field) {
        return spec().written().path(field).textValue();
    }
}

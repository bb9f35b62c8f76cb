package dev.proxypool.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Sid;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import java.time.Instant;
import java.util.LinkedHashSet;
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
public final class ProxyShortCode extends CustomResource<WrittenSpec, ShortCodeStatus> implements Namespaced {

    public static final String GROUP = "proxypool.dev";
    public static final String VERSION = "v1alpha1";
    public static final String KIND = "ProxyShortCode";

    /** Holds a deleted resource until its membership is dealt with. */
    public static final String FINALIZER = "proxypool.dev/membership";

    /** On a resource that is being deleted: let go of it without touching Twilio. */
    public static final String ORPHAN_ANNOTATION = "proxypool.dev/orphan";

    /** Null, so that a patch made from an empty instance says nothing about the spec. */
    @Override
    protected @Nullable WrittenSpec initSpec() {
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

    /** The Services whose pools this resource is about: the one it holds the code in, and the one it names. */
    public Set<Sid.Service> services() {
        Set<Sid.Service> services = new LinkedHashSet<>();
        Sid.Service.parse(statusOrNone().serviceSid()).ifPresent(services::add);
        Sid.Service.parse(text("serviceSid")).ifPresent(services::add);
        return services;
    }

    /** The value of the reconcile annotation that was not served yet. */
    public Optional<String> unservedRequest() {
        return Requests.unserved(this, statusOrNone().lastHandledReconcileAt());
    }

    /** Whether anything differs that a pass would have to look at: all but the status and the bookkeeping of others. */
    public boolean asksOtherwiseThan(ProxyShortCode old) {
        return Requests.differ(this, old) || old.hasFinalizer(FINALIZER) && !hasFinalizer(FINALIZER);
    }

    /** The name of the ProxyAccount it uses; empty for the operator's default account. */
    public Optional<String> accountRef() {
        return Optional.ofNullable(
                spec().written().path("accountRef").path("name").textValue());
    }

    /**
     * What this resource asks for. Everything that is wrong with it is in the claim: this method does not fail.
     *
     * @param account whose pools it is about; null while that cannot be found out
     */
    public Claim toClaim(Sid.@Nullable Account account, Instant now) {
        return ShortCodeClaim.of(this, account, now);
    }

    /** When its drain is over, going by that status; empty if it does not drain. */
    public Optional<Instant> drainEnd(ShortCodeStatus status) {
        return Optional.ofNullable(status.drainingSince()).map(Rules.read(new SpecReader(spec().written()))::drainEnd);
    }

    WrittenSpec spec() {
        return Objects.requireNonNullElse(getSpec(), WrittenSpec.MISSING);
    }

    private @Nullable String text(String field) {
        return spec().written().path(field).textValue();
    }
}

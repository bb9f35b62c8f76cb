package dev.proxypool.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A Twilio account: its credentials, where to reach it, how hard to use it and how often to look. Mirror of {@code
 * crds/proxyaccounts.proxypool.dev.yaml}.
 */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Kind(ProxyAccount.KIND)
@Plural("proxyaccounts")
@ShortNames("pxa")
@JsonIgnoreProperties(ignoreUnknown = true)
public final class ProxyAccount extends CustomResource<WrittenSpec, AccountStatus> implements Namespaced {

    public static final String KIND = "ProxyAccount";

    @Override
    protected @Nullable WrittenSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable AccountStatus initStatus() {
        return null;
    }

    public AccountStatus statusOrNone() {
        return Objects.requireNonNullElse(getStatus(), AccountStatus.NONE);
    }

    /** Whether anything differs but the status and the bookkeeping of others. */
    public boolean needsPassAfter(ProxyAccount old) {
        return !Objects.equals(getMetadata().getGeneration(), old.getMetadata().getGeneration())
                || !Objects.equals(
                        getMetadata().getDeletionTimestamp(), old.getMetadata().getDeletionTimestamp());
    }

    /** What it declares, and everything that is wrong with it; does not fail. */
    public AccountSettings settings() {
        return AccountSettings.read(
                new SpecReader(Objects.requireNonNullElse(getSpec(), WrittenSpec.MISSING)
                        .written()),
                statusOrNone().accountSid());
    }
}

package dev.proxypool.api;

import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.Objects;

/**
 * A Twilio account: its credentials, its endpoint, its rate limits and its poll interval. Mirrors {@code
 * crds/proxyaccounts.proxypool.dev.yaml}.
 */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Kind(ProxyAccount.KIND)
@Plural("proxyaccounts")
@ShortNames("pxa")
public final class ProxyAccount extends WrittenResource<AccountStatus> {

    public static final String KIND = "ProxyAccount";

    @Override
    public AccountStatus statusOrNone() {
        return Objects.requireNonNullElse(getStatus(), AccountStatus.NONE);
    }

    /** Whether anything differs besides the status and the bookkeeping of others. */
    public boolean needsPassAfter(ProxyAccount old) {
        return !Objects.equals(getMetadata().getGeneration(), old.getMetadata().getGeneration())
                || !Objects.equals(
                        getMetadata().getDeletionTimestamp(), old.getMetadata().getDeletionTimestamp());
    }

    /** What it declares, and all problems of its spec; never fails. */
    public AccountSettings settings() {
        return AccountSettings.read(reader(), statusOrNone().accountSid());
    }
}

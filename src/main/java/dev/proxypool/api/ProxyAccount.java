package dev.proxypool.api;

import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.Objects;

/**
 * A Twilio account: its credentials, where to reach it, how hard to use it and how often to look. Mirror of {@code
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

    /** Whether anything differs but the status and the bookkeeping of others. */
    public boolean needsPassAfter(ProxyAccount old) {
        return !Objects.equals(getMetadata().getGeneration(), old.getMetadata().getGeneration())
                || !Objects.equals(
                        getMetadata().getDeletionTimestamp(), old.getMetadata().getDeletionTimestamp());
    }

    /** What it declares, and everything that is wrong with it; does not fail. */
    public AccountSettings settings() {
        return AccountSettings.read(reader(), statusOrNone().accountSid());
    }
}

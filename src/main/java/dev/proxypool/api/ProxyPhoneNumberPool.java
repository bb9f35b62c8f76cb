package dev.proxypool.api;

import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** The phone numbers of one Proxy Service as a list, and what the operator does with unlisted members. Mirrors {@code crds/proxyphonenumberpools.proxypool.dev.yaml}. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Kind(ProxyPhoneNumberPool.KIND)
@Plural("proxyphonenumberpools")
@ShortNames("ppnp")
public final class ProxyPhoneNumberPool extends PoolResource<ProxyPhoneNumberPool> {

    public static final String KIND = "ProxyPhoneNumberPool";

    @Override
    SpecFields fields() {
        return SpecFields.PHONE_NUMBER;
    }
}

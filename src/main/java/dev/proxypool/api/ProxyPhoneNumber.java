package dev.proxypool.api;

import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** One phone number in one Proxy Service, reserved or not. Mirrors {@code crds/proxyphonenumbers.proxypool.dev.yaml}. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Kind(ProxyPhoneNumber.KIND)
@Plural("proxyphonenumbers")
@ShortNames("ppn")
public final class ProxyPhoneNumber extends MemberResource<ProxyPhoneNumber> {

    public static final String KIND = "ProxyPhoneNumber";

    @Override
    SpecFields fields() {
        return SpecFields.PHONE_NUMBER;
    }
}

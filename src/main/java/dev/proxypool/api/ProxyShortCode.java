package dev.proxypool.api;

import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** One short code in one Proxy Service, reserved or not. Mirrors {@code crds/proxyshortcodes.proxypool.dev.yaml}. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Kind(ProxyShortCode.KIND)
@Plural("proxyshortcodes")
@ShortNames("psc")
public final class ProxyShortCode extends MemberResource<ProxyShortCode> {

    public static final String KIND = "ProxyShortCode";

    @Override
    SpecFields fields() {
        return SpecFields.SHORT_CODE;
    }
}

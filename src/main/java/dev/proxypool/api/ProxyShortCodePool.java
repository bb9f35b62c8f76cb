package dev.proxypool.api;

import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** The short codes of one Proxy Service as a list, and what the operator does with unlisted members. Mirrors {@code crds/proxyshortcodepools.proxypool.dev.yaml}. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Kind(ProxyShortCodePool.KIND)
@Plural("proxyshortcodepools")
@ShortNames("pscp")
public final class ProxyShortCodePool extends PoolResource<ProxyShortCodePool> {

    public static final String KIND = "ProxyShortCodePool";

    @Override
    SpecFields fields() {
        return SpecFields.SHORT_CODE;
    }
}

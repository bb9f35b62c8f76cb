package dev.proxypool.reconcile;

import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Sid;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.List;
import java.util.stream.Stream;

/** Finds resources by what they claim, in the informer's own cache: no copy, no search through all of them. */
final class ClaimIndex {

    private static final String BY_SHORT_CODE = "by-short-code";
    private static final String BY_SERVICE = "by-service";

    private final IndexerResourceCache<ProxyShortCode> resources;
    private final Sid.Account account;

    ClaimIndex(IndexerResourceCache<ProxyShortCode> resources, Sid.Account account) {
        this.resources = resources;
        this.account = account;
        resources.addIndexer(
                BY_SHORT_CODE,
                resource -> resource.shortCode().map(Sid::value).stream().toList());
        resources.addIndexer(
                BY_SERVICE,
                resource -> resource.service().map(Sid::value).stream().toList());
    }

    /** Other resources' claims on the same short code, in whatever namespace and Service. */
    List<Claim.Valid> rivalsOf(ProxyShortCode resource) {
        return othersOn(resource)
                .map(other -> other.toClaim(account))
                .filter(Claim.Valid.class::isInstance)
                .map(Claim.Valid.class::cast)
                .toList();
    }

    /** Other resources with the same short code. */
    Stream<ProxyShortCode> othersOn(ProxyShortCode resource) {
        String uid = resource.getMetadata().getUid();
        return resource.shortCode().stream()
                .flatMap(code -> resources.byIndex(BY_SHORT_CODE, code.value()).stream())
                .filter(other -> !uid.equals(other.getMetadata().getUid()));
    }

    /** The resources that are about the pool of this Service. */
    List<ProxyShortCode> usersOf(Sid.Service service) {
        return resources.byIndex(BY_SERVICE, service.value());
    }
}

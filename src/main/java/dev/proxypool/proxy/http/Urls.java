package dev.proxypool.proxy.http;

import dev.proxypool.domain.Membership;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Sid;
import dev.proxypool.proxy.ProxyApi;
import java.util.Optional;
import okhttp3.HttpUrl;

/** Every URL that the operator requests, all of them under the one base. */
final class Urls {

    private static final String SERVICES = "/v1/Services";

    private final HttpUrl base;

    Urls(Endpoint endpoint) {
        this.base = HttpUrl.get(endpoint.base());
    }

    HttpUrl service(Sid.Service service) {
        return below(servicePath(service));
    }

    HttpUrl pool(PoolKey pool) {
        return below(poolPath(pool));
    }

    HttpUrl firstPage(PoolKey pool) {
        return pool(pool)
                .newBuilder()
                .addQueryParameter("PageSize", Integer.toString(ProxyApi.PAGE_SIZE))
                .build();
    }

    HttpUrl member(Membership membership) {
        return below(poolPath(membership.pool()) + "/" + membership.member());
    }

    /**
     * The page that one of Twilio's links names, at our own base. Links name Twilio's host even behind a gateway, and
     * may name any host if another server answers; so only the query is used, and only from a link to the same pool.
     */
    Optional<HttpUrl> page(PoolKey pool, String link) {
        return Optional.ofNullable(base.resolve(link))
                .filter(url -> url.encodedPath().endsWith(poolPath(pool)))
                .map(url ->
                        pool(pool).newBuilder().encodedQuery(url.encodedQuery()).build());
    }

    HttpUrl firstPageOfServices() {
        return below(SERVICES)
                .newBuilder()
                .addQueryParameter("PageSize", Integer.toString(ProxyApi.PAGE_SIZE))
                .build();
    }

    /** As {@link #page}. */
    Optional<HttpUrl> pageOfServices(String link) {
        return Optional.ofNullable(base.resolve(link))
                .filter(url -> url.encodedPath().endsWith(SERVICES))
                .map(url -> below(SERVICES)
                        .newBuilder()
                        .encodedQuery(url.encodedQuery())
                        .build());
    }

    private HttpUrl below(String path) {
        return base.newBuilder().addEncodedPathSegments(path.substring(1)).build();
    }

    private static String servicePath(Sid.Service service) {
        return SERVICES + "/" + service;
    }

    private static String poolPath(PoolKey pool) {
        return servicePath(pool.service()) + "/" + pool.kind().path();
    }
}

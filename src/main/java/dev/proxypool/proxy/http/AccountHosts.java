package dev.proxypool.proxy.http;

import java.net.URI;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;

/**
 * Where the operator sends the credentials of a ProxyAccount: to Twilio, and to the hosts in the operator's own
 * settings. Without this limit, every user who may write a ProxyAccount could make the operator send requests to any
 * host and port that it reaches, including those of its own Pod.
 *
 * @param origins scheme, host and port of each allowed host besides Twilio's
 */
public record AccountHosts(Set<URI> origins) {

    /** Twilio only. */
    public static final AccountHosts TWILIO = new AccountHosts(Set.of());

    public AccountHosts {
        origins = origins.stream().map(AccountHosts::origin).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * @param hosts such as {@code gateway.example.com} or {@code gateway.example.com:8443}; https, unless they begin
     *     with http, which is only allowed for the loopback interface
     * @throws IllegalArgumentException if one of them is invalid; the message is for the user
     */
    public static AccountHosts of(Collection<String> hosts) {
        return new AccountHosts(hosts.stream()
                .map(host -> Endpoint.parse(host.contains("://") ? host : "https://" + host))
                .map(Endpoint::base)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** @throws IllegalArgumentException if the endpoint is not allowed; the message is for the user */
    public Endpoint admit(Endpoint endpoint) {
        if (endpoint.isTwilio() || origins.contains(origin(endpoint.base()))) {
            return endpoint;
        }
        throw new IllegalArgumentException(
                "baseUrl must be of Twilio, or have scheme, host and port of an entry of the operator's setting PROXYPOOL_ACCOUNT_HOSTS, got '%s'"
                        .formatted(endpoint));
    }

    private static URI origin(URI base) {
        HttpUrl url = HttpUrl.get(base);
        return url == null
                ? base
                : new HttpUrl.Builder()
                        .scheme(url.scheme())
                        .host(url.host())
                        .port(url.port())
                        .build()
                        .uri();
    }
}

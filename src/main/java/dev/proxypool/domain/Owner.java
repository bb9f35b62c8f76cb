package dev.proxypool.domain;

import java.time.Instant;

/**
 * The resource behind a claim.
 *
 * @param kind such as ProxyShortCode
 * @param uid the API server's, unique for all time
 * @param created when the API server accepted it; older goes first where two resources claim the same code
 */
public record Owner(String kind, String namespace, String name, String uid, Instant created) {

    /** For a person: {@code ProxyShortCode messaging/promo}. */
    @Override
    public String toString() {
        return "%s %s/%s".formatted(kind, namespace, name);
    }
}

package dev.proxypool.domain;

import java.time.Instant;

/**
 * The resource behind a claim.
 *
 * @param kind such as ProxyShortCode
 * @param uid the API server's UID, which is never used again
 * @param created when the API server accepted it; if two resources claim the same member, the older one wins
 */
public record Owner(String kind, String namespace, String name, String uid, Instant created) {

    /** For messages: {@code ProxyShortCode messaging/promo}. */
    @Override
    public String toString() {
        return "%s %s/%s".formatted(kind, namespace, name);
    }
}

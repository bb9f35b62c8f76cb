package dev.proxypool.reconcile;

import dev.proxypool.api.Claimant;
import dev.proxypool.api.MemberStatus;
import dev.proxypool.api.PoolStatus;
import dev.proxypool.api.ProxyPhoneNumber;
import dev.proxypool.api.ProxyPhoneNumberPool;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.ProxyShortCodePool;
import dev.proxypool.status.PoolStatusFactory;
import dev.proxypool.status.StatusFactory;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.List;
import java.util.function.Function;

/** The adapters of all kinds that claim members. */
public final class ClaimantKinds {

    public static final List<ClaimantKind<?, ?>> ALL = List.of(
            single("shortcodes", ProxyShortCode.class, ProxyShortCode::statusOrNone),
            pool("pools", ProxyShortCodePool.class, ProxyShortCodePool::statusOrNone),
            single("phonenumbers", ProxyPhoneNumber.class, ProxyPhoneNumber::statusOrNone),
            pool("phonenumberpools", ProxyPhoneNumberPool.class, ProxyPhoneNumberPool::statusOrNone));

    private ClaimantKinds() {}

    /** A kind with one resource per member. */
    private static <R extends CustomResource<?, MemberStatus> & Claimant<R>> ClaimantKind<MemberStatus, R> single(
            String name, Class<R> type, Function<R, MemberStatus> statusOf) {
        return new ClaimantKind<>(name, type, statusOf, StatusFactory::project, true);
    }

    /** A kind with one resource for all members of a Service. */
    private static <R extends CustomResource<?, PoolStatus> & Claimant<R>> ClaimantKind<PoolStatus, R> pool(
            String name, Class<R> type, Function<R, PoolStatus> statusOf) {
        return new ClaimantKind<>(name, type, statusOf, PoolStatusFactory::project, false);
    }
}

package dev.proxypool.reconcile;

import dev.proxypool.api.MemberStatus;
import dev.proxypool.api.PoolStatus;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.ProxyShortCodePool;
import dev.proxypool.status.PoolStatusFactory;
import dev.proxypool.status.StatusFactory;
import java.util.List;

/** The adapters of all kinds that claim members. */
public final class ClaimantKinds {

    /** The kind with one resource per short code. */
    private static final ClaimantKind<MemberStatus, ProxyShortCode> SHORT_CODE = new ClaimantKind<>(
            "shortcodes", ProxyShortCode.class, ProxyShortCode::statusOrNone, StatusFactory::project, true);

    /** The kind with one resource for the whole pool of a Service. */
    private static final ClaimantKind<PoolStatus, ProxyShortCodePool> POOL = new ClaimantKind<>(
            "pools", ProxyShortCodePool.class, ProxyShortCodePool::statusOrNone, PoolStatusFactory::project, false);

    public static final List<ClaimantKind<?, ?>> ALL = List.of(SHORT_CODE, POOL);

    private ClaimantKinds() {}
}

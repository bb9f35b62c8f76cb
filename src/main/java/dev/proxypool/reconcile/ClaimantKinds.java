package dev.proxypool.reconcile;

import dev.proxypool.api.MemberStatus;
import dev.proxypool.api.PoolStatus;
import dev.proxypool.api.ProxyPhoneNumber;
import dev.proxypool.api.ProxyPhoneNumberPool;
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

    /** The kind with one resource per phone number. */
    private static final ClaimantKind<MemberStatus, ProxyPhoneNumber> PHONE_NUMBER = new ClaimantKind<>(
            "phonenumbers", ProxyPhoneNumber.class, ProxyPhoneNumber::statusOrNone, StatusFactory::project, true);

    /** The kind with one resource for all phone numbers of a Service. */
    private static final ClaimantKind<PoolStatus, ProxyPhoneNumberPool> NUMBER_POOL = new ClaimantKind<>(
            "phonenumberpools",
            ProxyPhoneNumberPool.class,
            ProxyPhoneNumberPool::statusOrNone,
            PoolStatusFactory::project,
            false);

    public static final List<ClaimantKind<?, ?>> ALL = List.of(SHORT_CODE, POOL, PHONE_NUMBER, NUMBER_POOL);

    private ClaimantKinds() {}
}

package dev.proxypool.reconcile;

import java.util.List;

/** The adapters of all kinds that claim members. */
public final class ClaimantKinds {

    public static final List<ClaimantKind<?, ?>> ALL = List.of(ShortCodeReconciler.KIND, PoolReconciler.KIND);

    private ClaimantKinds() {}
}

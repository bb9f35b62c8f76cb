package dev.proxypool.reconcile;

import dev.proxypool.api.Claimant;
import dev.proxypool.api.ClaimantStatus;
import dev.proxypool.status.PassResult;
import dev.proxypool.status.StatusFrame;

/**
 * What a kind of resource that claims members has of its own. All else is {@link ClaimReconciler}'s.
 *
 * @param <S> the status of the kind
 * @param <R> the kind
 */
interface ClaimantKind<S extends ClaimantStatus<S>, R extends Claimant<R>> {

    Class<R> type();

    /** Its status; never null. */
    S statusOf(R resource);

    /** The status after a pass; the old status itself if nothing changed. */
    S project(PassResult result, StatusFrame<S> frame);

    /** Whether a resource claims one code, so that a pass that touches nothing is worth an event. */
    boolean claimsOne();
}

/**
 * The reconcilers of the kinds, and the claims of all resources.
 *
 * <p>{@link dev.proxypool.reconcile.ClaimantKinds} has the adapters of the kinds, and {@link
 * dev.proxypool.reconcile.ClaimReconciler} serves all of them: it connects java-operator-sdk with a {@link
 * dev.proxypool.reconcile.pass.Pass}.
 * {@link dev.proxypool.reconcile.Rivals} knows every claim on a member.
 */
@NullMarked
package dev.proxypool.reconcile;

import org.jspecify.annotations.NullMarked;

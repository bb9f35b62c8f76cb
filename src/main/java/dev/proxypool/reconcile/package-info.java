/**
 * The reconcilers of the kinds, and the claims of all resources.
 *
 * <p>{@link dev.proxypool.reconcile.ShortCodeReconciler} is a kind, and {@code ClaimReconciler} the one method that
 * serves all kinds that claim members: it connects java-operator-sdk with a {@link dev.proxypool.reconcile.pass.Pass}.
 * {@link dev.proxypool.reconcile.Rivals} knows every claim on a member.
 */
@NullMarked
package dev.proxypool.reconcile;

import org.jspecify.annotations.NullMarked;

/**
 * The reconcilers of the kinds, and which resources claim what.
 *
 * <p>{@link dev.proxypool.reconcile.ShortCodeReconciler} is a kind, and {@code ClaimReconciler} the one method that serves all
 * kinds that claim members: the glue between java-operator-sdk and a {@link dev.proxypool.reconcile.pass.Pass}. {@link
 * dev.proxypool.reconcile.Rivals} knows every claim on a member.
 */
@NullMarked
package dev.proxypool.reconcile;

import org.jspecify.annotations.NullMarked;

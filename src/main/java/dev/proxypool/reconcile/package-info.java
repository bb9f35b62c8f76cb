/**
 * The imperative shell around one pass: watch, look, decide, write, tell.
 *
 * <p>{@link dev.proxypool.reconcile.ClaimPass} is the whole of it without the framework, and what most tests call; {@link
 * dev.proxypool.reconcile.ShortCodeReconciler} is the glue to java-operator-sdk and holds no decision; {@link
 * dev.proxypool.reconcile.PoolWatch} is the watch that Twilio does not have.
 */
@NullMarked
package dev.proxypool.reconcile;

import org.jspecify.annotations.NullMarked;

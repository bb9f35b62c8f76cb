/**
 * An account: its present credentials, who may use it, its pools, and what Twilio refused in it.
 *
 * <p>{@link dev.proxypool.reconcile.account.Accounts} knows all of them, {@link
 * dev.proxypool.reconcile.account.AccountOpener} makes one from a declaration and a Secret, and {@link
 * dev.proxypool.reconcile.account.Account} returns clients that cannot write for a resource that may not. {@code
 * reconcile.poll} decides when pools are polled.
 */
@NullMarked
package dev.proxypool.reconcile.account;

import org.jspecify.annotations.NullMarked;

/**
 * An account: its credentials of the moment, who may use it, its pools, and what Twilio refused it.
 *
 * <p>{@link dev.proxypool.reconcile.account.Accounts} knows all of them, {@link dev.proxypool.reconcile.account.AccountOpener}
 * makes one of a declaration and a Secret, and {@link dev.proxypool.reconcile.account.Account} gives out clients that cannot
 * write for a resource that may not. When pools are polled is in {@code reconcile.poll}.
 */
@NullMarked
package dev.proxypool.reconcile.account;

import org.jspecify.annotations.NullMarked;

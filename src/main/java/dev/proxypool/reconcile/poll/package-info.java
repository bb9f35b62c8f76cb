/**
 * The watch that Twilio does not have: when each pool is polled, and who receives the changes.
 *
 * <p>Decides nothing about a pool. Read {@link dev.proxypool.reconcile.poll.PoolWatch} first.
 */
@NullMarked
package dev.proxypool.reconcile.poll;

import org.jspecify.annotations.NullMarked;

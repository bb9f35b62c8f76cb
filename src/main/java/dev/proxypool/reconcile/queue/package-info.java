/**
 * Which pass comes first: accounts take turns, then namespaces, then Services.
 *
 * <p>It knows only the names of accounts and pools. Read {@link dev.proxypool.reconcile.queue.FairQueue} first, and ADR
 * 17.
 */
@NullMarked
package dev.proxypool.reconcile.queue;

import org.jspecify.annotations.NullMarked;

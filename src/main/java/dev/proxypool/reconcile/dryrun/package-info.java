/**
 * The same passes on pools in memory, for {@code proxypool plan}: nothing is sent.
 *
 * <p>Read {@link dev.proxypool.reconcile.dryrun.DryRun} first.
 */
@NullMarked
package dev.proxypool.reconcile.dryrun;

import org.jspecify.annotations.NullMarked;

/**
 * One pass without a framework: poll, plan, execute, and when to pass again.
 *
 * <p>Most tests call {@link dev.proxypool.reconcile.pass.Pass}; {@code plan} decides what to do. {@link
 * dev.proxypool.reconcile.pass.Checkpoint} is all that a pass knows of Kubernetes.
 */
@NullMarked
package dev.proxypool.reconcile.pass;

import org.jspecify.annotations.NullMarked;

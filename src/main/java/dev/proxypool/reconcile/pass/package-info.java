/**
 * One pass without a framework: look, plan, execute, and when to pass again.
 *
 * <p>{@link dev.proxypool.reconcile.pass.Pass} is what most tests call; what to do is decided in {@code plan}. {@link
 * dev.proxypool.reconcile.pass.Checkpoint} is all that a pass knows of Kubernetes.
 */
@NullMarked
package dev.proxypool.reconcile.pass;

import org.jspecify.annotations.NullMarked;

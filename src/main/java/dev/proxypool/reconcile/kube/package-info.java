/**
 * How the operator reads and writes Kubernetes objects: finalizers, statuses, events, consistent lists.
 *
 * <p>Nothing here knows Twilio. {@link dev.proxypool.reconcile.kube.ObjectWriter} is the only way to write our own
 * objects (ADR 19); read it first.
 */
@NullMarked
package dev.proxypool.reconcile.kube;

import org.jspecify.annotations.NullMarked;

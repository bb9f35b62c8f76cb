/**
 * Turns decision, outcome and time into a status: the only place that builds conditions.
 *
 * <p>Pure functions. {@link dev.proxypool.status.Reason} lists everything that a status can report and what to do about
 * it; {@code Ready}, {@code Reconciling} and {@code Stalled} are derived from it, so that they cannot contradict each
 * other. {@code StatusContractTest} tests what kubectl, Flux and Argo CD make of them.
 */
@NullMarked
package dev.proxypool.status;

import org.jspecify.annotations.NullMarked;

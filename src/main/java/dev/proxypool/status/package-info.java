/**
 * Decision, outcome and time become a status: the only place where conditions are made.
 *
 * <p>Pure functions. {@link dev.proxypool.status.Reason} is the list of everything a status can say and of what to do
 * about it; {@code Ready}, {@code Reconciling} and {@code Stalled} are derived from it, so that they cannot contradict
 * each other. What kubectl, Flux and Argo CD make of them is tested in {@code StatusContractTest}.
 */
@NullMarked
package dev.proxypool.status;

import org.jspecify.annotations.NullMarked;

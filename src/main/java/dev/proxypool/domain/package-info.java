/**
 * The vocabulary of this project: SIDs, the members of a pool, what a poll found, what went wrong, what a resource asks
 * for.
 *
 * <p>Values only: no I/O, no clock, no log, nothing of Kubernetes or HTTP. Read {@link
 * dev.proxypool.domain.Observation} first (what did the operator see?), then {@link dev.proxypool.domain.Claim} (what
 * does a resource ask?); {@code plan} decides what follows from the two.
 */
@NullMarked
package dev.proxypool.domain;

import org.jspecify.annotations.NullMarked;

/**
 * The words of this project: SIDs, the members of a pool, what was seen of it, what went wrong, what a resource asks
 * for.
 *
 * <p>Values only: no I/O, no clock, no log, nothing of Kubernetes or HTTP. Read {@link dev.proxypool.domain.Observation}
 * first (what did we see?), then {@link dev.proxypool.domain.Claim} (what is asked?); what follows from the two is
 * decided in {@code plan}.
 */
@NullMarked
package dev.proxypool.domain;

import org.jspecify.annotations.NullMarked;

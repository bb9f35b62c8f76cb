/**
 * The command line for people, beside the one that runs the operator: what would be done, and what is in the
 * pools.
 *
 * <p>No decision is made here: {@code plan} rehearses the operator's own passes on pools in memory. Writing to Twilio is not
 * possible from here. Read {@link dev.proxypool.cli.PlanCommand} first, then {@link dev.proxypool.cli.Manifests}.
 */
@NullMarked
package dev.proxypool.cli;

import org.jspecify.annotations.NullMarked;

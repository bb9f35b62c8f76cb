/**
 * The command line for people, beside the one that runs the operator: what would be done, what is in the pools, what the
 * operator says, and what it is asked for.
 *
 * <p>No decision is made here: {@code plan} rehearses the operator's own passes on pools in memory, and what is asked of the
 * operator is a field or an annotation in the cluster. Writing to Twilio is not possible from here. Read {@link
 * dev.proxypool.cli.PlanCommand} first, then {@link dev.proxypool.cli.ResourceView} and {@link dev.proxypool.cli.Resources}.
 */
@NullMarked
package dev.proxypool.cli;

import org.jspecify.annotations.NullMarked;

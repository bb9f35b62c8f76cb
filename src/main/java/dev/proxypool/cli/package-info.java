/**
 * The command line for people, beside the one that runs the operator: what the operator would do, what is in the pools,
 * what it reports, and what users request of it.
 *
 * <p>No decision is made here: {@code plan} runs the operator's own passes on pools in memory, and a request to the
 * operator is a field or an annotation in the cluster. These commands cannot write to Twilio. Read {@link
 * dev.proxypool.cli.PlanCommand} first, then {@link dev.proxypool.cli.ResourceView} and {@link
 * dev.proxypool.cli.Resources}.
 */
@NullMarked
package dev.proxypool.cli;

import org.jspecify.annotations.NullMarked;

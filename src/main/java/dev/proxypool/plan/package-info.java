/**
 * The decisions: what to do to a pool, and why.
 *
 * <p>Pure functions over {@code domain}: no I/O, no clock, no log. {@link dev.proxypool.plan.Planner} is the core;
 * {@code PlannerLawsTest} tests its laws exhaustively, and {@code PlannerExamplesTest} is the table that shows what the
 * operator does to a pool.
 */
@NullMarked
package dev.proxypool.plan;

import org.jspecify.annotations.NullMarked;

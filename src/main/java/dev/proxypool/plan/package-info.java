/**
 * The decisions: what to do to a pool, and why.
 *
 * <p>Pure functions over {@code domain}: no I/O, no clock, no log. {@link dev.proxypool.plan.Planner} is the heart; the
 * laws it keeps are tested exhaustively in {@code PlannerLawsTest}, and {@code PlannerExamplesTest} is the table to read
 * when somebody asks what the operator will do to a pool.
 */
@NullMarked
package dev.proxypool.plan;

import org.jspecify.annotations.NullMarked;

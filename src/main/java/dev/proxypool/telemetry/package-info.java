/**
 * What the operator tells of itself: probes, metrics and log lines.
 *
 * <p>Knows nothing of Twilio and of Kubernetes: others say in plain words what happened. Never asks anybody anything, so that a
 * probe does not depend on a remote. Read {@link dev.proxypool.telemetry.Metric} first.
 */
@NullMarked
package dev.proxypool.telemetry;

import org.jspecify.annotations.NullMarked;

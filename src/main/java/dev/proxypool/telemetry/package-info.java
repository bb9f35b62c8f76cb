/**
 * What the operator reports about itself: probes, metrics and log lines.
 *
 * <p>Knows nothing of Twilio and of Kubernetes: others report in plain words what happened. It calls no remote, so a
 * probe does not depend on one. Read {@link dev.proxypool.telemetry.Metric} first.
 */
@NullMarked
package dev.proxypool.telemetry;

import org.jspecify.annotations.NullMarked;

package dev.proxypool.telemetry;

import java.util.List;
import java.util.Locale;

/**
 * Every metric of our own, as Prometheus sees it: alerts and dashboards rely on names and labels, so they are never
 * renamed. No label names a member or a resource: there may be thousands of them. The page docs/metrics.md is generated
 * from here.
 */
public enum Metric {
    REMOTE_CALLS(
            Type.COUNTER,
            "proxypool_remote_calls_total",
            "Requests to Twilio. status 0: no answer; code: Twilio's error code, 0 if there was none",
            "account",
            "operation",
            "status",
            "code"),
    REMOTE_CALL_DURATION(
            Type.HISTOGRAM,
            "proxypool_remote_call_duration_seconds",
            "How long Twilio took to answer, until the answer was read",
            "operation"),
    REMOTE_CALLS_IN_FLIGHT(
            Type.GAUGE,
            "proxypool_remote_calls_in_flight",
            "Calls to Twilio in flight; the operator's own limit is maxConcurrentRequests",
            "account"),
    GOVERNOR_WAIT(
            Type.SUMMARY,
            "proxypool_governor_wait_seconds",
            "How long the operator's rate limiter delayed calls before it sent them",
            "account",
            "operation"),
    GOVERNOR_HELD_BACK(
            Type.COUNTER,
            "proxypool_governor_held_back_total",
            "Calls that the operator postponed, by obstacle",
            "account",
            "obstacle"),
    GOVERNOR_CLOSURES(
            Type.COUNTER,
            "proxypool_governor_closures_total",
            "How often Twilio refused the rate (endpoint_closed), the requests in flight (account_closed) or did not"
                    + " accept the operator's calls (breaker_open), so that the operator sent nothing for a while",
            "account",
            "obstacle"),
    GOVERNOR_CLOSED(
            Type.GAUGE,
            "proxypool_governor_closed",
            "1 while the operator sends nothing for that reason; endpoint_closed: to some endpoint of some Service",
            "account",
            "obstacle"),
    LOOKS(
            Type.COUNTER,
            "proxypool_looks_total",
            "Polls of a pool: fresh, service_gone or unreadable; service is empty where the account has no such"
                    + " Service",
            "account",
            "service",
            "kind",
            "outcome"),
    LOOK_AGE(
            Type.GAUGE,
            "proxypool_look_age_seconds",
            "How long ago the pool was last read in full; since the first poll if it never was. None where the account"
                    + " has no such Service",
            "account",
            "service",
            "kind"),
    POOL_MEMBERS(
            Type.GAUGE,
            "proxypool_pool_members",
            "Members in the pool at the last poll, declared or not",
            "account",
            "service",
            "kind",
            "reserved"),
    POOL_HEADROOM(
            Type.GAUGE,
            "proxypool_pool_headroom",
            "Members that still fit: Twilio allows 500 unreserved and 5,000 reserved of a kind in a Service, unless the"
                    + " account has other limits",
            "account",
            "service",
            "kind",
            "reserved"),
    RESOURCES(
            Type.GAUGE,
            "proxypool_resources",
            "Resources by the status and the reason of their Ready condition; Unknown until the operator has processed"
                    + " them",
            "kind",
            "ready",
            "reason"),
    TIME_TO_READY(
            Type.HISTOGRAM,
            "proxypool_time_to_ready_seconds",
            "How long resources took to be Ready: since they were created, which is known to the second, or since the"
                    + " operator saw an edit",
            "kind"),
    RESERVATION_GAP(
            Type.HISTOGRAM,
            "proxypool_reservation_gap_seconds",
            "How long members that were added to be reserved were not reserved yet, so that Twilio might have assigned"
                    + " them",
            "account"),
    EVENTS(
            Type.COUNTER,
            "proxypool_events_total",
            "Kubernetes events by reason, such as Added, Removed, DriftCorrected, or a new problem by its" + " reason",
            "type",
            "reason"),
    LEADER(Type.GAUGE, "proxypool_leader", "1 if this replica is the leader, 0 if it is a standby"),
    VERSION(Type.GAUGE, "proxypool_version", "Always 1; which version runs", "version");

    /** Prometheus' types. A summary has a sum and a count, and no quantiles. */
    public enum Type {
        COUNTER,
        GAUGE,
        SUMMARY,
        HISTOGRAM;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Type type;
    private final String fullName;
    private final String help;
    private final List<String> labels;

    Metric(Type type, String fullName, String help, String... labels) {
        this.type = type;
        this.fullName = fullName;
        this.help = help;
        this.labels = List.of(labels);
    }

    public Type type() {
        return type;
    }

    /** With prefix, unit and suffix. */
    public String fullName() {
        return fullName;
    }

    public String help() {
        return help;
    }

    public List<String> labels() {
        return labels;
    }

    /** Micrometer itself adds unit and suffix. */
    String baseName() {
        return switch (type) {
            case COUNTER -> fullName.substring(0, fullName.length() - "_total".length());
            case SUMMARY, HISTOGRAM -> fullName.substring(0, fullName.length() - "_seconds".length());
            case GAUGE -> fullName;
        };
    }
}

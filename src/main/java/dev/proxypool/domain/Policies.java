package dev.proxypool.domain;

/**
 * How far the operator may go for one claim.
 *
 * @param suspend true forbids every remote write, removals included
 */
public record Policies(Management management, Adoption adoption, DriftPolicy drift, boolean suspend) {

    public static final Policies DEFAULT = new Policies(Management.MANAGE, Adoption.ALWAYS, DriftPolicy.CORRECT, false);

    /** For a claim that owns nothing. */
    public static final Policies OBSERVING =
            new Policies(Management.OBSERVE, Adoption.ALWAYS, DriftPolicy.CORRECT, false);

    public enum Management {
        MANAGE,
        /** The operator reads and reports, and never writes to Twilio, not even on deletion. */
        OBSERVE
    }

    /** What to do with a member that was in the pool before the claim added it. */
    public enum Adoption {
        ALWAYS,
        /** Only if its reservation is already as declared. */
        IF_MATCHES,
        NEVER
    }

    /** What to do if another writer changed the pool. */
    public enum DriftPolicy {
        CORRECT,
        REPORT
    }
}

package dev.proxypool.domain;

/**
 * How far the operator may go for one claim.
 *
 * @param suspend no remote write of any kind while true, removal included
 */
public record Policies(Management management, Adoption adoption, DriftPolicy drift, boolean suspend) {

    public static final Policies DEFAULT = new Policies(Management.MANAGE, Adoption.ALWAYS, DriftPolicy.CORRECT, false);

    /** Of a claim that owns nothing. */
    public static final Policies OBSERVING =
            new Policies(Management.OBSERVE, Adoption.ALWAYS, DriftPolicy.CORRECT, false);

    public enum Management {
        MANAGE,
        /** Looks, tells, and never writes to Twilio, deletion included. */
        OBSERVE
    }

    /** What to do with a code that is in the pool before the claim put it there. */
    public enum Adoption {
        ALWAYS,
        /** Only if its reservation already is as declared. */
        IF_MATCHES,
        NEVER
    }

    /** What to do when the pool was changed behind our back. */
    public enum DriftPolicy {
        CORRECT,
        REPORT
    }
}

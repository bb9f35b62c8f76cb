package dev.proxypool.api;

/** What all kinds of the group share: its name and version, and what the operator and its users write into metadata. */
public final class ApiGroup {

    public static final String NAME = "proxypool.dev";
    public static final String VERSION = "v1alpha1";

    /** As a manifest names group and version. */
    public static final String API_VERSION = NAME + "/" + VERSION;

    /** Holds a deleted resource until its memberships are dealt with. */
    public static final String MEMBERSHIP_FINALIZER = "proxypool.dev/membership";

    /** Holds an account, and its Secret, while a resource still needs them to release a member. */
    public static final String ACCOUNT_FINALIZER = "proxypool.dev/account";

    /** A changed value, a time as a rule, asks for a fresh poll now. */
    public static final String RECONCILE_ANNOTATION = "reconcile.proxypool.dev/requestedAt";

    /** On a resource that is being deleted: release it without touching Twilio. */
    public static final String ORPHAN_ANNOTATION = "proxypool.dev/orphan";

    /** Approves the removals of a pool whose hash is in {@code status.heldRemovals}. */
    public static final String APPROVAL_ANNOTATION = "proxypool.dev/approve-removals";

    private ApiGroup() {}
}

package dev.proxypool.api;

/** What all kinds of the group share: its name and version, and the metadata that the operator and its users write. */
public final class ApiGroup {

    public static final String NAME = "proxypool.dev";
    public static final String VERSION = "v1alpha1";

    /** The apiVersion of a manifest. */
    public static final String API_VERSION = NAME + "/" + VERSION;

    /** Keeps a deleted resource until the operator has removed or released its memberships. */
    public static final String MEMBERSHIP_FINALIZER = "proxypool.dev/membership";

    /** Keeps an account, and its Secret, while a resource still needs them to release a member. */
    public static final String ACCOUNT_FINALIZER = "proxypool.dev/account";

    /** A changed value, usually a timestamp, requests a fresh poll now. */
    public static final String RECONCILE_ANNOTATION = "reconcile.proxypool.dev/requestedAt";

    /** On a resource that is being deleted: the operator releases it without calling Twilio. */
    public static final String ORPHAN_ANNOTATION = "proxypool.dev/orphan";

    /** The hash in {@code status.heldRemovals}: approves those removals of a pool. */
    public static final String APPROVAL_ANNOTATION = "proxypool.dev/approve-removals";

    private ApiGroup() {}
}

package dev.proxypool.status;

import dev.proxypool.domain.CamelCase;

/**
 * Everything that the Ready condition can give as its reason, and what to do about it. Users script against these words:
 * they are part of the API and documented in {@code docs/reasons.md}, which is generated from here.
 */
public enum Reason {
    IN_SYNC(Remedy.NONE, "The short code is in the pool, reserved or not as declared.", "Nothing."),
    OBSERVED(Remedy.NONE, "The short code is in the pool; this resource only looks at it.", "Nothing."),
    ACCEPTED(Remedy.NONE, "Twilio accepts the credentials of the ProxyAccount.", "Nothing."),
    DRIFT_REPORTED(
            Remedy.NONE,
            "Somebody else changed the pool, and driftPolicy Report says to leave it so. InSync is False, and"
                    + " status.plan tells what would be done.",
            "Set driftPolicy to Correct, or declare what the pool holds."),

    PENDING(
            Remedy.RETRY,
            "A resource that is being deleted still holds the code in another Service, or the code has left one"
                    + " Service and is about to be added to another.",
            "Nothing; if it lasts, look at that resource."),
    ACCOUNT_NOT_READY(
            Remedy.RETRY,
            "The ProxyAccount that accountRef names, or its Secret, is not there or is incomplete, or this namespace"
                    + " may not use it.",
            "Create or fix it, or ask its owner to allow this namespace; it is picked up as soon as that is done."),
    NOT_FOUND(
            Remedy.RETRY,
            "This resource only looks at the code, and it is not in the pool.",
            "Nothing, or managementPolicy Manage to add it."),
    IN_PROGRESS(
            Remedy.RETRY,
            "Codes of a pool are being added, changed or removed; the counts in the status tell how far it is.",
            "Nothing."),
    CORRECTING(Remedy.RETRY, "Somebody else changed the pool; putting it right is under way.", "Nothing."),
    THROTTLED(Remedy.RETRY, "Twilio answers 429: too many requests.", "Nothing; the operator slows down."),
    REMOTE_UNAVAILABLE(
            Remedy.RETRY,
            "Twilio does not answer, or not as Twilio does.",
            "Nothing; if it lasts, look at Twilio's status page, the network and the base URL."),
    VERIFICATION_STALE(
            Remedy.RETRY,
            "What was applied could not be verified for too long.",
            "Look at RemoteVerified for the cause."),
    SUSPENDED(
            Remedy.RETRY,
            "There is something to do, and suspend holds it back; status.plan tells what.",
            "Set suspend to false."),
    DELETING(Remedy.RETRY, "The membership is being removed.", "Nothing."),
    DRAINING(
            Remedy.RETRY,
            "deletionPolicy Drain: the code is reserved and is removed when drainPeriod is over.",
            "Nothing; set deletionPolicy to Remove to be quicker."),
    IN_USE(
            Remedy.RETRY,
            "Open Sessions use the code, so Twilio refuses to remove it. It is reserved, gets no new participants, and"
                    + " is removed when it is free.",
            "Wait, close the Sessions, or annotate the resource with proxypool.dev/orphan: \"true\"."),
    DELETION_BLOCKED(
            Remedy.RETRY,
            "The membership cannot be removed, for the reason that the message gives.",
            "Mend that, or annotate the resource with proxypool.dev/orphan: \"true\" to leave the membership behind."),

    INVALID_SPEC(Remedy.USER, "The spec makes no sense, or asks for what this version cannot do.", "Mend the spec."),
    CONFLICT(
            Remedy.USER,
            "The code belongs to another resource, or to another Service of the account.",
            "Delete one of the two claims, or remove the code from the other Service."),
    ADOPTION_REFUSED(
            Remedy.USER,
            "The code was in the pool before, and adoptionPolicy forbids to take it over.",
            "Set adoptionPolicy to Always, or remove the code from the pool."),
    FOREIGN_WRITER(
            Remedy.USER,
            "Somebody else undoes this resource's corrections again and again: another cluster, a script, a person in"
                    + " the console. Correcting has stopped, so that the two do not fight over a code in use.",
            "Find the other writer and stop it, then annotate the resource with reconcile.proxypool.dev/requestedAt."),
    REMOVALS_HELD(
            Remedy.USER,
            "More members that nobody lists would be removed at once than maxRemovals allows. status.plan tells which;"
                    + " none of them is removed.",
            "List them, raise maxRemovals, or approve exactly these: annotate the resource with"
                    + " proxypool.dev/approve-removals and the hash."),
    CREDENTIALS_INVALID(
            Remedy.USER,
            "Twilio refuses the credentials.",
            "Check account SID and token or API key, and that the account is active."),
    SERVICE_NOT_FOUND(Remedy.USER, "The account has no such Proxy Service.", "Check serviceSid and the account."),
    SHORT_CODE_NOT_FOUND(Remedy.USER, "The account has no such short code.", "Check shortCodeSid and the account."),
    POOL_FULL(
            Remedy.USER,
            "The Service has as many codes as Twilio allows: 500 unreserved, 5,000 reserved.",
            "Remove codes from the pool or use another Service; tried again slowly."),
    API_WITHDRAWN(
            Remedy.USER,
            "The Service is there, but Twilio no longer serves its short codes. Twilio took them out of its published"
                    + " API in July 2025.",
            "Ask Twilio's support whether Proxy short codes are enabled for the account."),
    REMOTE_REJECTED(
            Remedy.USER, "Twilio refuses, for the reason that the message gives.", "Mend that; tried again slowly.");

    /** Who can help. Ready, Reconciling and Stalled follow from it. */
    public enum Remedy {
        /** Nobody needs to: Ready. */
        NONE,
        /** Time does, the operator tries again: Reconciling. */
        RETRY,
        /** A person only: Stalled. */
        USER
    }

    private final Remedy remedy;
    private final String meaning;
    private final String whatToDo;

    Reason(Remedy remedy, String meaning, String whatToDo) {
        this.remedy = remedy;
        this.meaning = meaning;
        this.whatToDo = whatToDo;
    }

    public Remedy remedy() {
        return remedy;
    }

    public String meaning() {
        return meaning;
    }

    public String whatToDo() {
        return whatToDo;
    }

    /** The fact, and what to do about it: what a person reads at night. Only the fact where there is nothing to do. */
    public String advise(String fact) {
        return whatToDo.startsWith("Nothing") ? fact : fact + ". " + whatToDo;
    }

    /** As it stands in a condition: IN_SYNC is InSync. */
    public String word() {
        return CamelCase.of(this);
    }
}

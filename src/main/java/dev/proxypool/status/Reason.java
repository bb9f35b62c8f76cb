package dev.proxypool.status;

import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.CamelCase;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Every reason that the Ready condition can have, and what to do about it. Users script against these words: they are
 * part of the API and documented in {@code docs/reasons.md}, which is generated from here.
 */
public enum Reason {
    IN_SYNC(Remedy.NONE, "The member is in the pool, reserved or not as declared.", "Nothing."),
    OBSERVED(Remedy.NONE, "The member is in the pool; managementPolicy Observe only reports it.", "Nothing."),
    ACCEPTED(Remedy.NONE, "Twilio accepts the credentials of the ProxyAccount.", "Nothing."),
    DRIFT_REPORTED(
            Remedy.NONE,
            "Another writer changed the pool, and driftPolicy Report does not allow the operator to correct it."
                    + " InSync is False, and status.plan shows the correction.",
            "Set driftPolicy to Correct, or declare what the pool holds."),

    PENDING(
            Remedy.RETRY,
            "Another resource that is being deleted has not released the member yet, or the member has left one Service"
                    + " and the operator adds it to another next, or the resource changed during the pass, or the"
                    + " operator is reading the account's Secret.",
            "Nothing. If this persists, check the other resource."),
    ACCOUNT_NOT_READY(
            Remedy.RETRY,
            "The ProxyAccount that accountRef names, or its Secret, does not exist or is incomplete, or this"
                    + " namespace may not use it. The message says which.",
            "Fix that; the operator then retries at once."),
    NOT_FOUND(
            Remedy.RETRY,
            "managementPolicy Observe only reports the member, and it is not in the pool.",
            "Nothing. Set managementPolicy to Manage to add it."),
    IN_PROGRESS(
            Remedy.RETRY,
            "The operator is adding, changing or removing members of a pool; the counts in the status show the"
                    + " progress.",
            "Nothing."),
    CORRECTING(Remedy.RETRY, "Another writer changed the pool, and the operator is correcting it.", "Nothing."),
    THROTTLED(
            Remedy.RETRY,
            "Twilio answers 429 (too many requests), or the operator's rate limiter delays the request to stay within"
                    + " Twilio's limits.",
            "Nothing. The operator sends fewer requests and retries."),
    REMOTE_UNAVAILABLE(
            Remedy.RETRY,
            "Twilio does not answer, or the answer is not a valid one of Twilio's API.",
            "Nothing. If this persists, check Twilio's status page, the network and the base URL."),
    VERIFICATION_STALE(
            Remedy.RETRY,
            "The operator applied the spec, but has not been able to read the pool for too long.",
            "Check the condition RemoteVerified for the cause."),
    SUSPENDED(
            Remedy.RETRY,
            "The pool is not as declared, and spec.suspend does not allow the operator to write; status.plan shows the"
                    + " pending steps.",
            "Set suspend to false: proxypool resume " + Words.RESOURCE + "."),
    DELETING(
            Remedy.RETRY,
            "The resource is being deleted: the operator is removing the member from the pool, or resources still"
                    + " hold members through the ProxyAccount.",
            "Nothing."),
    DRAINING(
            Remedy.RETRY,
            "deletionPolicy Drain: the member is reserved, and the operator removes it when drainPeriod has passed,"
                    + " or, if Twilio reports its use, when no Session uses it in two polls.",
            "Nothing. To remove it as soon as no Session uses it, set deletionPolicy to Remove and delete"
                    + " drainPeriod."),
    IN_USE(
            Remedy.RETRY,
            "Open Sessions use the member, so Twilio refuses to remove it, or would. The operator keeps it reserved,"
                    + " so that Twilio assigns it to no new participants, and removes it when no Session uses it.",
            "Wait, close the Sessions, or leave the member in the pool: proxypool orphan " + Words.RESOURCE
                    + " (or the annotation proxypool.dev/orphan: \"true\")."),
    DELETION_BLOCKED(
            Remedy.RETRY,
            "The operator cannot remove the member from the pool; the message gives the cause.",
            "Fix the cause, or leave the member in the pool: proxypool orphan " + Words.RESOURCE
                    + " (or the annotation proxypool.dev/orphan: \"true\")."),

    INVALID_SPEC(
            Remedy.USER,
            "The spec is invalid, or asks for something that this version does not support.",
            "Fix the spec."),
    CONFLICT(
            Remedy.USER,
            "The member belongs to another resource, or to another Service of the account.",
            "Let only one resource claim it: take it off the list of a pool, or delete a resource that names only this"
                    + " member. If it is in another Service, remove it there."),
    ADOPTION_REFUSED(
            Remedy.USER,
            "The member was already in the pool, and adoptionPolicy does not allow the operator to adopt it.",
            "Set adoptionPolicy to Always, or remove it from the pool."),
    FOREIGN_WRITER(
            Remedy.USER,
            "Another writer, such as another cluster, a script or a person in the console, keeps undoing the"
                + " operator's corrections. The operator has stopped correcting, so that the two do not fight over a"
                + " member in use.",
            "Find the other writer and stop it, then let the operator continue: proxypool reconcile " + Words.RESOURCE
                    + " (or the annotation reconcile.proxypool.dev/requestedAt)."),
    REMOVALS_HELD(
            Remedy.USER,
            "No resource lists some members, and they are more than maxRemovals allows the operator to remove at once."
                    + " It removes none of them; status.plan shows them.",
            "List them, raise maxRemovals, or approve exactly these: proxypool approve " + Words.RESOURCE
                    + " (or the annotation proxypool.dev/approve-removals with this hash; any other hash approves"
                    + " nothing)."),
    CREDENTIALS_INVALID(
            Remedy.USER,
            "Twilio refuses the credentials.",
            "Check the credentials of the account (its SID, and the token or API key), and that it is active."),
    SERVICE_NOT_FOUND(
            Remedy.USER,
            "The account has no such Proxy Service.",
            "Check serviceSid: it must be a Service of the account."),
    SHORT_CODE_NOT_FOUND(
            Remedy.USER,
            "The account has no such short code.",
            "Check the SID: it must be a short code of the account."),
    PHONE_NUMBER_NOT_FOUND(
            Remedy.USER,
            "The account has no such phone number: it was released, or belongs to another account.",
            "Check the number or SID: it must be a phone number of the account."),
    POOL_FULL(
            Remedy.USER,
            "The Service has as many members as Twilio allows: 500 unreserved, 5,000 reserved.",
            "Remove members from the pool or use another Service; the operator retries with exponential backoff."),
    API_WITHDRAWN(
            Remedy.USER,
            "The Service is there, but Twilio does not serve this kind of members for it. Twilio took the short codes"
                    + " out of its published API in July 2025.",
            "Ask Twilio's support whether they are enabled for the account. What the operator does until then:"
                    + " docs/troubleshooting.md, When Twilio withdraws the endpoint."),
    REMOTE_REJECTED(
            Remedy.USER,
            "Twilio refuses the request; the message gives the cause.",
            "Fix the cause; the operator retries with exponential backoff.");

    /** A constant of the enum itself is not defined where its values need it. */
    private static final class Words {
        /** Stands for a resource as commands take it. */
        static final String RESOURCE = "KIND/NAME -n NAMESPACE";
        /** Stands for the account of the resource. */
        static final String ACCOUNT = "the account";
    }

    /** Who can fix it. Ready, Reconciling and Stalled follow from it. */
    public enum Remedy {
        /** Nothing to fix: Ready. */
        NONE,
        /** The operator tries again: Reconciling. */
        RETRY,
        /** Only the user: Stalled. */
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

    /** What to do about any resource, with {@code KIND/NAME -n NAMESPACE} where a command names it. */
    public String whatToDo() {
        return whatToDo;
    }

    /** The same about the resource of an account, in words that name both. */
    private String whatToDo(String resource, @Nullable AccountUse account) {
        return account == null ? whatToDo(resource) : whatToDo(resource).replace(Words.ACCOUNT, account.inWords());
    }

    /**
     * What to do about this resource.
     *
     * @param resource as commands take it, such as {@code psc/promo -n messaging}
     */
    public String whatToDo(String resource) {
        return whatToDo.replace(Words.RESOURCE, resource);
    }

    /**
     * The fact and what to do about it, for a person reading at night; only the fact if there is nothing to do.
     *
     * @param resource as commands take it
     * @param account of the resource; null if it is not known
     */
    public String advise(String fact, String resource, @Nullable AccountUse account) {
        return whatToDo.startsWith("Nothing") ? fact : fact + ". " + whatToDo(resource, account);
    }

    /**
     * The fact of a message that {@link #advise} made; the message itself if it is another one.
     *
     * @param resource as commands take it
     */
    public String factIn(String message, String resource) {
        String advice = Pattern.quote(whatToDo(resource)).replace(Words.ACCOUNT, "\\E.*\\Q");
        Matcher advised = Pattern.compile("(?s)(.*)\\. " + advice).matcher(message);
        return advised.matches() ? advised.group(1) : message;
    }

    /** The same where no command is about the resource. */
    public String advise(String fact) {
        return advise(fact, Words.RESOURCE, null);
    }

    /** The reason that conditions show with this word; empty for a word of another version. */
    public static Optional<Reason> of(String word) {
        return Arrays.stream(values())
                .filter(reason -> reason.word().equals(word))
                .findFirst();
    }

    /** As conditions show it: IN_SYNC is InSync. */
    public String word() {
        return CamelCase.of(this);
    }
}

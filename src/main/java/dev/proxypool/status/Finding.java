package dev.proxypool.status;

import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.MembershipState;
import dev.proxypool.domain.Owner;
import dev.proxypool.domain.Trouble;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.Step;
import dev.proxypool.plan.Verdict;
import dev.proxypool.status.Reason.Remedy;
import dev.proxypool.status.SessionWords.DrainTime;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a pass means for its resource: a reason and a sentence. The same facts give the same sentence: no counters, no
 * times that change, no request ids.
 */
public record Finding(Reason reason, String message) {

    /** The same sentence for every member of a pool that has the same problem. */
    public static Finding of(Decision decision, Outcome outcome) {
        return of(decision, outcome, null);
    }

    /**
     * What a resource reports of this pass, unless something else takes precedence.
     *
     * @param drain null if the member does not drain, or is not reserved yet
     */
    static Finding of(Decision decision, Outcome outcome, @Nullable DrainTime drain) {
        if (!decision.held().isEmpty()) {
            return held(decision);
        }
        if (outcome.failure() != null) {
            return interrupted(decision, outcome.failure());
        }
        String noun = decision.kind().shortNoun();
        return switch (decision.verdict()) {
            case Verdict.InSync _ -> inSync(decision, outcome);
            case Verdict.Pending _ -> inSync(decision, outcome);
            case Verdict.Adopted _ -> inSync(decision, outcome);
            case Verdict.Drifted _ -> inSync(decision, outcome);
            case Verdict.Contested contested -> contested(decision, contested);
            case Verdict.Moving _ -> inSync(decision, outcome);
            case Verdict.Left _ ->
                new Finding(
                        Reason.PENDING,
                        "the %s has left its old Service; the operator adds it to the new one next".formatted(noun));
            case Verdict.Draining _ ->
                new Finding(Reason.DRAINING, SessionWords.draining(decision, outcome.after(), drain));
            case Verdict.Observed _ -> new Finding(Reason.OBSERVED, present(decision.claim(), outcome));
            case Verdict.Missing _ -> new Finding(Reason.NOT_FOUND, "the %s is not in the pool".formatted(noun));
            case Verdict.Conflict conflict ->
                new Finding(Reason.CONFLICT, "the %s belongs to %s".formatted(noun, named(decision, conflict.owner())));
            case Verdict.Waiting waiting ->
                new Finding(
                        Reason.PENDING,
                        "waiting for %s to release the %s".formatted(named(decision, waiting.owner()), noun));
            case Verdict.AdoptionRefused refused ->
                new Finding(
                        Reason.ADOPTION_REFUSED,
                        "the %s is already in the pool (%s), and adoptionPolicy does not allow the operator to adopt it"
                                .formatted(noun, reservation(refused.reserved())));
            case Verdict.PoolUnreadable blind -> trouble(decision, blind.trouble());
            case Verdict.ServiceMissing _ ->
                new Finding(
                        Reason.SERVICE_NOT_FOUND,
                        "the account has no Proxy Service "
                                + decision.membership().service());
            case Verdict.RemovalHeld _ -> removalHeld();
            case Verdict.HandingOver handover ->
                new Finding(
                        Reason.DELETING,
                        "the %s stays in the pool: %s claims it too and takes it over"
                                .formatted(noun, named(decision, handover.heir())));
            case Verdict.Removing _ -> new Finding(Reason.DELETING, "the membership was removed");
            case Verdict.Gone _ -> new Finding(Reason.DELETING, "the membership was removed");
            case Verdict.InUse _ -> new Finding(Reason.IN_USE, SessionWords.inUse(noun, outcome.after()));
        };
    }

    private static Finding inSync(Decision decision, Outcome outcome) {
        return new Finding(Reason.IN_SYNC, present(decision.claim(), outcome));
    }

    private static Finding removalHeld() {
        return new Finding(
                Reason.REMOVALS_HELD, "no resource lists the member; its removal is waiting for an approval");
    }

    private static Finding held(Decision decision) {
        if (decision.verdict() instanceof Verdict.RemovalHeld) {
            return removalHeld();
        }
        String plan = plan(decision);
        if (decision.claim().policies().suspend()) {
            return new Finding(
                    Reason.SUSPENDED, "spec.suspend is true, so the operator writes nothing to Twilio. " + plan);
        }
        return decision.verdict() instanceof Verdict.Contested contested
                ? contested(decision, contested)
                : new Finding(
                        Reason.DRIFT_REPORTED,
                        drift(decision) + "; driftPolicy Report does not allow the operator to correct it. " + plan);
    }

    private static Finding contested(Decision decision, Verdict.Contested contested) {
        return new Finding(
                Reason.FOREIGN_WRITER,
                "another writer keeps undoing the correction (%s); the operator has stopped correcting it. %s"
                        .formatted(contested.drift().inWords(decision.kind()), plan(decision)));
    }

    private static String plan(Decision decision) {
        String steps = decision.held().stream().map(Step::describe).collect(Collectors.joining(", then "));
        return (decision.held().size() == 1 ? "Pending step: " : "Pending steps: ") + steps;
    }

    private static Finding interrupted(Decision decision, Outcome.Failure failure) {
        Finding finding = trouble(decision, failure.trouble());
        boolean correcting = decision.verdict() instanceof Verdict.Drifted && finding.reason.remedy() == Remedy.RETRY;
        return correcting
                ? new Finding(
                        Reason.CORRECTING,
                        "another writer changed the pool, and the correction (%s) failed: %s"
                                .formatted(failure.step().describe(), finding.message))
                : finding;
    }

    private static String drift(Decision decision) {
        return decision.verdict() instanceof Verdict.Drifted(var drift)
                ? "another writer changed the pool (%s)".formatted(drift.inWords(decision.kind()))
                : "the pool is not as declared";
    }

    private static Finding trouble(Decision decision, Trouble trouble) {
        return ofTheLook(trouble, decision.claim().leaving());
    }

    /** What a failed poll means for a resource. */
    static Finding ofTheLook(Trouble trouble, boolean leaving) {
        String message = words(trouble);
        Reason reason = reasonOf(trouble);
        if (!leaving) {
            return new Finding(reason, message);
        }
        boolean passes = reason.remedy() == Remedy.RETRY && reason != Reason.ACCOUNT_NOT_READY;
        return new Finding(passes ? Reason.DELETING : Reason.DELETION_BLOCKED, message);
    }

    /** What happened, in words that stay the same while it lasts: how long a pause is changes with each. */
    public static String words(Trouble trouble) {
        String said = trouble.exchange().describe();
        if (trouble instanceof Trouble.Withdrawn) {
            return said + ". The operator removed nothing";
        }
        boolean limited =
                trouble instanceof Trouble.Throttled && trouble.exchange().httpStatus() != 0;
        return limited ? said + "; Twilio limits requests, so the operator pauses and retries by itself" : said;
    }

    /** What trouble with Twilio means for a resource. */
    public static Reason reasonOf(Trouble trouble) {
        return switch (trouble) {
            case Trouble.NoAccount none -> none.loading() ? Reason.PENDING : Reason.ACCOUNT_NOT_READY;
            case Trouble.Superseded _ -> Reason.PENDING;
            case Trouble.Unauthorized _ -> Reason.CREDENTIALS_INVALID;
            case Trouble.Withdrawn _ -> Reason.API_WITHDRAWN;
            case Trouble.Throttled _ -> Reason.THROTTLED;
            case Trouble.NotFound _ -> Reason.REMOTE_UNAVAILABLE;
            case Trouble.Unavailable _ -> Reason.REMOTE_UNAVAILABLE;
            case Trouble.Garbled _ -> Reason.REMOTE_UNAVAILABLE;
            case Trouble.Rejected rejected ->
                switch (rejected.refusal()) {
                    case ALREADY_MEMBER, IN_OTHER_SERVICE -> Reason.CONFLICT;
                    case UNKNOWN_SHORT_CODE -> Reason.SHORT_CODE_NOT_FOUND;
                    case UNKNOWN_PHONE_NUMBER -> Reason.PHONE_NUMBER_NOT_FOUND;
                    case POOL_FULL -> Reason.POOL_FULL;
                    case IN_USE, VANISHED -> Reason.REMOTE_UNAVAILABLE;
                    case OTHER -> Reason.REMOTE_REJECTED;
                };
        };
    }

    /** The spec is invalid. */
    static Finding ofProblems(List<String> problems, boolean leaving) {
        return new Finding(leaving ? Reason.DELETION_BLOCKED : Reason.INVALID_SPEC, String.join("; ", problems));
    }

    /** Only readers of the same namespace may see a resource, so only they see its name. */
    private static String named(Decision decision, Owner owner) {
        boolean sameNamespace =
                owner.namespace().equals(decision.claim().owner().namespace());
        return sameNamespace ? owner.toString() : "a resource in another namespace";
    }

    private static String present(Claim claim, Outcome outcome) {
        Member member = outcome.after();
        if (member == null) {
            throw new IllegalStateException("what is in sync is a member: " + claim);
        }
        String digits = member.details().digits();
        String code = digits == null ? member.sid().value() : digits;
        // For a member that moved, the Service that it was added to.
        Membership place = outcome.done().isEmpty()
                ? claim.membership()
                : outcome.done().getLast().membership();
        return "%s is in the pool of %s, %s".formatted(code, place.service(), reservation(member.reserved()));
    }

    private static String reservation(boolean reserved) {
        return MembershipState.of(reserved).toString();
    }
}

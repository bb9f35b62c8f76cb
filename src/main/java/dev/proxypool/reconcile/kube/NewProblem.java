package dev.proxypool.reconcile.kube;

import dev.proxypool.api.Condition;
import dev.proxypool.reconcile.kube.EventMessage.EventType;
import dev.proxypool.status.Reason;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the conditions of a pass say that those of the pass before did not: a problem is reported once, when it begins. */
public final class NewProblem {

    /** Reasons that end without the user, but that the user must know of. */
    private static final Set<String> WORTH_A_WARNING =
            Set.of(Reason.IN_USE.word(), Reason.DELETION_BLOCKED.word(), Reason.VERIFICATION_STALE.word());

    /** Reasons that may pass by themselves. All resources of an account share them. */
    private static final Set<String> OF_THE_ACCOUNT =
            Set.of(Reason.ACCOUNT_NOT_READY.word(), Reason.REMOTE_UNAVAILABLE.word());

    private NewProblem() {}

    /** A problem of a resource that claims members. */
    static Optional<EventMessage> of(List<Condition> old, List<Condition> now) {
        return unlessKnown(problem(old), problem(now));
    }

    /** An account cannot be used, or can be used again. */
    public static Optional<EventMessage> ofAccount(List<Condition> old, List<Condition> now) {
        return unlessKnown(
                        find(old, Condition.STALLED).or(() -> troubleWithTheAccount(old)),
                        find(now, Condition.STALLED).or(() -> troubleWithTheAccount(now)))
                .or(() -> recovery(old, now));
    }

    /**
     * A resource is not Ready because of its account. The account has the event: a thousand resources must not have one
     * each.
     */
    public static Optional<EventMessage> ofTroubleWithTheAccount(List<Condition> old, List<Condition> now) {
        return unlessKnown(troubleWithTheAccount(old), troubleWithTheAccount(now));
    }

    private static Optional<EventMessage> unlessKnown(Optional<Condition> old, Optional<Condition> now) {
        boolean known = now.map(Condition::reason).equals(old.map(Condition::reason));
        return now.filter(_ -> !known).map(p -> new EventMessage(EventType.WARNING, p.reason(), p.message()));
    }

    private static Optional<EventMessage> recovery(List<Condition> old, List<Condition> now) {
        boolean wasReady = find(old, Condition.READY).filter(Condition::isTrue).isPresent();
        return find(now, Condition.READY)
                .filter(ready -> ready.isTrue() && !wasReady)
                .map(ready -> new EventMessage(EventType.NORMAL, ready.reason(), ready.message()));
    }

    private static Optional<Condition> problem(List<Condition> conditions) {
        return find(conditions, Condition.STALLED)
                .or(() -> find(conditions, Condition.IN_SYNC))
                .or(() -> reconciling(conditions, WORTH_A_WARNING));
    }

    private static Optional<Condition> troubleWithTheAccount(List<Condition> conditions) {
        return reconciling(conditions, OF_THE_ACCOUNT);
    }

    private static Optional<Condition> reconciling(List<Condition> conditions, Set<String> reasons) {
        return find(conditions, Condition.RECONCILING).filter(condition -> reasons.contains(condition.reason()));
    }

    private static Optional<Condition> find(List<Condition> conditions, String type) {
        return conditions.stream().filter(c -> c.type().equals(type)).findFirst();
    }
}

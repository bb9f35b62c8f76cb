package dev.proxypool.reconcile.kube;

import dev.proxypool.api.ClaimantStatus;
import dev.proxypool.domain.PlainText;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.Step;
import dev.proxypool.plan.Verdict;
import dev.proxypool.status.Finding;
import dev.proxypool.status.PassResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Kubernetes event for a pass. There is one only if the pool changed, or a problem began.
 *
 * @param reason one word in CamelCase
 * @param message what happened, with the old and the new value
 */
public record EventMessage(EventType type, String reason, String message) {

    enum EventType {
        NORMAL,
        WARNING
    }

    /** What a pass did to the pool; empty if nothing. */
    public static Optional<EventMessage> of(Decision decision, Outcome outcome) {
        if (outcome.changedSomething()) {
            return Optional.of(changed(decision, outcome.done()));
        }
        return switch (decision.verdict()) {
            case Verdict.Adopted _
            when outcome.failure() == null ->
                normal(
                        "Adopted",
                        "the %s was already in the pool as declared; this resource holds it from now on"
                                .formatted(decision.kind().shortNoun()));
            case Verdict.Gone(var why) -> farewell(why, decision.kind().shortNoun());
            case Verdict.Adopted _,
                    Verdict.InSync _,
                    Verdict.Pending _,
                    Verdict.Drifted _,
                    Verdict.Contested _,
                    Verdict.Moving _,
                    Verdict.Left _,
                    Verdict.Draining _,
                    Verdict.Observed _,
                    Verdict.Missing _,
                    Verdict.Conflict _,
                    Verdict.Waiting _,
                    Verdict.AdoptionRefused _,
                    Verdict.PoolUnreadable _,
                    Verdict.ServiceMissing _,
                    Verdict.RemovalHeld _,
                    Verdict.HandingOver _,
                    Verdict.Removing _,
                    Verdict.InUse _ -> Optional.empty();
        };
    }

    /** Its message as one line of at most that many characters. */
    EventMessage within(int longest) {
        return new EventMessage(type, reason, PlainText.line(message, longest));
    }

    /** A problem that the previous pass did not have; with the request id that Twilio's support asks for. */
    public static Optional<EventMessage> ofNewProblem(ClaimantStatus<?> old, ClaimantStatus<?> now, PassResult result) {
        return NewProblem.of(old.conditions(), now.conditions())
                .map(told -> new EventMessage(told.type, told.reason, told.message + requestId(told.reason, result)));
    }

    /** From now on the object shows an old status. */
    static EventMessage ofRefusedStatus(String why) {
        return new EventMessage(
                EventType.WARNING,
                "StatusRefused",
                "the API server refuses the status, so the object shows an old one: " + why);
    }

    /** The request id of the first claim that failed for that reason. */
    private static String requestId(String reason, PassResult result) {
        return result.claims().stream()
                .filter(one -> Finding.of(one.decision(), one.outcome())
                        .reason()
                        .word()
                        .equals(reason))
                .flatMap(one -> Stream.ofNullable(one.outcome().failure()))
                .flatMap(failure ->
                        Stream.ofNullable(failure.trouble().exchange().requestId()))
                .findFirst()
                .map(id -> " [request " + id + "]")
                .orElse("");
    }

    private static EventMessage changed(Decision decision, List<Step> done) {
        String what = done.stream().map(Step::describe).collect(Collectors.joining(", then "));
        String effect = sideEffect(decision, done);
        String change = "%s (%s → %s)%s"
                .formatted(what, done.getFirst().before(), done.getLast().after(), effect);
        return switch (decision.verdict()) {
            case Verdict.Drifted(var drift) ->
                new EventMessage(
                        EventType.NORMAL,
                        "DriftCorrected",
                        "another writer changed the pool (%s); the operator corrected it: %s"
                                .formatted(drift.inWords(decision.kind()), change));
            case Verdict.Adopted _ ->
                new EventMessage(
                        EventType.NORMAL,
                        "Adopted",
                        "the %s was already in the pool; %s"
                                .formatted(decision.kind().shortNoun(), change));
            case Verdict.Moving _ -> new EventMessage(EventType.NORMAL, "Moved", what + effect);
            case Verdict.Draining _ -> new EventMessage(EventType.NORMAL, "Draining", change);
            case Verdict.InSync _,
                    Verdict.Pending _,
                    Verdict.Contested _,
                    Verdict.Left _,
                    Verdict.Observed _,
                    Verdict.Missing _,
                    Verdict.Conflict _,
                    Verdict.Waiting _,
                    Verdict.AdoptionRefused _,
                    Verdict.PoolUnreadable _,
                    Verdict.ServiceMissing _,
                    Verdict.RemovalHeld _,
                    Verdict.HandingOver _,
                    Verdict.Removing _,
                    Verdict.InUse _,
                    Verdict.Gone _ -> new EventMessage(EventType.NORMAL, word(done.getFirst()), change);
        };
    }

    /** What an add changed outside Proxy, which nothing else in the cluster shows. */
    private static String sideEffect(Decision decision, List<Step> done) {
        return done.stream().anyMatch(Step.Add.class::isInstance)
                ? decision.kind()
                        .sideEffectOfAdding()
                        .map(effect -> "; " + effect)
                        .orElse("")
                : "";
    }

    private static Optional<EventMessage> farewell(Verdict.ReleaseReason why, String noun) {
        return switch (why) {
            case ABSENT ->
                normal(
                        "NotRemoved",
                        "the %s was no longer in the pool, so the operator removed nothing".formatted(noun));
            case SERVICE_GONE -> normal("NotRemoved", "the Service no longer exists, so the operator removed nothing");
            case HANDED_OVER -> normal("HandedOver", "another resource claims the same membership and takes it over");
            case NEVER_HELD ->
                normal(
                        "LeftAlone",
                        "this resource does not hold the %s, so the operator did not change the pool".formatted(noun));
            case ORPHANED -> normal("Orphaned", "the operator left the %s in the pool, as requested".formatted(noun));
        };
    }

    private static Optional<EventMessage> normal(String reason, String message) {
        return Optional.of(new EventMessage(EventType.NORMAL, reason, message));
    }

    private static String word(Step step) {
        return switch (step) {
            case Step.Add _ -> "Added";
            case Step.SetReserved set -> set.reserved() ? "Reserved" : "Released";
            case Step.Remove _ -> "Removed";
        };
    }
}

package dev.proxypool.status;

import dev.proxypool.api.Condition;
import dev.proxypool.api.ShortCodeStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What every status must be, whatever happened: the rules that kubectl, Flux and Argo CD rely on. */
public final class LegalStatus {

    private static final Set<String> VALUES = Set.of("True", "False", "Unknown");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    private static final Pattern REASON = Pattern.compile("[A-Z][A-Za-z]+");

    private LegalStatus() {}

    /** The status itself, once it was found legal for an object of that generation. */
    public static ShortCodeStatus legal(ShortCodeStatus status, long generation) {
        List<Condition> conditions = status.conditions();
        require(status, "observes the generation", Long.valueOf(generation).equals(status.observedGeneration()));
        long types = conditions.stream().map(Condition::type).distinct().count();
        require(status, "says each condition once", types == conditions.size());
        require(
                status,
                "says Ready first",
                !conditions.isEmpty() && conditions.getFirst().type().equals("Ready"));
        conditions.forEach(condition -> isComplete(status, condition, generation));

        Optional<Condition> reconciling = status.condition("Reconciling");
        Optional<Condition> stalled = status.condition("Stalled");
        require(status, "is Reconciling only while True", reconciling.stream().allMatch(Condition::isTrue));
        require(status, "is Stalled only while True", stalled.stream().allMatch(Condition::isTrue));
        require(status, "is not Reconciling and Stalled", reconciling.isEmpty() || stalled.isEmpty());
        require(
                status,
                "is Ready if neither Reconciling nor Stalled, and only then",
                conditions.getFirst().isTrue() == (reconciling.isEmpty() && stalled.isEmpty()));
        require(status, "tells a person what to do", stalled.stream().allMatch(LegalStatus::advises));
        return status;
    }

    private static boolean advises(Condition stalled) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.word().equals(stalled.reason()))
                .anyMatch(reason -> stalled.message().endsWith(". " + reason.whatToDo()));
    }

    private static void isComplete(ShortCodeStatus status, Condition condition, long generation) {
        String since = condition.lastTransitionTime();
        require(status, "observes in each condition", Long.valueOf(generation).equals(condition.observedGeneration()));
        require(status, "is True, False or Unknown", VALUES.contains(condition.status()));
        require(status, "tells since when", since != null && TIME.matcher(since).matches());
        require(status, "has reasons", REASON.matcher(condition.reason()).matches());
        require(status, "has messages", !condition.message().isBlank());
    }

    /** Describes only what failed: this is asked some hundred thousand times. */
    private static void require(ShortCodeStatus status, String rule, boolean holds) {
        if (!holds) {
            throw new AssertionError("a legal status %s: %s".formatted(rule, status));
        }
    }
}

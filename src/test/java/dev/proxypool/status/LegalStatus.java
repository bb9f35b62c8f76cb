package dev.proxypool.status;

import dev.proxypool.api.Condition;
import dev.proxypool.api.MemberStatus;
import dev.proxypool.api.PoolStatus;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.plan.PlanFixtures;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What every status must be, whatever happened: the rules that kubectl, Flux and Argo CD rely on. */
public final class LegalStatus {

    private static final Set<String> VALUES = Set.of("True", "False", "Unknown");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    private static final Pattern REASON = Pattern.compile("[A-Z][A-Za-z]+");

    private static final String OWN = AccountUse.own(PlanFixtures.ACCOUNT).inWords();

    private LegalStatus() {}

    /** The status itself, once it was found legal for an object of that generation. */
    public static MemberStatus legal(MemberStatus status, long generation) {
        judge(status, status.conditions(), status.observedGeneration(), generation);
        return status;
    }

    /** Likewise. */
    public static PoolStatus legal(PoolStatus status, long generation) {
        judge(status, status.conditions(), status.observedGeneration(), generation);
        return status;
    }

    private static void judge(Object status, List<Condition> conditions, @Nullable Long observed, long generation) {
        require(status, "observes the generation", Long.valueOf(generation).equals(observed));
        long types = conditions.stream().map(Condition::type).distinct().count();
        require(status, "says each condition once", types == conditions.size());
        require(
                status,
                "says Ready first",
                !conditions.isEmpty() && conditions.getFirst().type().equals("Ready"));
        conditions.forEach(condition -> isComplete(status, condition, generation));

        Optional<Condition> reconciling = find(conditions, "Reconciling");
        Optional<Condition> stalled = find(conditions, "Stalled");
        require(status, "is Reconciling only while True", reconciling.stream().allMatch(Condition::isTrue));
        require(status, "is Stalled only while True", stalled.stream().allMatch(Condition::isTrue));
        require(status, "is not Reconciling and Stalled", reconciling.isEmpty() || stalled.isEmpty());
        require(
                status,
                "is Ready if neither Reconciling nor Stalled, and only then",
                conditions.getFirst().isTrue() == (reconciling.isEmpty() && stalled.isEmpty()));
        require(status, "tells a person what to do", stalled.stream().allMatch(LegalStatus::advises));
    }

    private static Optional<Condition> find(List<Condition> conditions, String type) {
        return conditions.stream().filter(c -> c.type().equals(type)).findFirst();
    }

    private static boolean advises(Condition stalled) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.word().equals(stalled.reason()))
                .map(reason -> ". " + reason.whatToDo(Passes.RESOURCE))
                .anyMatch(advice -> stalled.message().endsWith(advice)
                        || stalled.message().endsWith(advice.replace("the account", OWN)));
    }

    private static void isComplete(Object status, Condition condition, long generation) {
        String since = condition.lastTransitionTime();
        require(status, "observes in each condition", Long.valueOf(generation).equals(condition.observedGeneration()));
        require(status, "is True, False or Unknown", VALUES.contains(condition.status()));
        require(status, "tells since when", since != null && TIME.matcher(since).matches());
        require(status, "has reasons", REASON.matcher(condition.reason()).matches());
        require(status, "has messages", !condition.message().isBlank());
    }

    /** Describes only what failed: this is asked some hundred thousand times. */
    private static void require(Object status, String rule, boolean holds) {
        if (!holds) {
            throw new AssertionError("a legal status %s: %s".formatted(rule, status));
        }
    }
}

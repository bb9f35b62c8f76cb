package dev.proxypool.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.Condition;
import dev.proxypool.api.ShortCodeStatus;
import java.util.List;
import java.util.Optional;

/** What every status must be, whatever happened: the rules that kubectl, Flux and Argo CD rely on. */
final class LegalStatus {

    private LegalStatus() {}

    /** The status itself, once it was found legal for an object of that generation. */
    static ShortCodeStatus legal(ShortCodeStatus status, long generation) {
        List<Condition> conditions = status.conditions();
        assertThat(status.observedGeneration()).as("%s", status).isEqualTo(generation);
        assertThat(conditions).as("%s", status).extracting(Condition::type).doesNotHaveDuplicates();
        assertThat(conditions).as("%s", status).isNotEmpty();
        assertThat(conditions.getFirst().type()).as("first of %s", status).isEqualTo("Ready");
        assertThat(conditions).as("%s", status).allSatisfy(condition -> isComplete(condition, generation));

        Optional<Condition> reconciling = status.condition("Reconciling");
        Optional<Condition> stalled = status.condition("Stalled");
        assertThat(reconciling.stream().allMatch(Condition::isTrue))
                .as("%s", status)
                .isTrue();
        assertThat(stalled.stream().allMatch(Condition::isTrue))
                .as("%s", status)
                .isTrue();
        assertThat(reconciling.isPresent() && stalled.isPresent())
                .as("both in %s", status)
                .isFalse();
        assertThat(conditions.getFirst().isTrue())
                .as("Ready without Reconciling and Stalled, and only then: %s", status)
                .isEqualTo(reconciling.isEmpty() && stalled.isEmpty());
        return status;
    }

    private static void isComplete(Condition condition, long generation) {
        assertThat(condition.observedGeneration()).isEqualTo(generation);
        assertThat(condition.status()).isIn("True", "False", "Unknown");
        assertThat(condition.lastTransitionTime()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(condition.reason()).matches("[A-Z][A-Za-z]+");
        assertThat(condition.message()).isNotBlank();
    }
}

package dev.proxypool.plan;

import static dev.proxypool.plan.PlanFixtures.HERE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The words for a step: they are in conditions and in the plan of a status, and so must not change. */
class StepTest {

    private record Words(Step step, String says, String before, String after) {}

    static List<Words> words() {
        return List.of(
                new Words(
                        new Step.Add(HERE, false),
                        "add SC00000000000000000000000000000001 to KS00000000000000000000000000000001",
                        "absent",
                        "unreserved"),
                new Words(
                        new Step.Add(HERE, true),
                        "add SC00000000000000000000000000000001 to KS00000000000000000000000000000001 as reserved",
                        "absent",
                        "reserved"),
                new Words(
                        new Step.SetReserved(HERE, true),
                        "reserve SC00000000000000000000000000000001 in KS00000000000000000000000000000001",
                        "unreserved",
                        "reserved"),
                new Words(
                        new Step.SetReserved(HERE, false),
                        "release SC00000000000000000000000000000001 for assignment in"
                                + " KS00000000000000000000000000000001",
                        "reserved",
                        "unreserved"),
                new Words(
                        new Step.Remove(HERE, false),
                        "remove SC00000000000000000000000000000001 from KS00000000000000000000000000000001",
                        "unreserved",
                        "absent"),
                new Words(
                        new Step.Remove(HERE, true),
                        "remove SC00000000000000000000000000000001 from KS00000000000000000000000000000001",
                        "reserved",
                        "absent"));
    }

    @ParameterizedTest
    @MethodSource("words")
    void tellsWhatItDoes(Words words) {
        assertThat(words.step().membership()).isEqualTo(HERE);
        assertThat(words.step().describe()).isEqualTo(words.says());
        assertThat(words.step().before()).hasToString(words.before());
        assertThat(words.step().after()).hasToString(words.after());
    }
}

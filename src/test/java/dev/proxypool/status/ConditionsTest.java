package dev.proxypool.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.Condition;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {

    private static final int LONGEST = 32_768;

    private final Conditions conditions =
            new Conditions(List.of(), 1, Instant.parse("2026-11-01T12:00:00Z"), Passes.RESOURCE, null);

    @Test
    void aMessageThatQuotesASpecIsPlainAndOfALengthThatTheDefinitionsTake() {
        conditions.ready(Reason.INVALID_SPEC, "got 'a\u0085b\u001b[2J" + "x".repeat(LONGEST) + "'");

        assertThat(conditions.list()).hasSize(2).extracting(Condition::message).allSatisfy(message -> {
            assertThat(message).startsWith("got 'a b\\u001b[2Jxxx").endsWith("x…");
            assertThat(message).hasSize(LONGEST);
        });
    }

    @Test
    void aMessageOfTheLongestLengthIsWhole() {
        conditions.ready(Reason.IN_SYNC, "x".repeat(LONGEST));

        assertThat(conditions.list()).extracting(Condition::message).containsExactly("x".repeat(LONGEST));
    }
}

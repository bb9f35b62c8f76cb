package dev.proxypool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ShellTest {

    private static final String LONG = "proxypool: the pool cannot be read: "
            + "nobody answers ".repeat(20).strip();

    @Test
    void aProblemIsBrokenBetweenWordsForTheWindowOfAPerson() {
        Terminal person = Terminal.ofAPersonAt(40);

        person.shell().problem(LONG);

        assertThat(person.err().lines())
                .hasSizeGreaterThan(5)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(40));
        assertThat(person.err().strip().replace("\n", " ")).isEqualTo(LONG);
    }

    @Test
    void aProblemIsOneLineForAProgram() {
        Terminal file = Terminal.window(40, Instant.EPOCH);

        file.shell().problem(LONG);

        assertThat(file.err()).isEqualTo(LONG + "\n");
    }
}

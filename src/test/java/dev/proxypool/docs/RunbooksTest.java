package dev.proxypool.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A person on call copies commands from these pages: the project's own, which {@link CommandsOnPagesTest} checks. */
class RunbooksTest {

    private static final Path RUNBOOKS = Path.of("docs", "runbooks");
    private static final Path TROUBLESHOOTING = Path.of("docs", "troubleshooting.md");
    private static final Pattern OF_A_BLOCK = Pattern.compile("(?m)^bin/proxypool [a-z]+");

    static List<Path> runbooks() {
        return Pages.all().stream().filter(page -> page.startsWith(RUNBOOKS)).toList();
    }

    @Test
    void thereAreRunbooks() {
        assertThat(runbooks()).hasSizeGreaterThan(8);
    }

    @ParameterizedTest
    @MethodSource("runbooks")
    void everyRunbookHasACommandOfTheProjectToCopy(Path page) {
        assertThat(commands(page)).isNotEmpty();
    }

    @Test
    void troubleshootingBeginsWithStatus() {
        assertThat(commands(TROUBLESHOOTING)).startsWith("bin/proxypool status");
    }

    private static List<String> commands(Path page) {
        return Pages.blocks(page, "sh").stream()
                .flatMap(block -> OF_A_BLOCK.matcher(block).results())
                .map(found -> found.group())
                .toList();
    }
}

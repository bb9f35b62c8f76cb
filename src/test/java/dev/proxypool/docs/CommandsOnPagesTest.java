package dev.proxypool.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.app.Main;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What pages say to type: the commands, options and settings are those of the program. */
class CommandsOnPagesTest {

    private static final Pattern COMMAND = Pattern.compile("^(?:.*\\bbin/)?proxypool ([a-z]+)\\b([^#|`]*)");
    private static final Pattern OPTION = Pattern.compile("(?<= )--?[a-z][a-z-]*");
    private static final Pattern SETTING = Pattern.compile("\\bPROXYPOOL_[A-Z_]*[A-Z]\\b");

    static List<Path> pages() {
        return Pages.all();
    }

    @Test
    void thereAreCommandsToJudge() {
        assertThat(commands(Path.of("README.md"))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandIsOneOfTheProgram(Path page) {
        assertThat(commands(page)).allSatisfy(found -> {
            assertThat(program().getSubcommands()).as("on page %s", page).containsKey(found.group(1));
            CommandLine command =
                    Objects.requireNonNull(program().getSubcommands().get(found.group(1)));
            assertThat(OPTION.matcher(found.group(2)).results().map(MatchResult::group))
                    .as("options of proxypool %s in %s", found.group(1), page)
                    .isSubsetOf(command.getCommandSpec().optionsMap().keySet());
        });
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everySettingIsReadByTheProgram(Path page) {
        Set<String> settings = SettingsDocTest.settings();

        assertThat(SETTING.matcher(Pages.text(page)).results().map(MatchResult::group))
                .isSubsetOf(settings);
    }

    private static List<MatchResult> commands(Path page) {
        Stream<String> typed = Pages.commands(page).stream();
        return typed.flatMap(line -> COMMAND.matcher(line).results()).toList();
    }

    private static CommandLine program() {
        return Main.commandLine();
    }
}

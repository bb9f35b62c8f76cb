package dev.proxypool.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.app.Main;
import dev.proxypool.cli.Shell;
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

    private static final Pattern COMMAND = Pattern.compile("^(?:.*\\bbin/|kubectl )?proxypool ([a-z]+)\\b([^#|`]*)");
    private static final Pattern OPTION = Pattern.compile("(?<= )--?[a-z][a-z-]*");
    /** A kind and a name. */
    private static final Pattern ABOUT_A_RESOURCE = Pattern.compile("^(kubectl|bin/proxypool|proxypool)\\b.* "
            + "(get|describe|annotate|delete|patch|edit|wait|status|reconcile|suspend|resume|orphan|approve)"
            + " (psc|pscp|ppn|ppnp|pxa)[/ ][a-z]");

    private static final Pattern SETTING = Pattern.compile("\\bPROXYPOOL_[A-Z_]*[A-Z]\\b");

    private static final Path FOR_PEOPLE = Path.of("docs", "cli.md");
    private static final Path OPTIONS = Path.of("docs", "settings.md");

    /** Of every command, and told by the help itself. */
    private static final Set<String> STANDARD = Set.of("-h", "--help", "-V", "--version");

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

    @Test
    void everyCommandForPeopleIsOnTheirPage() {
        List<String> typed =
                commands(FOR_PEOPLE).stream().map(found -> found.group(1)).toList();

        assertThat(program().getSubcommands().values())
                .filteredOn(
                        command -> command.getCommand().getClass().getPackage().equals(Shell.class.getPackage()))
                .hasSizeGreaterThan(7)
                .extracting(CommandLine::getCommandName)
                .allSatisfy(name -> assertThat(typed).contains(name));
    }

    /** On one of the two pages, as code. */
    @Test
    void everyOptionIsOnAPage() {
        List<String> words = Stream.of(FOR_PEOPLE, OPTIONS)
                .flatMap(page -> Pages.commands(page).stream())
                .flatMap(code -> Stream.of(code.split("[ ,]+")))
                .toList();

        assertThat(program().getSubcommands().values())
                .filteredOn(command -> !command.getCommandSpec().usageMessage().hidden())
                .allSatisfy(command -> assertThat(
                                command.getCommandSpec().optionsMap().keySet())
                        .as("options of %s", command.getCommandName())
                        .filteredOn(option -> !STANDARD.contains(option))
                        .allSatisfy(option -> assertThat(words).contains(option)));
    }

    /** Copied as they stand, they must find the resource; the manifests of the pages name namespaces too. */
    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandAboutAResourceNamesItsNamespace(Path page) {
        assertThat(Pages.commands(page))
                .filteredOn(command -> ABOUT_A_RESOURCE.matcher(command).find())
                .allSatisfy(command -> assertThat(command).containsPattern("( -n | -A\\b| --all-namespaces)"));
    }

    private static List<MatchResult> commands(Path page) {
        Stream<String> typed = Pages.commands(page).stream();
        return typed.flatMap(line -> COMMAND.matcher(line).results()).toList();
    }

    private static CommandLine program() {
        return Main.commandLine();
    }
}

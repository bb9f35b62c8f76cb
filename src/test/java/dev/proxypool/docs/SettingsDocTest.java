package dev.proxypool.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.app.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** {@code docs/settings.md} is what the commands say of themselves. With {@code -Ddocs.write=true} it is written instead of judged. */
class SettingsDocTest {

    private static final Path PAGE = Path.of("docs", "settings.md");
    private static final Path ENVIRONMENT = Path.of("helm", "proxypool", "templates", "_environment.tpl");
    private static final String REGENERATE = "mvn -q test -Dtest=SettingsDocTest -Ddocs.write=true";
    private static final Pattern LINE = Pattern.compile("^ *([A-Z_, ]+[A-Z]) {2,}(.*?)(?: \\(([^()]*)\\))?$");
    private static final Pattern VALUE = Pattern.compile("\\.Values\\.([\\w.]+)");

    /** @param names one, or two that belong together */
    private record Setting(List<String> names, String about, String fallback) {
        static Stream<Setting> of(String line) {
            Matcher parts = LINE.matcher(line);
            return parts.matches()
                    ? Stream.of(new Setting(
                            List.of(parts.group(1).split(", *")),
                            parts.group(2),
                            parts.group(3) == null ? "" : "`" + parts.group(3) + "`"))
                    : Stream.empty();
        }
    }

    /** The names of all. */
    static Set<String> settings() {
        return rows().flatMap(setting -> setting.names().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void thePageTellsTheSettingsAsTheProgramDoes() throws IOException {
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, page());
        }
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as("%s is not what the program says; write it anew with: %s", PAGE, REGENERATE)
                .isEqualTo(page());
    }

    @Test
    void everySettingIsFound() {
        assertThat(settings())
                .contains("TWILIO_API_KEY", "TWILIO_API_SECRET", "PROXYPOOL_WORKERS", "PROXYPOOL_LOG_CONFIG")
                .hasSizeGreaterThan(15);
        assertThat(values())
                .containsEntry("PROXYPOOL_WORKERS", "workers")
                .containsEntry("TWILIO_EDGE", "twilio.edge")
                .containsEntry("TWILIO_API_KEY", "defaultAccount.existingSecret")
                .containsEntry("PROXYPOOL_LOG_CONFIG", "log.configMap");
    }

    private static String page() throws IOException {
        return """
            <!-- Generated from what `proxypool --help` and the chart say. Write it anew with:
                 %s -->
            # Settings

            ## The operator

            `proxypool run` reads its settings from the environment, and reports all problems with them at once (exit code 2). The chart sets them by its values; each
            of [its values](../helm/proxypool/README.md#values) has a comment. Settings of a `ProxyAccount` are in its manifest ([reference](reference.md#proxyaccount)).

            | Environment | For | Default | Value of the chart |
            |---|---|---|---|
            %s
            - Durations are `500ms`, `30s`, `5m` or `1h`. The interval is from 100 ms to 24 h.
            - `PROXYPOOL_BASE_URL` overrides region and edge. It must begin with `https`, except on the loopback interface.
            - Without `TWILIO_ACCOUNT_SID` there is no default account, and each resource names a [`ProxyAccount`](accounts.md). If both the key and the token are set, the operator uses the key.
            - The defaults are Twilio's own limits; lower them where other programs use the account.
            - `PROXYPOOL_LOG_CONFIG` is a file of lines such as `dev.proxypool.proxy=DEBUG`, for the operator's own loggers; the operator applies changes without a restart ([how](operations.md#log-levels)).
            - A changed environment needs a restart.

            ## The commands

            %s
            Exit codes of all others: %s.
            """.formatted(REGENERATE, environment(), commands(), codes(program()));
    }

    private static String environment() throws IOException {
        Map<String, String> values = values();
        return rows().map(setting -> "| %s | %s | %s | %s |\n"
                        .formatted(
                                code(setting.names()),
                                setting.about(),
                                setting.fallback(),
                                code(setting.names().stream()
                                        .map(values::get)
                                        .filter(value -> value != null)
                                        .distinct()
                                        .toList())))
                .collect(Collectors.joining());
    }

    private static Stream<Setting> rows() {
        String[] footer = Objects.requireNonNull(program().getSubcommands().get("run"))
                .getCommandSpec()
                .usageMessage()
                .footer();
        return Arrays.stream(footer).flatMap(Setting::of);
    }

    /** Which value of the chart sets a variable: the first that stands beside it, or else around it. */
    private static Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        String around = "";
        String name = "";
        for (String line : Pages.text(ENVIRONMENT).lines().toList()) {
            Matcher value = VALUE.matcher(line);
            boolean found = value.find();
            if (line.contains("- name:")) {
                name = line.replaceFirst(".*- name: ", "").strip();
                values.put(name, around);
            } else if (found && line.matches("\\{\\{- (with|if) .*")) {
                around = value.group(1);
            } else if (line.contains("range list ")) {
                String group = around;
                Pattern.compile("\"(\\w+)\"").matcher(line).results().forEach(one -> values.put(one.group(1), group));
            } else if (found
                    && !line.contains("range")
                    && values.getOrDefault(name, "").equals(around)) {
                values.put(name, value.group(1));
            }
        }
        return values;
    }

    private static String commands() {
        return program().getSubcommands().values().stream()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .map(command -> "**`proxypool %s`** %s\n\n%s%s"
                        .formatted(
                                command.getCommandName(),
                                String.join(
                                                " ",
                                                command.getCommandSpec()
                                                        .usageMessage()
                                                        .description())
                                        .replace("%n", ""),
                                options(command),
                                exitCodes(command)))
                .collect(Collectors.joining());
    }

    private static String options(CommandLine command) {
        Stream<String> named = command.getCommandSpec().positionalParameters().stream()
                .map(word -> row(word.paramLabel() + (word.typeInfo().isMultiValue() ? "…" : ""), word.description()));
        Stream<String> options = command.getCommandSpec().options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .map(SettingsDocTest::option);
        String rows = Stream.concat(named, options).collect(Collectors.joining());
        return rows.isEmpty() ? "" : "| Option | For |\n|---|---|\n" + rows + "\n";
    }

    private static String option(OptionSpec option) {
        String argument = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        return row(String.join(", ", option.names()) + argument, option.description());
    }

    private static String row(String typed, String[] description) {
        return "| `%s` | %s |\n".formatted(typed, String.join(" ", description));
    }

    /** Those that a command has of its own. */
    private static String exitCodes(CommandLine command) {
        String codes = codes(command);
        return codes.isEmpty() ? "" : "Exit codes: %s.\n\n".formatted(codes);
    }

    private static String codes(CommandLine command) {
        return command.getCommandSpec().usageMessage().exitCodeList().entrySet().stream()
                .map(code -> code.getKey() + ": " + code.getValue())
                .collect(Collectors.joining("; "));
    }

    private static String code(List<String> words) {
        return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    }

    private static CommandLine program() {
        return Main.commandLine();
    }
}

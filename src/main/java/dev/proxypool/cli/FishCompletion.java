package dev.proxypool.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The completions for fish, which picocli does not write. */
final class FishCompletion {

    private final String program;
    private final List<String> lines = new ArrayList<>();

    private FishCompletion(String program) {
        this.program = program;
    }

    static String of(String program, CommandLine commands) {
        FishCompletion fish = new FishCompletion(program);
        fish.add("__fish_use_subcommand", commands);
        commands.getSubcommands().values().stream()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .forEach(fish::add);
        return String.join("\n", fish.lines) + "\n";
    }

    private void add(CommandLine command) {
        String name = command.getCommandName();
        String[] about = command.getCommandSpec().usageMessage().description();
        line("__fish_use_subcommand", "-f -a", name, about.length == 0 ? "" : about[0]);
        add("__fish_seen_subcommand_from " + name, command);
    }

    private void add(String when, CommandLine command) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (option.hidden()) {
                continue;
            }
            String names = Stream.of(option.names())
                    .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
                    .collect(Collectors.joining(" "));
            String values = option.arity().max() == 0 ? names : names + (takesAFile(option) ? " -r -F" : " -x");
            @Nullable String candidates = candidates(option);
            line(
                    when,
                    candidates == null ? values : values + " -a",
                    candidates,
                    String.join(" ", option.description()));
        }
        for (ArgSpec word : command.getCommandSpec().positionalParameters()) {
            @Nullable String candidates = candidates(word);
            if (candidates != null) {
                line(when, "-f -a", candidates, "");
            }
        }
    }

    private static boolean takesAFile(OptionSpec option) {
        return List.of("DIR", "FILE", "PATH").contains(option.paramLabel());
    }

    private static @Nullable String candidates(ArgSpec value) {
        return value.completionCandidates() == null
                ? null
                : StreamSupport.stream(value.completionCandidates().spliterator(), false)
                        .collect(Collectors.joining(" "));
    }

    private void line(String when, String options, @Nullable String values, String about) {
        lines.add("complete -c %s -n %s %s%s%s"
                .formatted(
                        program,
                        quoted(when),
                        options,
                        values == null ? "" : " " + quoted(values),
                        about.isEmpty() ? "" : " -d " + quoted(about)));
    }

    /** Within single quotes, only these two mean something to fish. */
    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}

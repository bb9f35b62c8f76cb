package dev.proxypool.app;

import dev.proxypool.cli.CheckCommand;
import dev.proxypool.cli.ClusterError;
import dev.proxypool.cli.ClusterSource;
import dev.proxypool.cli.ImportCommand;
import dev.proxypool.cli.NoCredentials;
import dev.proxypool.cli.PlanCommand;
import dev.proxypool.cli.Shell;
import dev.proxypool.cli.Twilio;
import java.io.IOException;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. It reports an error in one line, and by the exit code. */
@Command(
        name = "proxypool",
        description = "Keeps the pools of Twilio Proxy as declared in Kubernetes.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:fine",
            "1:failed, or not every resource is Ready",
            "2:wrong usage or configuration; nothing was started (of plan: something would be written)",
            "3:of status and reconcile --wait: something is Stalled"
        })
public final class Main implements Runnable {

    static final int FAILED = 1;
    static final int USAGE = 2;
    /** Of what picocli takes, and of what is still read. */
    private static final int NARROWEST_HELP = 55;

    private static final int WIDEST_HELP = 140;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    public static void main(String[] args) {
        // Output is in English. Some locales have their own digits, which URLs, statuses and terminals do not accept.
        Locale.setDefault(Locale.ROOT);
        // Without this, other threads would keep the program running after an Error.
        Thread.currentThread().setUncaughtExceptionHandler((_, e) -> {
            e.printStackTrace();
            System.exit(FAILED);
        });
        System.exit(
                List.of(args).equals(List.of("run"))
                        ? run(System.err)
                        : commandLine(args.length == 0 ? "" : args[0]).execute(args));
    }

    /** As a container starts it: nothing is to be parsed, and the parser would take a tenth of the start. */
    private static int run(PrintStream err) {
        try {
            return new RunCommand().call();
        } catch (IOException | InterruptedException | RuntimeException e) {
            err.println("proxypool: " + oneLine(e));
            return e instanceof InvalidConfig ? USAGE : FAILED;
        }
    }

    /** Every command and option, as it reads what is typed. */
    public static CommandLine commandLine() {
        return commandLine("");
    }

    /** The same, with no other command than the one that is typed, if there is one of that name. */
    static CommandLine commandLine(String typed) {
        return commandLine(Shell.system(InstantSource.system()), CommandLineTwilio::open, Cluster::ofContext, typed);
    }

    /** Every command in other surroundings. */
    public static CommandLine commandLine(Shell shell, Twilio.Source twilio, ClusterSource cluster) {
        return commandLine(shell, twilio, cluster, "");
    }

    private static CommandLine commandLine(Shell shell, Twilio.Source twilio, ClusterSource cluster, String typed) {
        // As a plugin it is typed otherwise, and its help is to be right there too.
        String name = Boolean.getBoolean("proxypool.plugin") ? "kubectl proxypool" : "proxypool";
        CommandLine commands = new CommandLine(new Main());
        return new Commands(shell, twilio, cluster)
                .addTo(commands.setCommandName(name), typed)
                .setExecutionStrategy(parsed -> {
                    List<String> problems = Logs.problems(System.getenv());
                    if (!problems.isEmpty() && !readsSettings(parsed)) {
                        shell.problem("proxypool: " + String.join("; ", problems));
                        return USAGE;
                    }
                    if (isForPeople(parsed)) {
                        Logs.quiet();
                    }
                    return new RunLast().execute(parsed);
                })
                .setUsageHelpWidth(
                        shell.isTerminal()
                                ? Math.clamp(shell.width(), NARROWEST_HELP, WIDEST_HELP)
                                : commands.getUsageHelpWidth())
                .setOut(shell.out().writer())
                .setErr(shell.err().writer())
                .setExecutionExceptionHandler((e, command, _) -> {
                    shell.problem("proxypool: " + oneLine(e));
                    CommandSpec spec = command.getCommandSpec();
                    return e instanceof InvalidConfig || e instanceof NoCredentials
                            ? spec.exitCodeOnInvalidInput()
                            : spec.exitCodeOnExecutionException();
                })
                .setParameterExceptionHandler((e, _) -> {
                    CommandLine command = e.getCommandLine();
                    ParameterException meant = meant(e);
                    shell.problem("proxypool: " + oneLine(meant) + suggestion(meant));
                    shell.err()
                            .line("Try '%s --help'."
                                    .formatted(command.getCommandSpec().qualifiedName()));
                    return command.getCommandSpec().exitCodeOnInvalidInput();
                });
    }

    /** What was meant, if a word is nearly another one. */
    private static String suggestion(ParameterException e) {
        List<String> known = e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        return known.isEmpty() ? "" : ". Did you mean %s?".formatted(String.join(", or ", known));
    }

    /** It reports this with all that is wrong with its settings. */
    private static boolean readsSettings(ParseResult parsed) {
        if (!parsed.hasSubcommand()) {
            return false;
        }
        return switch (parsed.subcommand().commandSpec().userObject()) {
            case RunCommand _, PlanCommand _, ImportCommand _, CheckCommand _ -> true;
            default -> false;
        };
    }

    /** A misspelt option is more to the point than the one that is missing because of it. */
    private static ParameterException meant(ParameterException e) {
        boolean isOfHelp = e.getArgSpec() == null && e.getValue() != null;
        List<String> unmatched =
                isOfHelp ? List.of(e.getValue()) : e.getCommandLine().getUnmatchedArguments();
        return isOfHelp || e instanceof MissingParameterException && !unmatched.isEmpty()
                ? new UnmatchedArgumentException(e.getCommandLine(), unmatched)
                : e;
    }

    private static boolean isForPeople(ParseResult parsed) {
        return parsed.hasSubcommand()
                && parsed.subcommand()
                        .commandSpec()
                        .userObject()
                        .getClass()
                        .getPackage()
                        .equals(Shell.class.getPackage());
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is required: "
                        + spec.subcommands().entrySet().stream()
                                .filter(command -> !command.getValue()
                                        .getCommandSpec()
                                        .usageMessage()
                                        .hidden())
                                .map(Map.Entry::getKey)
                                .collect(Collectors.joining(", ")));
    }

    /** What went wrong, with its root cause if the message does not show it. */
    static String oneLine(Throwable e) {
        Throwable root = ClusterError.firstCause(e);
        String what = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
        String why = root.getClass().getSimpleName() + " " + Objects.requireNonNullElse(root.getMessage(), "");
        String message = root.getMessage() != null && what.contains(root.getMessage()) ? what : what + ": " + why;
        return ClusterError.line(message);
    }
}

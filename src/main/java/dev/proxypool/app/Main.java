package dev.proxypool.app;

import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. What goes wrong is told in one line, and by the exit code. */
@Command(
        name = "proxypool",
        description = "Keeps the short-code pools of Twilio Proxy as declared in Kubernetes.",
        subcommands = {RunCommand.class, DevCommand.class, SimulateCommand.class},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:fine",
            "1:failed, or not every resource is Ready",
            "2:wrong usage or configuration; nothing was started"
        })
public final class Main implements Runnable {

    static final int FAILED = 1;
    static final int USAGE = 2;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler((e, command, _) -> {
                    command.getErr().println("proxypool: " + oneLine(e));
                    return e instanceof InvalidConfig ? USAGE : FAILED;
                })
                .setParameterExceptionHandler((e, _) -> {
                    CommandLine command = e.getCommandLine();
                    command.getErr().println("proxypool: " + oneLine(e));
                    command.getErr()
                            .println("Try '%s --help'."
                                    .formatted(command.getCommandSpec().qualifiedName()));
                    return USAGE;
                });
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: run, dev or simulate");
    }

    /** The first cause, in a few words. */
    static String root(Throwable e) {
        Throwable root = firstCause(e);
        return Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName())
                .strip()
                .replaceAll("\\s*\\R\\s*", " ");
    }

    /** What went wrong, and its root where the first does not tell it. */
    static String oneLine(Throwable e) {
        Throwable root = firstCause(e);
        String what = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
        String why = root.getClass().getSimpleName() + " " + Objects.requireNonNullElse(root.getMessage(), "");
        String message = root.getMessage() != null && what.contains(root.getMessage()) ? what : what + ": " + why;
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static Throwable firstCause(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}

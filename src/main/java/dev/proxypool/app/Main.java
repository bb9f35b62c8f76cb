package dev.proxypool.app;

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

    /** The message of the innermost cause that has one: the outer ones of Kubernetes clients repeat it at length. */
    static String oneLine(Throwable e) {
        String message = e.getMessage();
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            message = cause.getMessage() == null ? message : cause.getMessage();
        }
        return message == null ? e.getClass().getSimpleName() : message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}

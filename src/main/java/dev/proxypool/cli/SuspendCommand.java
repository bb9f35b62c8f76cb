package dev.proxypool.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Holds everything back. */
@Command(
        name = "suspend",
        description = {
            "Makes the operator write nothing to Twilio for a resource, removals included. It still polls the pool,"
                    + " and status.plan shows the pending steps.",
            "Sets spec.suspend to true."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or already so",
            "1:a resource does not exist, or the cluster refuses",
            "2:wrong usage or configuration"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ${ROOT-COMMAND-NAME} suspend psc/support -n messaging",
            "  ${ROOT-COMMAND-NAME} suspend pscp messaging"
        })
public final class SuspendCommand implements Callable<Integer> {

    private final Shell shell;
    private final ClusterSource source;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Parameters(arity = "1..*", paramLabel = "KIND/NAME", description = ClusterOptions.NAMES)
    private List<String> words = List.of();

    public SuspendCommand(Shell shell, ClusterSource source) {
        this.shell = shell;
        this.source = source;
    }

    @Override
    public Integer call() {
        return cluster.change(source, words, Suspension.NOT_OF_ACCOUNTS, new Suspension(shell, true)::apply);
    }
}

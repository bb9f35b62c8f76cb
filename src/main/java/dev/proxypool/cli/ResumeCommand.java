package dev.proxypool.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends a suspension. */
@Command(
        name = "resume",
        description = {"Makes the operator write to Twilio for a resource again.", "Sets spec.suspend to false."},
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or already so",
            "1:a resource does not exist, or the cluster refuses",
            "2:wrong usage or configuration"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ${ROOT-COMMAND-NAME} resume psc/support -n messaging",
            "  ${ROOT-COMMAND-NAME} resume pscp messaging"
        })
public final class ResumeCommand implements Callable<Integer> {

    private final Shell shell;
    private final ClusterSource source;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Parameters(arity = "1..*", paramLabel = "KIND/NAME", description = ClusterOptions.NAMES)
    private List<String> words = List.of();

    public ResumeCommand(Shell shell, ClusterSource source) {
        this.shell = shell;
        this.source = source;
    }

    @Override
    public Integer call() {
        return cluster.change(source, words, Suspension.NOT_OF_ACCOUNTS, new Suspension(shell, false)::apply);
    }
}

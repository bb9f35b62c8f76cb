package dev.proxypool.app;

import dev.proxypool.cli.ApproveCommand;
import dev.proxypool.cli.CheckCommand;
import dev.proxypool.cli.ClusterSource;
import dev.proxypool.cli.CompletionCommand;
import dev.proxypool.cli.ImportCommand;
import dev.proxypool.cli.OrphanCommand;
import dev.proxypool.cli.PlanCommand;
import dev.proxypool.cli.ReconcileCommand;
import dev.proxypool.cli.Shell;
import dev.proxypool.cli.StatusCommand;
import dev.proxypool.cli.SuspensionCommand;
import dev.proxypool.cli.Twilio;
import dev.proxypool.cli.VersionCommand;
import dev.proxypool.proxy.http.UserAgent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The commands by name, in the order of the help. Each is made when it is added: for picocli to read the options of all of them
 * takes a tenth of a short command.
 */
final class Commands {

    private static final Set<String> ABOUT_ALL = Set.of("help", "completion");

    private final Map<String, Supplier<?>> all = new LinkedHashMap<>();

    Commands(Shell shell, Twilio.Source twilio, ClusterSource cluster) {
        all.put("run", RunCommand::new);
        all.put("dev", DevCommand::new);
        all.put("simulate", SimulateCommand::new);
        all.put("train", TrainCommand::new);
        all.put("tour", TourCommand::new);
        all.put("plan", () -> new PlanCommand(shell, twilio));
        all.put("check", () -> new CheckCommand(shell, twilio, cluster, UserAgent.VERSION));
        all.put("import", () -> new ImportCommand(shell, twilio));
        all.put("status", () -> new StatusCommand(shell, cluster));
        all.put("reconcile", () -> new ReconcileCommand(shell, cluster));
        all.put("suspend", () -> SuspensionCommand.suspend(shell, cluster));
        all.put("resume", () -> SuspensionCommand.resume(shell, cluster));
        all.put("orphan", () -> new OrphanCommand(shell, cluster));
        all.put("approve", () -> new ApproveCommand(shell, cluster));
        all.put("version", () -> new VersionCommand(shell, cluster, UserAgent.VERSION));
        all.put("completion", () -> new CompletionCommand(shell));
        all.put("help", HelpCommand::new);
    }

    /** @param typed the first word: if it names a command, the others are not needed */
    CommandLine addTo(CommandLine line, String typed) {
        Supplier<?> only = all.get(typed);
        if (only != null && !ABOUT_ALL.contains(typed)) {
            return line.addSubcommand(typed, described(only.get()));
        }
        all.forEach((name, command) -> line.addSubcommand(name, described(command.get())));
        return line;
    }

    /** With what the help of all commands has in common. */
    private static CommandLine described(Object command) {
        CommandLine line = command instanceof CommandLine made ? made : new CommandLine(command);
        CommandSpec spec = line.getCommandSpec();
        UsageMessageSpec usage = spec.usageMessage();
        if (!spec.helpCommand() && !spec.mixinStandardHelpOptions()) {
            spec.mixinStandardHelpOptions(true);
        }
        if (usage.exitCodeListHeading().isEmpty() && !usage.exitCodeList().isEmpty()) {
            usage.exitCodeListHeading("%nExit codes:%n");
        }
        usage.sectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, HelpText::footer);
        if (usage.footerHeading().isEmpty() && usage.footer().length > 0) {
            usage.footerHeading("%nExamples:%n");
        }
        return line;
    }
}

package dev.proxypool.cli;

import dev.proxypool.api.WrittenSpec;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The commands {@code suspend} and {@code resume}: they set {@code spec.suspend}. */
@Command(
        exitCodeList = {
            "0:done, or already so",
            "1:a resource does not exist, or the cluster refuses",
            "2:wrong usage or configuration"
        })
public final class SuspensionCommand extends ClusterCommand {

    private final boolean suspend;

    @Parameters(arity = "1..*", paramLabel = "KIND/NAME", description = ClusterOptions.NAMES)
    private List<String> words = List.of();

    private SuspensionCommand(Shell shell, ClusterSource source, boolean suspend) {
        super(shell, source);
        this.suspend = suspend;
    }

    public static CommandLine suspend(Shell shell, ClusterSource source) {
        return named(
                "suspend",
                new SuspensionCommand(shell, source, true),
                "Makes the operator write nothing to Twilio for a resource, removals included. It still polls the pool,"
                        + " and status.plan shows the pending steps.",
                "Sets spec.suspend to true.");
    }

    public static CommandLine resume(Shell shell, ClusterSource source) {
        return named(
                "resume",
                new SuspensionCommand(shell, source, false),
                "Makes the operator write to Twilio for a resource again.",
                "Sets spec.suspend to false.");
    }

    private static CommandLine named(String name, SuspensionCommand command, String... description) {
        CommandLine line = new CommandLine(command);
        line.getCommandSpec()
                .name(name)
                .usageMessage()
                .description(description)
                .footer(
                        "  ${ROOT-COMMAND-NAME} %s psc/support -n messaging".formatted(name),
                        "  ${ROOT-COMMAND-NAME} %s pscp messaging".formatted(name));
        return line;
    }

    @Override
    public Integer call() {
        return cluster.change(source, words, "suspend the resources that use the account instead", this::change);
    }

    /** All named resources must exist, otherwise nothing is changed. */
    private int change(Resources resources, List<ResourceName> targets) {
        List<? extends CustomResource<?, ?>> there =
                targets.stream().map(resources::get).toList();
        for (int i = 0; i < targets.size(); i++) {
            change(resources, targets.get(i), there.get(i));
        }
        return Exit.FINE;
    }

    private void change(Resources resources, ResourceName target, CustomResource<?, ?> there) {
        if (isSuspended(there) == suspend) {
            shell.out().line("%s: already %s".formatted(target, suspend ? "suspended" : "not suspended"));
            return;
        }
        resources.patch(target, Map.of("spec", Map.of("suspend", suspend)));
        String done = suspend
                ? "suspended; the operator writes nothing to Twilio, removals included"
                : "resumed; the operator does the pending steps";
        shell.out().line("%s: %s".formatted(target, done));
        GitOps.of(there.getMetadata())
                .map(owner -> ("note: %s is applied by %s, which puts suspend back if its manifest has it: change it"
                                + " there too")
                        .formatted(target, owner))
                .or(() -> LastApplied.suspend(there.getMetadata())
                        .filter(applied -> applied != suspend)
                        .map(_ -> ("note: %s was applied by kubectl from a manifest that has suspend: the next kubectl"
                                        + " apply sets it back, so change it there too")
                                .formatted(target)))
                .ifPresent(note -> shell.aside("", note));
    }

    private static boolean isSuspended(CustomResource<?, ?> resource) {
        return resource.getSpec() instanceof WrittenSpec spec
                && spec.written().path("suspend").asBoolean();
    }
}

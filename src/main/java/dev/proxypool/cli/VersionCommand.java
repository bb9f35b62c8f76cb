package dev.proxypool.cli;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which version this is, and which the operators of a cluster are. */
@Command(
        name = "version",
        description = "Shows the version of this program and, by the Leases of the cluster, of the operators.",
        exitCodeList = {
            "0:the versions were shown",
            "1:the cluster cannot be read; --client needs none",
            "2:wrong usage or configuration"
        },
        footer = {"  ${ROOT-COMMAND-NAME} version", "  ${ROOT-COMMAND-NAME} version --client"})
public final class VersionCommand extends ClusterCommand {

    private final String version;

    @Option(names = "--client", description = "Only of this program, without a cluster.")
    private boolean client;

    @Mixin
    private final OutputOption output = new OutputOption();

    /** What -o json prints. */
    private record Versions(
            String client, String java, @Nullable Operators operators) {}

    /** @param version of this program */
    public VersionCommand(Shell shell, ClusterSource source, String version) {
        super(shell, source);
        this.version = version;
    }

    @Override
    public Integer call() {
        String java = Runtime.version().toString();
        if (!output.isJson()) {
            shell.out().line("proxypool %s (Java %s)".formatted(version, java));
        }
        Instant now = shell.clock().instant();
        Operators operators = client ? null : operators(now);
        if (output.isJson()) {
            shell.out()
                    .json(Serialization.asJson(
                            operators == null
                                    ? Map.of("client", version, "java", java)
                                    : new Versions(version, java, operators)));
        } else if (operators != null) {
            operators.lines(now).forEach(line -> shell.out().line(line));
        }
        return operators != null && operators.unknown() != null ? Exit.FAILED : Exit.FINE;
    }

    private Operators operators(Instant now) {
        try (Resources resources = cluster.open(source)) {
            return resources.operators(now);
        }
    }
}

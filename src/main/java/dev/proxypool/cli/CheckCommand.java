package dev.proxypool.cli;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether all that proxypool needs is there, before it is needed. */
@Command(
        name = "check",
        description = {
            "Checks all that proxypool needs: the cluster, its definitions and their version, your permissions,"
                    + " whether the operator runs, the credentials, and whether each endpoint of Proxy answers for the"
                    + " account.",
            "Shows a line for each, with the fix. Reads only, and waits for no answer longer than --timeout."
        },
        exitCodeList = {"0:nothing is bad", "1:something is bad", "2:wrong usage or configuration"},
        footer = {
            "  ${ROOT-COMMAND-NAME} check",
            "  ${ROOT-COMMAND-NAME} check --only twilio",
            "  ${ROOT-COMMAND-NAME} check --only cluster -n messaging -o json",
            "",
            "Environment: KUBECONFIG, as for kubectl; for Twilio, as for plan."
        })
public final class CheckCommand extends ClusterCommand {

    /** The names are what is typed. */
    enum Part {
        cluster,
        twilio
    }

    private final Twilio.Source twilio;
    private final String version;
    private final List<Check> checks = new ArrayList<>();

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "Check the permissions for all namespaces.")
    private boolean everywhere;

    @Option(
            names = "--operator-namespace",
            paramLabel = "NAME",
            description = "Look for the operator there only. Without it: in all namespaces, which needs the permission"
                    + " to list their Leases.")
    private @Nullable String operator;

    @Option(names = "--only", paramLabel = "PART", description = "cluster, or twilio; both if absent.")
    private @Nullable Part only;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "How long to wait for each answer (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Duration timeout;

    @Mixin
    private final OutputOption output = new OutputOption();

    /** @param version of this program */
    public CheckCommand(Shell shell, Twilio.Source twilio, ClusterSource source, String version) {
        super(shell, source);
        this.twilio = twilio;
        this.version = version;
    }

    @Override
    public Integer call() {
        Deadline deadline = new Deadline(timeout);
        if (only != Part.twilio) {
            checkCluster(deadline);
        }
        if (only != Part.cluster) {
            new TwilioChecks(twilio, only == Part.twilio, deadline).run(this::show);
        }
        if (output.isJson()) {
            shell.out().json(Serialization.asJson(Map.of("version", version, "checks", checks, "summary", summary())));
        } else {
            shell.line(
                    Shell.Colour.BOLD,
                    summary().entrySet().stream()
                            .map(entry -> entry.getValue() + " " + entry.getKey())
                            .collect(Collectors.joining(", ")));
        }
        return checks.stream().anyMatch(Check::isBad) ? Exit.FAILED : Exit.FINE;
    }

    private void checkCluster(Deadline deadline) {
        Resources opened;
        try {
            opened = cluster.open(source);
        } catch (RuntimeException e) { // By contract, with a message for the user.
            show(Check.bad("cluster", ClusterError.line(String.valueOf(e.getMessage())), "see kubectl config view"));
            return;
        }
        try (Resources resources = opened) {
            String namespace = everywhere ? null : resources.namespace();
            new ClusterChecks(resources.client(), namespace, operator, version, deadline)
                    .run(shell.clock().instant(), this::show);
        }
    }

    private void show(Check check) {
        checks.add(check);
        if (!output.isJson()) {
            shell.line(check.result().colour(), check.line());
        }
    }

    private Map<String, Long> summary() {
        Map<String, Long> counts = new TreeMap<>();
        Arrays.stream(Check.Result.values())
                .forEach(result -> counts.put(
                        result.toString(),
                        checks.stream()
                                .filter(check -> check.result() == result)
                                .count()));
        return counts;
    }
}

package dev.proxypool.app;

import dev.proxypool.cli.DurationConverter;
import dev.proxypool.cli.Shell;
import dev.proxypool.simulator.SimulatorState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Everything in one process: no account and no cluster needed. */
@Command(
        name = "dev",
        description = {
            "Runs a demo in one process: an embedded Kubernetes API, a simulated Twilio Proxy and the operator.",
            "Applies the manifests of a folder and watches it: when a file changes, the pool follows; when a file is"
                    + " deleted, its members are removed."
        },
        mixinStandardHelpOptions = true)
final class DevCommand implements Callable<Integer> {

    @Option(names = "--manifests", paramLabel = "DIR", description = "The folder of manifests; the examples if absent.")
    private @Nullable Path manifests;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "The simulator's accounts, codes, phone numbers and Services (YAML); the example if absent.")
    private @Nullable Path state;

    @Option(
            names = "--once",
            description =
                    "Wait until every resource is settled or stalled, print, and exit: 0 if all are Ready, else 1.")
    private boolean once;

    @Option(
            names = "--kube",
            description =
                    "Use the cluster of the kubeconfig, which must have no operator and no resources of proxypool,"
                            + " instead of the embedded API. At the end, what was applied is removed from it, and what"
                            + " stays is named.")
    private boolean kube;

    @Option(
            names = "--observe-interval",
            paramLabel = "TIME",
            defaultValue = "2s",
            converter = DurationConverter.class,
            description = "How often each pool is listed (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Duration interval;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = manifests == null ? example("manifests") : manifests;
        if (!Files.isDirectory(folder)) {
            throw new InvalidConfig(List.of("there is no folder of manifests " + folder));
        }
        SimulatorState simulated = SimulateCommand.read(state == null ? example("simulator.yaml") : state);
        if (simulated.accounts().isEmpty()) {
            throw new InvalidConfig(List.of("the state file has no account; the operator works for the first one"));
        }
        if (interval.compareTo(OperatorConfig.SHORTEST_INTERVAL) < 0
                || interval.compareTo(OperatorConfig.LONGEST_INTERVAL) > 0) {
            throw new InvalidConfig(List.of("--observe-interval must be from 100ms to 24h"));
        }
        Logs.quiet();
        Shell shell = Shell.system(InstantSource.system());
        DevScreen screen = new DevScreen(shell, shell.isTerminal() && !once, Shell::window);
        try (DevSession session = DevSession.start(screen, simulated, folder, kube, interval)) {
            return once ? session.settle() : session.watch();
        }
    }

    /** bin/proxypool says where the examples are. */
    private static Path example(String name) {
        String examples = System.getProperty("proxypool.examples");
        if (examples == null) {
            throw new InvalidConfig(
                    List.of("--manifests and --state are required: only bin/proxypool knows the examples"));
        }
        return Path.of(examples, name);
    }
}

package dev.proxypool.cli;

import dev.proxypool.api.ResourceKind;
import dev.proxypool.cli.Shell.Colour;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the operator says of the resources in a cluster, and what to do about it. */
@Command(
        name = "status",
        description = {
            "Shows the resources of a cluster: which are Ready, and for the others why not and what to do.",
            "Reads only their statuses; to make the operator poll now, use reconcile. The Lease that the operator"
                    + " renews shows whether it runs."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything is Ready",
            "1:something is not Ready yet, does not exist or cannot be read, or the operator does not run",
            "2:wrong usage or configuration",
            "3:something is Stalled: a person must act"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ${ROOT-COMMAND-NAME} status",
            "  ${ROOT-COMMAND-NAME} status -A",
            "  ${ROOT-COMMAND-NAME} status psc/support pscp/messaging -n messaging",
            "  ${ROOT-COMMAND-NAME} status psc -o json",
            "",
            "Environment: KUBECONFIG, as for kubectl; NO_COLOR"
        })
public final class StatusCommand implements Callable<Integer> {

    private final Shell shell;
    private final ClusterSource source;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "All namespaces.")
    private boolean everywhere;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private OutputFormat format;

    @Parameters(
            paramLabel = "KIND[/NAME]",
            description = "Only these. " + ClusterOptions.NAMES + " A kind alone means all of it.")
    private List<String> words = List.of();

    public StatusCommand(Shell shell, ClusterSource source) {
        this.shell = shell;
        this.source = source;
    }

    @Override
    public Integer call() {
        boolean whole =
                words.isEmpty() || words.size() == 1 && !words.getFirst().contains("/");
        if (everywhere && !whole) {
            throw cluster.misuse("a name belongs to one namespace: use -n NAME instead of -A");
        }
        List<ResourceKind> kinds = whole ? kinds() : List.of();
        List<ResourceName> targets = whole ? List.of() : cluster.targets(words);
        try (Resources resources = cluster.open(source)) {
            Stream<CustomResource<?, ?>> found = whole
                    ? kinds.stream()
                            .flatMap(kind -> (everywhere ? resources.listAll(kind) : resources.list(kind)).stream())
                    : targets.stream().map(resources::get);
            List<ResourceView> all = found.map(ResourceView::of)
                    .sorted(Comparator.comparing(ResourceView::namespace).thenComparing(ResourceView::kind))
                    .toList();
            Operators operators = resources.operators(shell.clock().instant());
            if (all.isEmpty() && format == OutputFormat.text) {
                shell.err().line(nothing(kinds, resources.namespace()));
            } else {
                print(all, operators);
            }
            if (format == OutputFormat.text) {
                print(operators);
            }
            return Exit.of(all, operators);
        }
    }

    private List<ResourceKind> kinds() {
        try {
            return words.isEmpty()
                    ? List.of(ResourceKind.values())
                    : Arrays.stream(words.getFirst().split(",", -1))
                            .map(ResourceKind::spoken)
                            .distinct()
                            .toList();
        } catch (IllegalArgumentException e) {
            throw cluster.misuse(String.valueOf(e.getMessage()));
        }
    }

    private void print(List<ResourceView> all, Operators operators) {
        if (format == OutputFormat.json) {
            shell.out().json(Serialization.asJson(ResourceViewJson.of(all, operators)));
        } else {
            shell.print(StatusText.byNamespace(all, shell.clock().instant()).lines(shell.width()));
        }
    }

    private void print(Operators operators) {
        operators.lines(shell.clock().instant()).forEach(line -> {
            if (operators.areDead()) {
                shell.line(Colour.RED, line);
            } else {
                shell.print(Listing.wrapped(line, "", null, shell.width()));
            }
        });
    }

    private String nothing(List<ResourceKind> kinds, String namespace) {
        String what = kinds.stream().map(ResourceKind::toString).collect(Collectors.joining(" and no "));
        return everywhere
                ? "there is no %s in any namespace".formatted(what)
                : "there is no %s in namespace %s; -A shows all namespaces".formatted(what, namespace);
    }
}

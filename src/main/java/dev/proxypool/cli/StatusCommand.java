package dev.proxypool.cli;

import dev.proxypool.api.ResourceKind;
import dev.proxypool.cli.Shell.Colour;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
        exitCodeList = {
            "0:everything is Ready",
            "1:something is not Ready yet, does not exist or cannot be read, or the operator does not run",
            "2:wrong usage or configuration",
            "3:something is Stalled: a person must act"
        },
        footer = {
            "  ${ROOT-COMMAND-NAME} status",
            "  ${ROOT-COMMAND-NAME} status -A",
            "  ${ROOT-COMMAND-NAME} status psc/support pscp/messaging -n messaging",
            "  ${ROOT-COMMAND-NAME} status psc,pscp -l team=support --watch",
            "  ${ROOT-COMMAND-NAME} status psc -o json",
            "",
            "Environment: KUBECONFIG, as for kubectl; NO_COLOR"
        })
public final class StatusCommand extends ClusterCommand {

    /** For a person who waits; the API server is asked for three lists each time. */
    private static final Duration INTERVAL = Duration.ofSeconds(2);

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
    private StatusFormat format;

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "LABELS",
            description = "Only resources with these labels, as for kubectl: team=a,env!=prod.")
    private @Nullable String selector;

    @Option(
            names = {"-w", "--watch"},
            description = "Then show each change in a line, until Ctrl-C.")
    private boolean watch;

    @Parameters(
            paramLabel = "KIND[/NAME]",
            description =
                    "Only these. " + ClusterOptions.NAMES + " A kind alone means all of it; psc,pscp means" + " both.")
    private List<String> words = List.of();

    public StatusCommand(Shell shell, ClusterSource source) {
        super(shell, source);
    }

    @Override
    public Integer call() {
        if (everywhere && !isWhole()) {
            throw cluster.misuse("a name belongs to one namespace: use -n NAME instead of -A");
        }
        if (selector != null && !isWhole()) {
            throw cluster.misuse("-l selects by labels: name a kind, or nothing, and no resource");
        }
        if (watch && !format.isForAPerson()) {
            throw cluster.misuse("--watch is for people: use it without -o, or with -o wide");
        }
        List<ResourceKind> kinds = isWhole() ? kinds() : List.of();
        List<ResourceName> targets = isWhole() ? List.of() : cluster.targets(words);
        try (Resources resources = cluster.open(source)) {
            Supplier<List<ResourceView>> reading = () -> read(resources, kinds, targets);
            List<ResourceView> all = reading.get();
            if (all.isEmpty() && !everywhere) {
                resources.requireNamespace();
            }
            Operators operators = resources.operators(shell.clock().instant());
            print(all, operators, resources.namespace());
            return watch ? watch(resources, reading, all, operators) : Exit.of(all, operators);
        }
    }

    private boolean isWhole() {
        return words.isEmpty() || words.size() == 1 && !words.getFirst().contains("/");
    }

    private List<ResourceView> read(Resources resources, List<ResourceKind> kinds, List<ResourceName> targets) {
        Stream<CustomResource<?, ?>> found = Stream.concat(
                kinds.stream().flatMap(kind -> resources.list(kind, everywhere, selector).stream()),
                targets.stream().map(resources::get));
        return found.map(ResourceView::of)
                .sorted(Comparator.comparing(ResourceView::namespace).thenComparing(ResourceView::kind))
                .toList();
    }

    /** Until the person stops it, or the thread is interrupted. */
    private int watch(
            Resources resources, Supplier<List<ResourceView>> reading, List<ResourceView> begin, Operators then) {
        StatusWatch changes = new StatusWatch(shell.width());
        var _ = changes.changes(begin, then, shell.clock().instant());
        List<ResourceView> all = begin;
        Operators operators = then;
        while (true) {
            try {
                TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Exit.of(all, operators);
            }
            Instant now = shell.clock().instant();
            try {
                all = reading.get();
                operators = resources.operators(now);
                shell.print(changes.changes(all, operators, now));
            } catch (UserError e) {
                shell.print(changes.trouble(String.valueOf(e.getMessage()), now));
            }
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

    private void print(List<ResourceView> all, Operators operators, String namespace) {
        switch (format) {
            case json -> shell.out().json(Serialization.asJson(ResourceViewJson.of(all, operators)));
            case yaml -> shell.out().text(Serialization.asYaml(ResourceViewJson.of(all, operators)));
            case name -> all.forEach(one -> shell.out().line(one.fullName()));
            case text, wide -> {
                if (all.isEmpty()) {
                    shell.aside("", nothing(namespace));
                } else {
                    boolean wide = format == StatusFormat.wide;
                    shell.print(StatusText.byNamespace(all, shell.clock().instant(), wide)
                            .lines(wide ? Shell.NO_LIMIT : shell.width()));
                }
                print(operators);
            }
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

    private String nothing(String namespace) {
        String what = ResourceKind.inWords(kinds(), "or");
        String selected = selector == null ? "" : " with the labels " + selector;
        return everywhere
                ? "there is no %s%s in any namespace".formatted(what, selected)
                : "there is no %s%s in namespace %s; -A shows all namespaces".formatted(what, selected, namespace);
    }
}

package dev.proxypool.cli;

import dev.proxypool.api.ApiGroup;
import dev.proxypool.api.ClaimantResource;
import dev.proxypool.api.Condition;
import io.fabric8.kubernetes.client.CustomResource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the operator poll a pool now. */
@Command(
        name = "reconcile",
        description = {
            "Makes the operator poll the pool and reconcile the resource now, instead of at the next poll.",
            "Sets the annotation reconcile.proxypool.dev/requestedAt. The operator also resumes corrections that it"
                    + " has stopped (ForeignWriter)."
        },
        exitCodeList = {
            "0:requested; with --wait: and everything named is Ready",
            "1:a resource does not exist, or the cluster refuses; with --wait: no answer in time, or something is not"
                    + " Ready yet",
            "2:wrong usage or configuration",
            "3:with --wait: something is Stalled"
        },
        footer = {
            "  ${ROOT-COMMAND-NAME} reconcile psc/support -n messaging --wait",
            "  ${ROOT-COMMAND-NAME} reconcile pscp messaging billing --wait --timeout 5m"
        })
public final class ReconcileCommand extends ClusterCommand {

    @Option(
            names = "--wait",
            description = "Wait until the operator has reconciled the resources, and show the result.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "1m",
            converter = DurationConverter.class,
            description = "How long to wait for all of them (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Duration timeout;

    @Parameters(arity = "1..*", paramLabel = "KIND/NAME", description = ClusterOptions.NAMES)
    private List<String> words = List.of();

    public ReconcileCommand(Shell shell, ClusterSource source) {
        super(shell, source);
    }

    @Override
    public Integer call() {
        return cluster.change(
                source, words, "the operator reconciles an account when it or its Secret changes", this::change);
    }

    private int change(Resources resources, List<ResourceName> targets) {
        targets.forEach(resources::get);
        Instant now = shell.clock().instant();
        String requestedAt = now.truncatedTo(ChronoUnit.MILLIS).toString();
        for (ResourceName target : targets) {
            resources.annotate(target, ApiGroup.RECONCILE_ANNOTATION, requestedAt);
            if (!wait) {
                shell.out().line("%s: reconciliation requested".formatted(target));
            }
        }
        if (!wait) {
            return Exit.FINE;
        }
        List<ResourceView> answered = await(resources, targets, now.plus(timeout));
        shell.print(StatusText.byNamespace(answered, shell.clock().instant()).lines(shell.width()));
        return Exit.of(answered);
    }

    private List<ResourceView> await(Resources resources, List<ResourceName> targets, Instant end) {
        List<ResourceView> answered = new ArrayList<>();
        try (Progress progress = new Progress(shell)) {
            for (ResourceName target : targets) {
                progress.at(answered.size(), targets.size(), "waiting for " + target);
                Duration left = Duration.between(shell.clock().instant(), end);
                answered.add(resources
                        .await(target, one -> unserved(one).isEmpty(), left)
                        .<ResourceView>map(ResourceView::of)
                        .orElseGet(() -> unanswered(resources, target)));
            }
        }
        return answered;
    }

    /**
     * A Stalled resource may stay so without another poll; that the user must act is the answer, if the operator runs.
     */
    private ResourceView unanswered(Resources resources, ResourceName target) {
        ResourceView last = ResourceView.of(resources.get(target));
        Instant now = shell.clock().instant();
        Operators operators = resources.operators(now);
        String noAnswer = "%s: no answer within %s".formatted(target, DurationConverter.inWords(timeout));
        if (last.state() == ResourceView.State.STALLED && !operators.areDead()) {
            shell.err().line("note: %s; its last status is shown".formatted(noAnswer));
            return last;
        }
        throw new UserError("%s. %s Last message: %s".formatted(noAnswer, why(operators, now), lastWords(last)));
    }

    /** Of a resource that stays Ready while its pool cannot be read: why it cannot. */
    private static String lastWords(ResourceView last) {
        return last.remarks().stream()
                .filter(remark -> remark.type().equals(Condition.REMOTE_VERIFIED))
                .map(Condition::message)
                .findFirst()
                .orElseGet(last::message);
    }

    private static String why(Operators operators, Instant now) {
        if (operators.seen().isEmpty()) {
            return "Does the operator run, and does Twilio answer?";
        }
        String lines = operators.lines(now).collect(Collectors.joining("; "));
        return (operators.areDead() ? "The operator does not run: %s." : "Does Twilio answer? %s.").formatted(lines);
    }

    private static Optional<String> unserved(CustomResource<?, ?> resource) {
        return switch (resource) {
            case ClaimantResource<?, ?> claimant -> claimant.unservedRequest();
            default -> Optional.empty();
        };
    }
}

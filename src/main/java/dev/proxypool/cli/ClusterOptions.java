package dev.proxypool.cli;

import dev.proxypool.api.ResourceKind;
import java.util.List;
import java.util.function.ToIntBiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which cluster and which namespace a command is about, said as kubectl wants it. */
final class ClusterOptions {

    static final String NAMES = "As for kubectl: psc/support pscp/messaging, or psc support alerts.";

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "The namespace; that of the kubeconfig's context if absent.")
    private @Nullable String namespace;

    @Option(
            names = "--context",
            paramLabel = "NAME",
            description = "The context of the kubeconfig; the current one if absent.")
    private @Nullable String context;

    Resources open(ClusterSource source) {
        return new Resources(source.open(context), namespace);
    }

    /**
     * Has something done to each that is named.
     *
     * @param notOfAccounts why it cannot be done to an account
     * @param change returns the exit code
     */
    int change(
            ClusterSource source,
            List<String> words,
            String notOfAccounts,
            ToIntBiFunction<Resources, List<ResourceName>> change) {
        List<ResourceName> targets = targets(words);
        require(targets, notOfAccounts, ResourceKind.ofMembers());
        try (Resources resources = open(source)) {
            return change.applyAsInt(resources, targets);
        }
    }

    /** What is named, each once. */
    List<ResourceName> targets(List<String> words) {
        try {
            return ResourceName.parse(words);
        } catch (IllegalArgumentException e) {
            throw misuse(String.valueOf(e.getMessage()));
        }
    }

    /** @param why not of another kind */
    void require(List<ResourceName> targets, String why, List<ResourceKind> kinds) {
        for (ResourceName target : targets) {
            if (!kinds.contains(target.kind())) {
                throw misuse("%s is a %s: %s".formatted(target, target.kind(), why));
            }
        }
    }

    ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

package dev.proxypool.cli;

import dev.proxypool.api.ApiGroup;
import dev.proxypool.api.Claimant;
import dev.proxypool.api.ProxyAccount;
import dev.proxypool.api.ResourceKind;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.reconcile.dryrun.DryRun;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What would become of the pools if these manifests were all there is. */
@Command(
        name = "plan",
        description = {
            "Shows what the operator would do to the pools if these manifests were all. Reads each Service once, and"
                    + " writes nothing.",
            "Runs the operator's own passes on what it read. A manifest with a status, as kubectl get -o yaml prints"
                    + " it, is planned with that status; one without a status is treated as new."
        },
        exitCodeOnInvalidInput = Exit.FAILED,
        exitCodeList = {
            "0:nothing would be written",
            "1:a manifest is invalid or cannot be applied, a pool cannot be read, or wrong usage",
            "2:something would be written"
        },
        footer = {
            "  ${ROOT-COMMAND-NAME} plan -f manifests/",
            "  ${ROOT-COMMAND-NAME} plan -f pool.yaml -f more/ -o json",
            "  ${ROOT-COMMAND-NAME} plan -f manifests/ --account main",
            "  kubectl get psc,pscp -A -o yaml | ${ROOT-COMMAND-NAME} plan -f -",
            "",
            "Environment:",
            "  TWILIO_ACCOUNT_SID, and TWILIO_AUTH_TOKEN or TWILIO_API_KEY with TWILIO_API_SECRET",
            "  TWILIO_REGION, TWILIO_EDGE, PROXYPOOL_BASE_URL, as for run; NO_COLOR"
        })
public final class PlanCommand implements Callable<Integer> {

    private final Shell shell;
    private final Twilio.Source source;

    @Option(
            names = {"-f", "--filename"},
            required = true,
            arity = "1..*",
            paramLabel = "PATH",
            description = "Files, folders (recursively), or - for standard input. YAML or JSON.")
    @SuppressWarnings("NullAway.Init")
    private List<String> paths;

    @Option(
            names = "--account",
            paramLabel = "NAME",
            description = "Only resources that use this ProxyAccount. Without it: all that may use the account of the"
                    + " credentials.")
    private @Nullable String account;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            defaultValue = "default",
            description = "The namespace of manifests that name none (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String namespace;

    @Mixin
    private final OutputOption output = new OutputOption();

    public PlanCommand(Shell shell, Twilio.Source source) {
        this.shell = shell;
        this.source = source;
    }

    @Override
    public Integer call() throws IOException {
        Manifests manifests = Manifests.read(paths, namespace, shell.in());
        manifests.passedOver().forEach(this::note);
        List<String> problems = problems(manifests);
        if (!problems.isEmpty()) {
            problems.forEach(problem -> shell.problem("proxypool: " + problem));
            throw new UserError("nothing was planned: fix the problems above");
        }
        if (manifests.claimants().isEmpty()) {
            throw new UserError("there is no %s of %s in %s (files read: %d)"
                    .formatted(
                            ResourceKind.inWords(ResourceKind.ofMembers(), "or"),
                            ApiGroup.API_VERSION,
                            String.join(", ", paths),
                            manifests.files()));
        }
        Twilio twilio = source.get();
        ManifestSelection selection = ManifestSelection.of(manifests, twilio.account(), account);
        selection.notes().forEach(this::note);
        if (selection.claimants().isEmpty()) {
            throw new UserError("none of the manifests belongs to " + (account == null ? twilio.account() : account));
        }
        Preview preview = preview(selection.claimants(), twilio);
        if (output.isJson()) {
            shell.out().json(Serialization.asJson(PlanJson.of(preview, List.copyOf(selection.notes()))));
        } else {
            new PlanText(shell).print(preview);
        }
        return preview.exitCode();
    }

    private Preview preview(List<Claimant<?>> claimants, Twilio twilio) {
        Set<PoolKey> pools = claimants.stream()
                .flatMap(claimant -> claimant.pools().stream())
                .collect(Collectors.toSet());
        try (Progress progress = new Progress(shell)) {
            RemotePools looks = new RemotePools(twilio, progress, pools.size(), shell.clock());
            return Preview.of(
                    DryRun.of(claimants, twilio.account(), looks, shell.clock().instant()));
        }
    }

    private static List<String> problems(Manifests manifests) {
        List<String> problems = new ArrayList<>(manifests.problems());
        if (!problems.isEmpty()) {
            return problems;
        }
        manifests
                .accounts()
                .forEach(manifest -> ((ProxyAccount) manifest.resource())
                        .settings()
                        .problems()
                        .forEach(problem -> problems.add("%s: %s %s: %s"
                                .formatted(
                                        manifest.place(),
                                        ResourceKind.ACCOUNT,
                                        manifest.resource().getMetadata().getName(),
                                        problem))));
        return problems;
    }

    private void note(String text) {
        shell.problem("note: " + text);
    }
}

package dev.proxypool.cli;

import dev.proxypool.api.ApiGroup;
import dev.proxypool.api.PlannedStep;
import dev.proxypool.api.PoolResource;
import dev.proxypool.api.ResourceKind;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lets a pool remove the members that it holds because they are too many. */
@Command(
        name = "approve",
        description = {
            "Shows the removals that a pool holds because they are more than maxRemovals allows, and approves exactly"
                    + " these.",
            "Sets the annotation proxypool.dev/approve-removals to the hash of the removals that it shows. If the"
                    + " removals have changed by then, the operator removes none."
        },
        exitCodeList = {
            "0:approved",
            "1:the pool holds no removals or does not exist, the cluster refuses, or the answer was no",
            "2:wrong usage or configuration"
        },
        footer = {
            "  ${ROOT-COMMAND-NAME} approve pscp/messaging -n messaging",
            "  ${ROOT-COMMAND-NAME} approve pscp messaging --yes"
        })
public final class ApproveCommand extends ClusterCommand {

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    @Parameters(arity = "1..*", paramLabel = "KIND/NAME", description = "One pool: pscp/messaging, or pscp messaging.")
    private List<String> words = List.of();

    public ApproveCommand(Shell shell, ClusterSource source) {
        super(shell, source);
    }

    @Override
    public Integer call() {
        List<ResourceName> targets = cluster.targets(words);
        cluster.require(
                targets,
                "only a pool holds removals",
                ResourceKind.ofMembers().stream().filter(ResourceKind::isPool).toList());
        if (targets.size() > 1) {
            throw cluster.misuse("name exactly one pool");
        }
        ResourceName target = targets.getFirst();
        try (Resources resources = cluster.open(source)) {
            PoolResource<?> pool = (PoolResource<?>) resources.get(target);
            HeldRemovals held = HeldRemovals.of(pool)
                    .orElseThrow(() -> new UserError(nothingToApprove(target, pool, resources.namespace())));
            show(target, pool, held);
            confirmation.ask(
                    shell,
                    "Remove %s?"
                            .formatted(held.count() == 1 ? "this member" : "these %d members".formatted(held.count())));
            resources.annotate(target, ApiGroup.APPROVAL_ANNOTATION, held.hash());
            shell.out().line("%s: the removals with the hash %s are approved".formatted(target, held.hash()));
            return Exit.FINE;
        }
    }

    private static String nothingToApprove(ResourceName target, PoolResource<?> pool, String namespace) {
        return HeldRemovals.areWithoutHash(pool)
                ? "%1$s holds removals, but an older version of the operator wrote its status, without the hash. Update the operator and repeat: proxypool reconcile %1$s --wait -n %2$s, then proxypool approve"
                        .formatted(target, namespace)
                : "%s holds no removals to approve. Its status: %s"
                        .formatted(target, ResourceView.of(pool).message());
    }

    /** By its digits people know a member, and a reserved one may be in use. */
    private static String words(PlannedStep removal) {
        String digits =
                removal.member().digits() == null ? "" : "  " + removal.member().digits();
        return "%s%s  %s".formatted(removal.member().identity(), digits, removal.before());
    }

    private void show(ResourceName target, PoolResource<?> pool, HeldRemovals held) {
        shell.aside(
                "",
                "%s would remove %d %s from the pool of %s:"
                        .formatted(
                                target,
                                held.count(),
                                held.count() == 1 ? "member" : "members",
                                pool.services().stream()
                                        .findFirst()
                                        .map(Object::toString)
                                        .orElse("-")));
        held.first().forEach(removal -> shell.aside("  ", words(removal)));
        if (held.count() > held.first().size()) {
            shell.aside(
                    "  ",
                    "… and %d more, which the status does not list"
                            .formatted(held.count() - held.first().size()));
        }
        shell.aside("", "Members that open Sessions use stay, reserved, until no Session uses them.");
    }
}

package dev.proxypool.cli;

import dev.proxypool.api.ApiGroup;
import dev.proxypool.api.MemberResource;
import dev.proxypool.api.PoolResource;
import dev.proxypool.api.PoolStatus;
import dev.proxypool.domain.Sid;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lets a resource go without its membership. */
@Command(
        name = "orphan",
        description = {
            "Makes the operator release a resource on deletion without a request to Twilio: its members stay in the"
                    + " pool.",
            "For deletions that cannot complete, because the credentials no longer exist or Sessions keep using a"
                    + " member. Sets the annotation proxypool.dev/orphan."
        },
        exitCodeList = {
            "0:done",
            "1:a resource does not exist, the cluster refuses, or the answer was no",
            "2:wrong usage or configuration"
        },
        footer = {
            "  ${ROOT-COMMAND-NAME} orphan psc/support -n messaging",
            "  ${ROOT-COMMAND-NAME} orphan psc/support -n messaging --yes"
        })
public final class OrphanCommand extends ClusterCommand {

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    @Parameters(arity = "1..*", paramLabel = "KIND/NAME", description = ClusterOptions.NAMES)
    private List<String> words = List.of();

    public OrphanCommand(Shell shell, ClusterSource source) {
        super(shell, source);
    }

    @Override
    public Integer call() {
        return cluster.change(source, words, "an account holds no members", this::change);
    }

    private int change(Resources resources, List<ResourceName> targets) {
        List<? extends CustomResource<?, ?>> there =
                targets.stream().map(resources::get).toList();
        there.forEach(one -> shell.aside("", consequence(ResourceView.of(one))));
        long holders = there.stream().filter(one -> Kept.by(one).isPresent()).count();
        if (holders > 0) {
            confirmation.ask(
                    shell, "Leave %s in the pool?".formatted(holders == 1 ? "this membership" : "these memberships"));
        }
        targets.forEach(target -> {
            resources.annotate(target, ApiGroup.ORPHAN_ANNOTATION, "true");
            shell.out().line("%s: annotated; the operator will leave its members in the pool".formatted(target));
        });
        return Exit.FINE;
    }

    /** What will happen, before the answer to whether it may. */
    private String consequence(ResourceView one) {
        boolean isHolder = Kept.by(one.resource()).isPresent();
        String deleted = isHolder && !confirmation.isGiven()
                ? "is being deleted. If you confirm, the operator releases it at once"
                : "is being deleted. The operator releases it at once";
        String when = one.resource().isMarkedForDeletion()
                ? deleted
                : "is not being deleted; on deletion, the operator releases it at once";
        return Kept.by(one.resource())
                .map(kept ->
                        "%s %s, and its %s in the pool of %s".formatted(one.name(), when, kept.what(), kept.service()))
                .orElseGet(() -> "%s %s; it holds no member".formatted(one.name(), when));
    }

    /** What a resource holds by its status, and would leave in the pool. */
    private record Kept(String what, Sid.Service service) {
        static Optional<Kept> by(CustomResource<?, ?> resource) {
            return switch (resource) {
                case PoolResource<?> pool -> byPool(pool.statusOrNone());
                case MemberResource<?> single ->
                    Optional.ofNullable(single.statusOrNone().hold().place())
                            .map(service -> new Kept(
                                    "member (%s) stays"
                                            .formatted(ResourceView.of(single).codes()),
                                    service));
                default -> Optional.empty();
            };
        }

        private static Optional<Kept> byPool(PoolStatus status) {
            int held = status.ledger().held();
            return Sid.Service.parse(status.serviceSid())
                    .filter(_ -> held > 0)
                    .map(service ->
                            new Kept(held == 1 ? "one member stays" : "%d members stay".formatted(held), service));
        }
    }
}

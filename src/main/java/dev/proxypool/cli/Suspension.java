package dev.proxypool.cli;

import dev.proxypool.api.WrittenSpec;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.List;
import java.util.Map;

/** What suspend and resume do to {@code spec.suspend}. */
record Suspension(Shell shell, boolean suspend) {

    static final String NOT_OF_ACCOUNTS = "suspend the resources that use the account instead";

    /** All named resources must exist, otherwise nothing is changed. */
    int apply(Resources resources, List<ResourceName> targets) {
        List<? extends CustomResource<?, ?>> there =
                targets.stream().map(resources::get).toList();
        for (int i = 0; i < targets.size(); i++) {
            apply(resources, targets.get(i), there.get(i));
        }
        return Exit.FINE;
    }

    private void apply(Resources resources, ResourceName target, CustomResource<?, ?> there) {
        if (isSuspended(there) == suspend) {
            shell.out().line("%s: already %s".formatted(target, suspend ? "suspended" : "not suspended"));
            return;
        }
        resources.patch(target, Map.of("spec", Map.of("suspend", suspend)));
        shell.out()
                .line("%s: %s"
                        .formatted(
                                target,
                                suspend
                                        ? "suspended; the operator writes nothing to Twilio, removals included"
                                        : "resumed; the operator does the pending steps"));
        GitOps.of(there.getMetadata())
                .ifPresent(owner -> shell.err()
                        .line(("note: %s is applied by %s, which puts suspend back if its manifest has it: change it"
                                        + " there too")
                                .formatted(target, owner)));
    }

    private static boolean isSuspended(CustomResource<?, ?> resource) {
        return resource.getSpec() instanceof WrittenSpec spec
                && spec.written().path("suspend").asBoolean();
    }
}

package dev.proxypool.app;

import dev.proxypool.api.ApiGroup;
import dev.proxypool.api.ResourceKind;
import dev.proxypool.cli.ClusterError;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Gives a cluster back after a try-out. What the try-out made goes, while its operator still runs and removes the finalizers.
 * What stays is named, with the command that removes it: without an operator, a deletion would wait for ever, and an operator
 * with real credentials would take the resources up.
 *
 * @param made by the try-out, claimants before accounts before Secrets
 * @param report of one line each
 */
record KubeCleanup(KubernetesClient client, List<HasMetadata> made, Consumer<String> report) {

    private static final Duration TICK = Duration.ofMillis(200);

    /** @param atMost to wait for the operator */
    void run(Duration atMost) {
        try {
            if (!made.isEmpty()) {
                report.accept("removing what was applied from the cluster …");
            }
            made.forEach(this::delete);
            Instant end = Instant.now().plus(atMost);
            while (made.stream().anyMatch(one -> there(one).get() != null)
                    && Instant.now().isBefore(end)) {
                Thread.sleep(TICK);
            }
            held().forEach(one -> report.accept(left(one)));
        } catch (KubernetesClientException e) {
            report.accept("the cluster could not be cleaned up: %s. Look for resources that stay: kubectl get %s -A"
                    .formatted(ClusterError.said(e), kinds()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        report.accept("the definitions stay, and the Lease proxypool; to remove the definitions, and with them every"
                + " resource of these kinds: kubectl delete -f crds/");
    }

    /** The pools are simulated and gone in a moment: nothing is to wait for them. */
    private void delete(HasMetadata one) {
        Resource<HasMetadata> there = there(one);
        if (there.get() == null) {
            return;
        }
        if (one instanceof CustomResource) {
            there.edit(resource -> {
                Map<String, String> annotations = new HashMap<>(
                        Objects.requireNonNullElse(resource.getMetadata().getAnnotations(), Map.of()));
                annotations.put(ApiGroup.ORPHAN_ANNOTATION, "true");
                resource.getMetadata().setAnnotations(annotations);
                return resource;
            });
        }
        there.delete();
    }

    /** Every resource of our kinds that an operator has put a finalizer on, no matter who created it. */
    private List<HasMetadata> held() {
        List<HasMetadata> held = new ArrayList<>();
        for (ResourceKind kind : ResourceKind.values()) {
            client.resources(kind.type()).inAnyNamespace().list().getItems().stream()
                    .filter(one -> one.getMetadata().getFinalizers().stream()
                            .anyMatch(finalizer -> finalizer.startsWith(ApiGroup.NAME + "/")))
                    .forEach(held::add);
        }
        return held;
    }

    private static String left(HasMetadata one) {
        String name = one.getMetadata().getName();
        String namespace = one.getMetadata().getNamespace();
        String kind = ResourceKind.of(one).shortName();
        return ("%1$s/%2$s in namespace %3$s stays, with a finalizer that an operator removes. Without an operator:"
                        + " kubectl patch %1$s %2$s -n %3$s --type=merge -p '{\"metadata\":{\"finalizers\":null}}'")
                .formatted(kind, name, namespace);
    }

    private static String kinds() {
        return String.join(
                ",",
                Stream.of(ResourceKind.values()).map(ResourceKind::shortName).toList());
    }

    @SuppressWarnings("unchecked") // It is read as what it was.
    private Resource<HasMetadata> there(HasMetadata one) {
        return (Resource<HasMetadata>) client.resources(one.getClass())
                .inNamespace(one.getMetadata().getNamespace())
                .withName(one.getMetadata().getName());
    }
}

package dev.proxypool.app;

import dev.proxypool.api.ResourceKind;
import dev.proxypool.cli.ClusterError;
import dev.proxypool.cli.Operators;
import dev.proxypool.cli.Operators.LastSeen;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A cluster in which a demo does no harm. Its operator would judge the resources of others by a simulated Twilio, and the
 * operator of others would make real pools as the demo declares.
 */
final class UnusedCluster {

    private static final int NAMED = 3;

    private UnusedCluster() {}

    /**
     * Writes nothing.
     *
     * @throws InvalidConfig if the cluster has resources of ours, or an operator
     */
    static void require(KubernetesClient client, Instant now) {
        try {
            Stream.concat(operator(Operators.of(client, now)).stream(), resources(client).stream())
                    .findFirst()
                    .ifPresent(why -> {
                        throw new InvalidConfig(List.of(
                                "--kube: %s. Use a cluster without proxypool, or leave --kube out".formatted(why)));
                    });
        } catch (KubernetesClientException e) {
            throw new InvalidConfig(
                    List.of("--kube: the resources of the cluster cannot be read: " + ClusterError.said(e)));
        }
    }

    private static Optional<String> operator(Operators operators) {
        if (operators.unknown() != null) {
            return Optional.of(operators.unknown());
        }
        return operators.seen().stream()
                .filter(LastSeen::alive)
                .map(one ->
                        "an operator runs in namespace %s (Lease %s, renewed %s) and would change pools at Twilio as the demo declares"
                                .formatted(one.namespace(), Operators.LEASE, one.renewed()))
                .findFirst();
    }

    private static Optional<String> resources(KubernetesClient client) {
        List<String> there = Stream.of(ResourceKind.values())
                .flatMap(kind -> list(client, kind))
                .map(UnusedCluster::name)
                .toList();
        if (there.isEmpty()) {
            return Optional.empty();
        }
        String more = there.size() > NAMED ? " and %,d more".formatted(there.size() - NAMED) : "";
        return Optional.of("the cluster has %s%s, and the demo would judge them by its simulated Twilio"
                .formatted(there.stream().limit(NAMED).collect(Collectors.joining(", ")), more));
    }

    private static Stream<? extends HasMetadata> list(KubernetesClient client, ResourceKind kind) {
        try {
            return client.resources(kind.type()).inAnyNamespace().list().getItems().stream();
        } catch (KubernetesClientException e) {
            // Without the definition there are no resources.
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return Stream.of();
            }
            throw e;
        }
    }

    private static String name(HasMetadata one) {
        return "%s/%s in namespace %s"
                .formatted(
                        ResourceKind.of(one).shortName(),
                        one.getMetadata().getName(),
                        one.getMetadata().getNamespace());
    }
}

package dev.proxypool.cli;

import dev.proxypool.api.ResourceKind;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The resources of a cluster, as a command reads and changes them. Every refusal is reported in one line. */
final class Resources implements AutoCloseable {

    /** As many names as a person reads. */
    private static final int TOLD_AT_MOST = 10;

    private static final PatchContext MERGE = new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager("proxypool-cli")
            .build();

    private final KubernetesClient client;
    private final String namespace;

    /** @param namespace that of the kubeconfig's context if null */
    Resources(KubernetesClient client, @Nullable String namespace) {
        this.client = client;
        this.namespace = Objects.requireNonNullElseGet(
                namespace, () -> Objects.requireNonNullElse(client.getNamespace(), "default"));
    }

    /** Which operators run. */
    Operators operators(Instant now) {
        return Operators.of(client, now);
    }

    KubernetesClient client() {
        return client;
    }

    String namespace() {
        return namespace;
    }

    /** All of that kind in the namespace, by name. */
    List<CustomResource<?, ?>> list(ResourceKind kind) {
        return byName(
                kind, () -> client.resources(kind.type()).inNamespace(namespace).list());
    }

    /**
     * All of that kind, by name.
     *
     * @param everywhere in all namespaces
     * @param selector of their labels; null for all
     */
    List<CustomResource<?, ?>> list(ResourceKind kind, boolean everywhere, @Nullable String selector) {
        ListOptions options =
                new ListOptionsBuilder().withLabelSelector(selector).build();
        var all = client.resources(kind.type());
        return byName(
                kind,
                () -> everywhere
                        ? all.inAnyNamespace().list(options)
                        : all.inNamespace(namespace).list(options));
    }

    CustomResource<?, ?> get(ResourceName target) {
        @Nullable
        CustomResource<?, ?> found = ask(target.kind(), () -> resource(target).get());
        if (found == null) {
            throw missing(target);
        }
        return found;
    }

    /** Sets one annotation, and touches nothing else. */
    void annotate(ResourceName target, String annotation, String value) {
        patch(target, Map.of("metadata", Map.of("annotations", Map.of(annotation, value))));
    }

    /** @param fields only those that change, as in a JSON merge patch */
    void patch(ResourceName target, Map<String, ?> fields) {
        ask(target.kind(), () -> resource(target).patch(MERGE, Serialization.asJson(fields)));
    }

    /** The resource as soon as it is so; empty if it is not in time. */
    Optional<CustomResource<?, ?>> await(
            ResourceName target, Predicate<CustomResource<?, ?>> condition, Duration atMost) {
        try {
            return Optional.ofNullable(ask(
                    target.kind(),
                    () -> resource(target)
                            .waitUntilCondition(
                                    one -> one != null && condition.test(one),
                                    atMost.toMillis(),
                                    TimeUnit.MILLISECONDS)));
        } catch (KubernetesClientTimeoutException e) {
            return Optional.empty();
        }
    }

    private Resource<? extends CustomResource<?, ?>> resource(ResourceName target) {
        return client.resources(target.kind().type()).inNamespace(namespace).withName(target.name());
    }

    /** Fails if the server says so; many users may not ask. */
    void requireNamespace() {
        try {
            if (client.namespaces().withName(namespace).get() == null) {
                throw new UserError("there is no namespace " + namespace);
            }
        } catch (KubernetesClientException e) {
            // Unknown is not missing.
        }
    }

    private UserError missing(ResourceName target) {
        List<String> there = list(target.kind()).stream()
                .map(one -> one.getMetadata().getName())
                .toList();
        if (there.isEmpty()) {
            requireNamespace();
        }
        String names = there.stream().limit(TOLD_AT_MOST).collect(Collectors.joining(", "));
        return new UserError("there is no %s %s in namespace %s; %s"
                .formatted(
                        target.kind(),
                        target.name(),
                        namespace,
                        there.isEmpty()
                                ? "there is none at all; use -n NAME for another namespace"
                                : "there %s: %s%s"
                                        .formatted(
                                                there.size() == 1 ? "is" : "are",
                                                names,
                                                there.size() > TOLD_AT_MOST
                                                        ? " and %d more".formatted(there.size() - TOLD_AT_MOST)
                                                        : "")));
    }

    private List<CustomResource<?, ?>> byName(
            ResourceKind kind, Supplier<? extends KubernetesResourceList<? extends CustomResource<?, ?>>> question) {
        return ask(kind, question).getItems().stream()
                .sorted(Comparator.comparing(one -> one.getMetadata().getName()))
                .collect(Collectors.toUnmodifiableList());
    }

    private <T extends @Nullable Object> T ask(ResourceKind kind, Supplier<T> question) {
        try {
            return question.get();
        } catch (KubernetesClientTimeoutException e) {
            throw e;
        } catch (KubernetesClientException e) {
            throw ClusterError.of(e, client.getMasterUrl(), kind);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}

package dev.proxypool.app;

import dev.proxypool.api.ResourceKind;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The definitions of {@code crds/}, which travel inside the jar, for clusters to try things out on. */
public final class Definitions {

    private Definitions() {}

    /** Installs or updates all of them, and returns when the API server serves them. */
    public static void install(KubernetesClient client) {
        for (ResourceKind kind : ResourceKind.values()) {
            String file = "/crds/%s.yaml".formatted(CustomResource.getCRDName(kind.type()));
            try (InputStream in = Definitions.class.getResourceAsStream(file)) {
                install(client, Objects.requireNonNull(in, file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void install(KubernetesClient client, InputStream in) {
        var definition = client.resources(CustomResourceDefinition.class).load(in);
        definition.createOr(NonDeletingOperation::update);
        definition.waitUntilCondition(Definitions::isEstablished, 30, TimeUnit.SECONDS);
    }

    private static boolean isEstablished(@Nullable CustomResourceDefinition there) {
        return there != null
                && there.getStatus() != null
                && there.getStatus().getConditions() != null
                && there.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }
}

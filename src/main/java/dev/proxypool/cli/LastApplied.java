package dev.proxypool.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The manifest that {@code kubectl apply} applied last, as it records it in the object. */
final class LastApplied {

    private static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";

    private LastApplied() {}

    /** Its {@code spec.suspend}; empty if it has none, or kubectl apply did not write it. */
    static Optional<Boolean> suspend(ObjectMeta metadata) {
        String manifest = Objects.requireNonNullElse(metadata.getAnnotations(), Map.<String, String>of())
                .get(ANNOTATION);
        try {
            return Optional.ofNullable(
                            manifest == null ? null : Serialization.jsonMapper().readTree(manifest))
                    .map(read -> read.at("/spec/suspend"))
                    .filter(JsonNode::isBoolean)
                    .map(JsonNode::booleanValue);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}

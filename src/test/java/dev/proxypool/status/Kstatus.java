package dev.proxypool.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/** How those read an object who know nothing of its kind. Told from its JSON, which is all that they have. */
final class Kstatus {

    private Kstatus() {}

    /**
     * Flux, kpt and Helm's wait. Source: kubernetes-sigs/cli-utils, pkg/kstatus/status: first generic.go (deletion, generation,
     * then the conditions in the order of the list), then status.go (Ready; and Current, if nothing is said at all).
     */
    static String of(JsonNode object) {
        if (!object.at("/metadata/deletionTimestamp").isMissingNode()) {
            return "Terminating";
        }
        JsonNode observed = object.at("/status/observedGeneration");
        if (!observed.isMissingNode() && observed.longValue() != generation(object)) {
            return "InProgress";
        }
        for (JsonNode condition : object.at("/status/conditions")) {
            if (is(condition, "Reconciling", "True")) {
                return "InProgress";
            }
            if (is(condition, "Stalled", "True")) {
                return "Failed";
            }
        }
        return switch (ready(object).path("status").asText()) {
            case "False", "Unknown" -> "InProgress";
            default -> "Current";
        };
    }

    /** kubectl wait --for=condition=Ready. Source: kubernetes/kubectl, pkg/cmd/wait: the condition's own generation, else the root's. */
    static boolean isWaitOver(JsonNode object) {
        JsonNode ready = ready(object);
        JsonNode observed = ready.has("observedGeneration")
                ? ready.get("observedGeneration")
                : object.at("/status/observedGeneration");
        boolean behind = !observed.isMissingNode() && observed.longValue() < generation(object);
        return is(ready, "Ready", "True") && !behind;
    }

    private static JsonNode ready(JsonNode object) {
        for (JsonNode condition : object.at("/status/conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return condition;
            }
        }
        return MissingNode.getInstance();
    }

    private static boolean is(JsonNode condition, String type, String status) {
        return condition.path("type").asText().equals(type)
                && condition.path("status").asText().equals(status);
    }

    private static long generation(JsonNode object) {
        return object.at("/metadata/generation").longValue();
    }
}

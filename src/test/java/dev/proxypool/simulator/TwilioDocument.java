package dev.proxypool.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Twilio's OpenAPI document of release 2.3.3, the last with short codes, as questions that a test asks. */
record TwilioDocument(JsonNode root) {
    static final TwilioDocument OF_2_3_3 = read("/contract/twilio_proxy_v1-2.3.3.json");

    private static final String FORM = "application/x-www-form-urlencoded";

    /** One operation: how it is asked for, and its description. */
    record Operation(String method, String path, JsonNode body) {
        String id() {
            return body.path("operationId").asText();
        }

        /** The schema of its form; without properties if it has none. */
        JsonNode form() {
            return body.path("requestBody").path("content").path(FORM).path("schema");
        }

        List<String> formFields() {
            return names(form().path("properties"));
        }

        List<String> required() {
            return form().path("required").valueStream().map(JsonNode::asText).toList();
        }

        List<JsonNode> parameters(String in) {
            return body.path("parameters")
                    .valueStream()
                    .filter(parameter -> parameter.path("in").asText().equals(in))
                    .toList();
        }

        List<String> statuses() {
            return names(body.path("responses"));
        }

        List<String> answered(String status) {
            return names(body.path("responses").path(status).at("/content/application~1json/schema/properties"));
        }
    }

    Stream<Operation> operations() {
        return root.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(method -> method.getValue().has("operationId"))
                        .map(method -> new Operation(method.getKey(), path.getKey(), method.getValue())));
    }

    Operation operation(String id) {
        return operations()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The schema of a resource, such as {@code proxy.v1.service.phone_number}, or of an enumeration. */
    JsonNode schema(String name) {
        return root.path("components").path("schemas").path(name);
    }

    JsonNode property(String schema, String name) {
        return schema(schema).path("properties").path(name);
    }

    static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static TwilioDocument read(String resource) {
        try (var in = Objects.requireNonNull(TwilioDocument.class.getResourceAsStream(resource))) {
            return new TwilioDocument(Json.MAPPER.readTree(in));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}

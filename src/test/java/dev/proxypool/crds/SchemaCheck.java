package dev.proxypool.crds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Set;

/**
 * The part of an API server's validation that old ones do too: types, words, patterns, lengths, required and unknown
 * fields. Answers in the server's words, as far as the cases need them.
 */
final class SchemaCheck {

    /**
     * One fault.
     *
     * @param blocking true if a server leaves the CEL rules out because of it
     */
    record Fault(String text, boolean blocking) {}

    // Invalid values do not block, all other kinds of errors do: apiextensions-apiserver, customresource/strategy.go.
    private static final Set<String> BLOCKING = Set.of("required", "enum", "type", "maxLength");

    private final Schema schema;

    SchemaCheck(JsonNode openApi) {
        // OpenAPI 3.0 shares the meaning of its keywords with draft 4.
        var registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_4,
                builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                        .formatAssertionsEnabled(true)
                        .build()));
        schema = registry.getSchema(closed(openApi));
    }

    List<Fault> faults(JsonNode manifest) {
        return schema.validate(manifest).stream().map(SchemaCheck::fault).toList();
    }

    /** A copy in which an unknown field is an error, as strict field validation has it, and which is plain JSON Schema. */
    private static JsonNode closed(JsonNode openApi) {
        ObjectNode copy = openApi.deepCopy();
        close(copy);
        return copy;
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            object.remove(List.of("x-kubernetes-validations", "x-kubernetes-list-type", "x-kubernetes-list-map-keys"));
            if (object.has("properties")) {
                object.put("additionalProperties", false);
            }
        }
        schema.path("properties").forEach(SchemaCheck::close);
        if (schema.has("items")) {
            close(schema.get("items"));
        }
    }

    private static Fault fault(Error error) {
        String path = error.getInstanceLocation()
                .toString()
                .replaceAll("/(\\d+)", "[$1]")
                .replace('/', '.');
        String here = path.startsWith(".") ? path.substring(1) : path;
        String field = here.isEmpty() || error.getProperty() == null ? here : here + ".";
        JsonNode limit = error.getSchemaNode();
        JsonNode value = error.getInstanceNode();
        String text = switch (error.getKeyword()) {
            case "required" -> "%s%s: Required value".formatted(field, error.getProperty());
            case "additionalProperties" -> "unknown field \"%s%s\"".formatted(field, error.getProperty());
            case "enum" -> "%s: Unsupported value: %s: supported values: %s".formatted(here, value, limit);
            case "maxLength" -> "%s: Too long: may not be more than %s bytes".formatted(here, limit);
            case "pattern" ->
                "%s: Invalid value: %s: %s in body should match '%s'".formatted(here, value, here, limit.asText());
            case "type", "format" ->
                "%s: Invalid value: %s: %s in body must be of type %s".formatted(here, value, here, limit.asText());
            default -> "%s: Invalid value: %s: %s".formatted(here, value, error.getMessage());
        };
        return new Fault(text, BLOCKING.contains(error.getKeyword()));
    }
}

package dev.proxypool.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.proxypool.domain.PlainText;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A value against its part of a definition: the words of OpenAPI that our definitions use, and their rules. */
final class SchemaRules {

    private final List<Fault> faults;

    /** @param faults what is found is added to them */
    SchemaRules(List<Fault> faults) {
        this.faults = faults;
    }

    /** @param before missing if the value is new */
    void check(String path, JsonNode schema, JsonNode value, JsonNode before) {
        if (!isOfType(schema, value)) {
            faults.add(Fault.of(path, "must be %s, got %s".formatted(type(schema), shown(value))));
            return;
        }
        int found = faults.size();
        if (value.isTextual()) {
            text(path, schema, value.textValue());
        } else if (value.isNumber()) {
            number(path, schema, value);
        } else if (value.isArray()) {
            array(path, schema, value);
        } else if (value.isObject()) {
            object(path, schema, value, before);
        }
        if (faults.size() == found) {
            rules(path, schema, value, before);
        }
    }

    private void rules(String path, JsonNode schema, JsonNode value, JsonNode before) {
        for (JsonNode rule : schema.path("x-kubernetes-validations")) {
            if (!CelRule.holds(rule.path("rule").asText(), schema, value, before)) {
                String field = path + rule.path("fieldPath").asText();
                faults.add(new Fault(
                        field,
                        value.isValueNode()
                                ? "%s: %s, got %s"
                                        .formatted(field, rule.path("message").asText(), shown(value))
                                : "%s: %s".formatted(field, rule.path("message").asText())));
            }
        }
        JsonNode pattern = schema.path("pattern");
        boolean toldByRule = schema.has("x-kubernetes-validations");
        if (value.isTextual()
                && pattern.isTextual()
                && !toldByRule
                && !Pattern.compile(pattern.asText()).matcher(value.textValue()).find()) {
            faults.add(Fault.of(path, "must match %s, got %s".formatted(pattern.asText(), shown(value))));
        }
    }

    private void text(String path, JsonNode schema, String value) {
        JsonNode words = schema.path("enum");
        if (words.isArray() && texts(words).noneMatch(value::equals)) {
            faults.add(Fault.of(
                    path, "must be %s, got \"%s\"".formatted(texts(words).collect(Collectors.joining(" or ")), value)));
        }
        bounds(path, schema, value.codePointCount(0, value.length()), "Length", "characters long");
    }

    private void number(String path, JsonNode schema, JsonNode value) {
        if (schema.has("minimum") && value.asDouble() < schema.get("minimum").asDouble()) {
            faults.add(Fault.of(path, "must be at least %s, got %s".formatted(schema.get("minimum"), value)));
        }
        if (schema.has("maximum") && value.asDouble() > schema.get("maximum").asDouble()) {
            faults.add(Fault.of(path, "must be at most %s, got %s".formatted(schema.get("maximum"), value)));
        }
    }

    private void array(String path, JsonNode schema, JsonNode value) {
        bounds(path, schema, value.size(), "Items", "entries");
        String list = schema.path("x-kubernetes-list-type").asText();
        Set<JsonNode> seen = new HashSet<>();
        for (int i = 0; i < value.size(); i++) {
            String at = Positions.element(path, i);
            JsonNode element = value.get(i);
            check(at, schema.path("items"), element, MissingNode.getInstance());
            JsonNode key = list.equals("map")
                    ? element.path(
                            schema.path("x-kubernetes-list-map-keys").path(0).asText())
                    : element;
            if ((list.equals("map") || list.equals("set")) && !key.isMissingNode() && !seen.add(key)) {
                faults.add(Fault.of(at, "is in the list already: " + shown(key)));
            }
        }
    }

    private void object(String path, JsonNode schema, JsonNode value, JsonNode before) {
        bounds(path, schema, value.size(), "Properties", "entries");
        for (JsonNode required : schema.path("required")) {
            JsonNode there = value.path(required.asText());
            if (there.isMissingNode() || there.isNull() && !hasDefault(schema, required.asText())) {
                faults.add(Fault.of(Positions.field(path, required.asText()), "is missing"));
            }
        }
        value.properties().forEach(entry -> {
            String field = Positions.field(path, entry.getKey());
            JsonNode known = schema.path("properties").path(entry.getKey());
            JsonNode wanted = known.isMissingNode() ? schema.path("additionalProperties") : known;
            if (!wanted.isObject()) {
                faults.add(Fault.unknown(field, entry.getKey(), fields(schema)));
            } else if (!entry.getValue().isNull()) {
                // Null is as good as absent: a server takes it away before it looks.
                check(field, wanted, entry.getValue(), before.path(entry.getKey()));
            }
        });
    }

    private void bounds(String path, JsonNode schema, int size, String what, String unit) {
        if (schema.has("min" + what) && size < schema.get("min" + what).asInt()) {
            faults.add(Fault.of(path, "must have at least %s %s".formatted(schema.get("min" + what), unit)));
        }
        if (schema.has("max" + what) && size > schema.get("max" + what).asInt()) {
            faults.add(Fault.of(path, "must have at most %s %s".formatted(schema.get("max" + what), unit)));
        }
    }

    /** What a map may have. */
    static Set<String> fields(JsonNode schema) {
        return schema.path("properties").properties().stream()
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean hasDefault(JsonNode schema, String field) {
        return schema.path("properties").path(field).has("default");
    }

    private static boolean isOfType(JsonNode schema, JsonNode value) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            return value.isIntegralNumber() || value.isTextual();
        }
        return switch (schema.path("type").asText()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            default -> true;
        };
    }

    private static String type(JsonNode schema) {
        return switch (schema.path("type").asText()) {
            case "object" -> "a map";
            case "array" -> "a list";
            case "string" -> "a text";
            case "boolean" -> "true or false";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            default -> "a whole number or a text";
        };
    }

    /** As JSON, and cut: it may be a whole list. */
    private static String shown(JsonNode value) {
        return PlainText.line(value.toString(), 80);
    }

    private static Stream<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText);
    }
}

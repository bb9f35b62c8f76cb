package dev.proxypool.crds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.proxypool.crds.SchemaCheck.Fault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stand-in for the border of an API server: supplies defaults, checks the schema, evaluates the rules. */
final class Admission {

    private final JsonNode schema;
    private final SchemaCheck schemaCheck;

    Admission(Definition definition) {
        this.schema = definition.schema();
        this.schemaCheck = new SchemaCheck(schema);
    }

    /** A copy with all defaults of the schema in it. */
    JsonNode withDefaults(JsonNode manifest) {
        JsonNode copy = manifest.deepCopy();
        supplyDefaults(schema, copy);
        return copy;
    }

    /** What a server without CEL (before Kubernetes 1.25) refuses; empty if it accepts. */
    List<String> refusalsBySchema(JsonNode manifest) {
        return schemaCheck.faults(withDefaults(manifest)).stream()
                .map(Fault::text)
                .toList();
    }

    /**
     * What a current server refuses; empty if it accepts.
     *
     * @param before null if the manifest is created
     */
    List<String> refusals(@Nullable JsonNode before, JsonNode after) {
        JsonNode complete = withDefaults(after);
        List<Fault> faults = schemaCheck.faults(complete);
        List<String> refusals = new ArrayList<>(faults.stream().map(Fault::text).toList());
        if (faults.stream().noneMatch(Fault::blocking)) {
            refusals.addAll(RuleCheck.refusals(schema, before == null ? null : withDefaults(before), complete));
        }
        return refusals;
    }

    private static void supplyDefaults(JsonNode schema, JsonNode value) {
        if (value instanceof ObjectNode object) {
            schema.path("properties").forEachEntry((name, field) -> {
                if (!object.has(name) && field.has("default")) {
                    object.set(name, field.get("default").deepCopy());
                }
                supplyDefaults(field, object.path(name));
            });
        }
        value.forEach(element -> supplyDefaults(schema.path("items"), element));
    }
}

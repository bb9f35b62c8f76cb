package dev.proxypool.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What makes up a version of a definition: its fields, their types and words, and its rules. An API server returns these as
 * they were applied; other parts, such as descriptions, may differ without a consequence.
 */
record DefinitionFacets(Set<String> all) {

    private static final int NAMED_AT_MOST = 2;
    private static final String RULE = ": the rule ";

    /** @param schema an openAPIV3Schema */
    static DefinitionFacets of(JsonNode schema) {
        Set<String> facets = new TreeSet<>();
        collect(schema, "", facets);
        return new DefinitionFacets(facets);
    }

    private static void collect(JsonNode schema, String path, Set<String> facets) {
        schema.path("enum").forEach(word -> facets.add("%s: the word %s".formatted(path, word.asText())));
        schema.path("x-kubernetes-validations")
                .forEach(rule -> facets.add(path + RULE + rule.path("rule").asText()));
        schema.path("properties").properties().forEach(property -> {
            String field = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            facets.add(field);
            collect(property.getValue(), field, facets);
        });
        if (schema.has("items")) {
            collect(schema.path("items"), path + "[]", facets);
        }
        if (schema.path("additionalProperties").isObject()) {
            collect(schema.path("additionalProperties"), path + "{}", facets);
        }
    }

    /** As a server stores them that does not know rules. */
    DefinitionFacets withoutRules() {
        return new DefinitionFacets(
                all.stream().filter(facet -> !facet.contains(RULE)).collect(Collectors.toSet()));
    }

    /** What the others have not, the first few by name; empty if nothing. */
    String beyond(DefinitionFacets others) {
        Set<String> more = new TreeSet<>(all);
        more.removeAll(others.all);
        String first = more.stream().limit(NAMED_AT_MOST).collect(Collectors.joining("; "));
        return more.size() > NAMED_AT_MOST ? "%s and %d more".formatted(first, more.size() - NAMED_AT_MOST) : first;
    }
}

package dev.proxypool.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What makes up a version of a definition: its fields, their types and words, and its rules. An API server returns these as
 * they were applied; other parts, such as descriptions, may differ without a consequence.
 */
record DefinitionFacets(Set<Facet> all) {

    private static final int NAMED_AT_MOST = 2;

    /**
     * A field, a word that it may have, or a rule.
     *
     * @param text for a person
     */
    private record Facet(String text, boolean isRule) implements Comparable<Facet> {
        @Override
        public int compareTo(Facet other) {
            return text.compareTo(other.text);
        }
    }

    /** @param schema an openAPIV3Schema */
    static DefinitionFacets of(JsonNode schema) {
        Set<Facet> facets = new TreeSet<>();
        collect(schema, "", facets);
        return new DefinitionFacets(facets);
    }

    private static void collect(JsonNode schema, String path, Set<Facet> facets) {
        schema.path("enum")
                .forEach(word -> facets.add(new Facet("%s: the word %s".formatted(path, word.asText()), false)));
        schema.path("x-kubernetes-validations")
                .forEach(rule -> facets.add(new Facet(
                        "%s: the rule %s".formatted(path, rule.path("rule").asText()), true)));
        schema.path("properties").properties().forEach(property -> {
            String field = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            facets.add(new Facet(field, false));
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
                all.stream().filter(facet -> !facet.isRule()).collect(Collectors.toSet()));
    }

    /** What the others have not, the first few by name; empty if nothing. */
    String beyond(DefinitionFacets others) {
        Set<Facet> more = new TreeSet<>(all);
        more.removeAll(others.all);
        String first = more.stream().limit(NAMED_AT_MOST).map(Facet::text).collect(Collectors.joining("; "));
        return more.size() > NAMED_AT_MOST ? "%s and %d more".formatted(first, more.size() - NAMED_AT_MOST) : first;
    }
}

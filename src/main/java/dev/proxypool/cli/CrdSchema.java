package dev.proxypool.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a kind, to find fields that it does not have. An old API server drops those without a word; a misspelt
 * {@code reserved} would be a code that is not reserved.
 *
 * @param schema of the whole object
 */
record CrdSchema(JsonNode schema) {

    static CrdSchema of(String kind) {
        String file = "/crds/%ss.proxypool.dev.yaml".formatted(kind.toLowerCase(Locale.ROOT));
        @Nullable InputStream opened = CrdSchema.class.getResourceAsStream(file);
        try (InputStream in = Objects.requireNonNull(opened, file)) {
            return new CrdSchema(new YAMLMapper().readTree(in).at("/spec/versions/0/schema/openAPIV3Schema"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fields that the definition does not have, each a sentence. */
    List<String> unknownFields(JsonNode resource) {
        List<String> unknown = new ArrayList<>();
        resource.properties().stream()
                .filter(entry -> schema.path("properties").path(entry.getKey()).isMissingNode())
                .forEach(entry -> unknown.add(entry.getKey() + " is an unknown field"));
        compare("spec", resource.path("spec"), schema.at("/properties/spec"), unknown);
        return unknown.stream().distinct().toList();
    }

    private static void compare(String path, JsonNode value, JsonNode schema, List<String> unknown) {
        if (value.isArray()) {
            StreamSupport.stream(value.spliterator(), false)
                    .forEach(entry -> compare(path + "[]", entry, schema.path("items"), unknown));
        }
        if (!value.isObject() || !schema.has("properties")) {
            return;
        }
        value.properties().forEach(entry -> {
            String field = path + "." + entry.getKey();
            JsonNode known = schema.path("properties").path(entry.getKey());
            if (known.isMissingNode()) {
                unknown.add(field + " is an unknown field");
            } else {
                compare(field, entry.getValue(), known, unknown);
            }
        });
    }
}

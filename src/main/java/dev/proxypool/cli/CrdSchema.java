package dev.proxypool.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a kind, to refuse what a current API server refuses: also where none is asked, and where an old one would
 * drop a misspelt {@code reserved} without a word, and the reservation with it.
 *
 * @param schema of the whole object
 */
record CrdSchema(JsonNode schema) {

    private static final Map<String, CrdSchema> KNOWN = new ConcurrentHashMap<>();

    static CrdSchema of(String kind) {
        return KNOWN.computeIfAbsent(kind, CrdSchema::read);
    }

    private static CrdSchema read(String kind) {
        String file = "/crds/%ss.proxypool.dev.yaml".formatted(kind.toLowerCase(Locale.ROOT));
        @Nullable InputStream opened = CrdSchema.class.getResourceAsStream(file);
        try (InputStream in = Objects.requireNonNull(opened, file)) {
            return new CrdSchema(new YAMLMapper().readTree(in).at("/spec/versions/0/schema/openAPIV3Schema"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What is wrong with a resource, apart from its status: a server ignores the status of a manifest.
     *
     * @param before the spec that it has so far; missing if it is new
     */
    List<Fault> faults(JsonNode resource, JsonNode before) {
        List<Fault> faults = new ArrayList<>();
        Set<String> known = SchemaRules.fields(schema);
        resource.properties().stream()
                .map(Map.Entry::getKey)
                .filter(field -> !known.contains(field))
                .map(field -> Fault.unknown(field, field, known))
                .forEach(faults::add);
        faults.addAll(MetadataRules.faults(resource.path("metadata")));
        JsonNode spec = resource.path("spec");
        if (spec.isMissingNode() || spec.isNull()) {
            faults.add(Fault.of("spec", "is missing"));
        } else {
            new SchemaRules(faults).check("spec", schema.at("/properties/spec"), spec, before);
        }
        return faults;
    }
}

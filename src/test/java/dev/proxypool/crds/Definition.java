package dev.proxypool.crds;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One file of {@code crds/}, with its only version. */
record Definition(Path file, JsonNode tree) {

    private static final Path FOLDER = Path.of("crds");

    static List<Definition> all() {
        return Yaml.entries(FOLDER).stream().map(Definition::read).toList();
    }

    /** The definition that a manifest is an instance of. */
    static Definition of(JsonNode manifest) {
        String kind = manifest.path("kind").asText();
        return all().stream()
                .filter(d -> d.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no file in crds/ defines the kind '" + kind + "'"));
    }

    private static Definition read(Path file) {
        List<JsonNode> documents = Yaml.documents(file);
        if (documents.size() != 1 || documents.getFirst().at("/spec/versions").size() != 1) {
            throw new IllegalArgumentException(file + " is expected to define one kind in one version");
        }
        return new Definition(file, documents.getFirst());
    }

    String kind() {
        return tree.at("/spec/names/kind").asText();
    }

    JsonNode version() {
        return tree.at("/spec/versions/0");
    }

    JsonNode schema() {
        return version().at("/schema/openAPIV3Schema");
    }

    /** The schema of every field by its path, such as {@code status.plan[].action}, in the order of the file. */
    Map<String, JsonNode> fields() {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        collect("", schema(), fields);
        return fields;
    }

    /** The messages of all CEL rules. */
    List<String> ruleMessages() {
        List<String> messages = new ArrayList<>();
        schema().findValues("x-kubernetes-validations")
                .forEach(rules ->
                        rules.forEach(rule -> messages.add(rule.path("message").asText())));
        return messages;
    }

    @Override
    public String toString() {
        return kind();
    }

    private static void collect(String path, JsonNode schema, Map<String, JsonNode> fields) {
        schema.path("properties").forEachEntry((name, field) -> {
            String here = path.isEmpty() ? name : path + "." + name;
            fields.put(here, field);
            collect(here, field, fields);
            if (field.has("items")) {
                fields.put(here + "[]", field.get("items"));
                collect(here + "[]", field.get("items"), fields);
            }
        });
    }
}

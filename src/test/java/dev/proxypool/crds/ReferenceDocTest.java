package dev.proxypool.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** {@code docs/reference.md} is {@code crds/} as tables. With {@code -Ddocs.write=true} it is written instead of judged. */
class ReferenceDocTest {

    private static final Path PAGE = Path.of("docs", "reference.md");
    private static final String REGENERATE = "mvn -q test -Dtest=ReferenceDocTest -Ddocs.write=true";

    @Test
    void thePageTellsTheFieldsAsTheDefinitionsHaveThem() throws IOException {
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, page());
        }
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as("%s is not what crds/ says; write it anew with: %s", PAGE, REGENERATE)
                .isEqualTo(page());
    }

    private static String page() {
        return """
            <!-- Generated from crds/. Write it anew with:
                 %s -->
            # Reference

            The fields of all kinds, from their definitions in [crds](../crds). With tasks and examples: [policies](policies.md), [pools](pools.md), [accounts](accounts.md).

            %s\
            """.formatted(
                        REGENERATE,
                        Definition.all().stream().map(ReferenceDocTest::kind).collect(Collectors.joining("\n")));
    }

    private static String kind(Definition definition) {
        JsonNode names = definition.tree().at("/spec/names");
        return """
            ## %s

            %s

            `%s/%s`, in a namespace; for kubectl `%s`.

            | Field | Type | Default | |
            |---|---|---|---|
            %s
            What the operator says in its status:

            | Field | Type | |
            |---|---|---|
            %s
            What is refused, besides values of another type:

            %s\
            """.formatted(
                        definition.kind(),
                        text(definition.schema()),
                        definition.tree().at("/spec/group").asText(),
                        definition.version().path("name").asText(),
                        names.at("/shortNames/0").asText(),
                        rows(definition, "spec.", true),
                        rows(definition, "status.", false),
                        definition.ruleMessages().stream()
                                .distinct()
                                .map(message -> "- " + message + "\n")
                                .collect(Collectors.joining()));
    }

    private static String rows(Definition definition, String prefix, boolean defaults) {
        List<String> required = required(definition);
        return definition.fields().entrySet().stream()
                .filter(field ->
                        field.getKey().startsWith(prefix) && !field.getKey().endsWith("[]"))
                .map(field -> row(field, required, defaults))
                .collect(Collectors.joining());
    }

    private static String row(Map.Entry<String, JsonNode> field, List<String> required, boolean defaults) {
        JsonNode schema = field.getValue();
        String fallback = schema.has("default")
                ? "`" + schema.path("default").asText() + "`"
                : required.contains(field.getKey()) ? "required" : "";
        return "| `%s` | %s |%s %s |\n"
                .formatted(field.getKey(), type(schema), defaults ? " " + fallback + " |" : "", text(schema));
    }

    private static List<String> required(Definition definition) {
        return StreamSupport.stream(
                        definition.schema().at("/properties/spec/required").spliterator(), false)
                .map(name -> "spec." + name.asText())
                .toList();
    }

    private static String type(JsonNode schema) {
        if (schema.has("enum")) {
            return StreamSupport.stream(schema.path("enum").spliterator(), false)
                    .map(word -> "`" + word.asText() + "`")
                    .collect(Collectors.joining(", "));
        }
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            return "number or text";
        }
        return switch (schema.path("type").asText()) {
            case "string" -> "text";
            case "boolean" -> "true or false";
            case "integer" -> "number";
            case "array" -> "list";
            default -> "object";
        };
    }

    private static String text(JsonNode schema) {
        return schema.path("description").asText().replace("|", "\\|").replace("\n", " ");
    }
}

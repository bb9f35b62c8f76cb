package dev.proxypool.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code values.yaml}, its schema, the table in the README and the values files of the tests speak of the same keys. */
final class ValuesTest {

    /** What belongs to Kubernetes, and Helm's own. */
    private static final Set<String> NOT_OURS = Set.of("resources.requests", "resources.limits", "resources.claims");

    /** A parent chart has its own there. */
    private static final String GLOBAL = "/properties/global";

    @Test
    void theSchemaListsTheKeysOfTheValues() {
        Set<String> known = keysOfSchema(Chart.tree("values.schema.json"), "");

        assertThat(known).containsExactlyInAnyOrderElementsOf(keys());
    }

    @Test
    void theSchemaRefusesWhatItDoesNotListEverywhere() {
        assertThat(openObjects(Chart.tree("values.schema.json"), "")).containsExactly(GLOBAL);
    }

    @Test
    void everyValueSaysWhatItIsFor() {
        assertThat(ValuesPage.rows())
                .allSatisfy(row -> assertThat(row.about())
                        .as("the comment above %s", row.key())
                        .isNotBlank());
        assertThat(ValuesPage.rows().stream().map(ValuesPage.Row::key).collect(Collectors.toSet()))
                .isEqualTo(keys());
    }

    @Test
    void theReadmeTellsTheValues() throws IOException {
        var page = Chart.file("README.md");

        Written.judge(page, ValuesPage.withTable(Files.readString(page)));
    }

    @Test
    void everyValueIsSetInATest() {
        Set<String> set = new TreeSet<>();
        Chart.valuesFiles().forEach(file -> set.addAll(keysOf(Chart.tree("ci/" + file.getFileName()), "")));

        assertThat(set).containsAll(keys());
    }

    private static Set<String> keys() {
        return keysOf(Chart.tree("values.yaml"), "");
    }

    /** The leaves; what the schema leaves open is one. */
    private static Set<String> keysOf(JsonNode values, String prefix) {
        Set<String> keys = new TreeSet<>();
        JsonNode schema = Chart.tree("values.schema.json");
        values.properties().forEach(entry -> {
            String key = prefix + entry.getKey();
            JsonNode deeper = schema.at("/properties/" + key.replace(".", "/properties/") + "/properties");
            if (deeper.isObject() && !key.equals("resources")) {
                keys.addAll(keysOf(entry.getValue(), key + "."));
            } else {
                keys.add(key);
            }
        });
        return keys;
    }

    private static Set<String> keysOfSchema(JsonNode schema, String prefix) {
        Set<String> keys = new TreeSet<>();
        schema.at("/properties").properties().forEach(entry -> {
            String key = prefix + entry.getKey();
            if (NOT_OURS.contains(key) || isOfOtherCharts(entry.getValue())) {
                return;
            }
            Set<String> deeper = keysOfSchema(entry.getValue(), key + ".");
            keys.addAll(deeper.isEmpty() ? Set.of(key) : deeper);
        });
        return keys;
    }

    /** A name that users bring from elsewhere: all that the schema says of it is which one is ours. */
    private static boolean isOfOtherCharts(JsonNode schema) {
        return schema.has("const");
    }

    private static Set<String> openObjects(JsonNode schema, String path) {
        Set<String> open = new TreeSet<>();
        if (schema.has("properties") && schema.path("additionalProperties").asBoolean(true)) {
            open.add(path);
        }
        schema.properties().forEach(entry -> open.addAll(openObjects(entry.getValue(), path + "/" + entry.getKey())));
        return open;
    }
}

package dev.proxypool.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every file in {@code crds/}. */
class DefinitionTest {

    static List<Definition> definitions() {
        return Definition.all();
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void itIsNamedAsKubernetesWantsIt(Definition definition) {
        String plural = definition.tree().at("/spec/names/plural").asText();
        String name = plural + ".proxypool.dev";

        assertThat(definition.tree().at("/metadata/name").asText()).isEqualTo(name);
        assertThat(definition.file()).hasFileName(name + ".yaml");
        assertThat(definition.tree().at("/spec/group").asText()).isEqualTo("proxypool.dev");
        assertThat(definition.tree().at("/spec/scope").asText()).isEqualTo("Namespaced");
        assertThat(definition.tree().at("/spec/names/categories"))
                .extracting(JsonNode::asText)
                .containsExactly("proxypool");
        assertThat(definition.version().at("/name").asText()).isEqualTo("v1alpha1");
        assertThat(definition.version().at("/subresources/status").isObject()).isTrue();
    }

    /** A misspelt keyword would be dropped by an API server, and with it what it was to check. */
    @ParameterizedTest
    @MethodSource("definitions")
    void kubernetesKnowsEveryFieldOfIt(Definition definition) throws Exception {
        var strict = Yaml.MAPPER.copy().setAnnotationIntrospector(new NoPlaceForUnknownFields());

        var parsed = strict.treeToValue(definition.tree(), CustomResourceDefinition.class);

        JsonNode back = Yaml.MAPPER.readTree(Yaml.MAPPER.writeValueAsBytes(parsed));
        assertThat(definition.tree().equals(DefinitionTest::compare, back))
                .as("read and written again: %s", back)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void kubectlExplainHasATextForEveryField(Definition definition) {
        // An API server allows no description on metadata, and has its own.
        assertThat(definition.fields().entrySet())
                .filteredOn(field -> !field.getKey().equals("metadata"))
                .allSatisfy(
                        field -> assertThat(field.getValue().path("description").asText())
                                .as(field.getKey())
                                .matches("\\S.*\\."));
    }

    /** The rule for the person, the pattern for a server without CEL, a bound for CEL's cost. */
    @ParameterizedTest
    @MethodSource("definitions")
    void everyFormatOfTheSpecIsSaidTwice(Definition definition) {
        assertThat(definition.fields().entrySet())
                .filteredOn(field -> field.getKey().startsWith("spec."))
                .filteredOn(field -> field.getValue().has("pattern"))
                .isNotEmpty()
                .allSatisfy(field -> {
                    JsonNode schema = field.getValue();
                    String firstRule =
                            schema.at("/x-kubernetes-validations/0/rule").asText();
                    assertThat(firstRule)
                            .contains("self.matches('" + schema.path("pattern").asText() + "')");
                    // Of a number or a text, Kubernetes bounds the cost by the size of a request.
                    assertThat(schema.path("maxLength").asInt() > 0
                                    || schema.path("x-kubernetes-int-or-string").asBoolean())
                            .isTrue();
                });
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void everyRuleHasAMessageOfItsOwn(Definition definition) {
        assertThat(definition.ruleMessages()).doesNotContain("").doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void whatCanBeSelectedIsAFieldOfTheSchema(Definition definition) {
        assertThat(definition.version().path("selectableFields"))
                .extracting(field -> field.path("jsonPath").asText().substring(1))
                .allMatch(definition.fields()::containsKey);
    }

    /** The model has all bounds as floating-point numbers. */
    private static int compare(JsonNode left, JsonNode right) {
        boolean same =
                left.isNumber() && right.isNumber() ? left.doubleValue() == right.doubleValue() : left.equals(right);
        return same ? 0 : 1;
    }

    /** The model of fabric8 keeps what it does not know in a map; without the map Jackson objects. */
    private static final class NoPlaceForUnknownFields extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }

        @Override
        public Boolean hasAnyGetter(Annotated member) {
            return false;
        }
    }
}

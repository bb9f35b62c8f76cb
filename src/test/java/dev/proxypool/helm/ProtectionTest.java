package dev.proxypool.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelOptions;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The admission policy against mistakes: its rules, evaluated as an API server would. */
final class ProtectionTest {

    private static final Map<String, Object> HELD = resource(true, "KS00000000000000000000000000000001");
    private static final Map<String, Object> FREE = resource(false, "KS00000000000000000000000000000001");

    @Test
    void whatIsProtectedCannotBeDeleted() throws Exception {
        assertThat(refusals("DELETE", HELD, null)).singleElement().asString().contains("before you delete it");
        assertThat(refusals("DELETE", FREE, null)).isEmpty();
    }

    @Test
    void whatIsProtectedCannotBeMovedNotEvenByTheEditThatTakesTheAnnotationAway() throws Exception {
        String other = "KS00000000000000000000000000000002";

        assertThat(refusals("UPDATE", HELD, resource(true, other)))
                .singleElement()
                .asString()
                .contains("before you change serviceSid");
        assertThat(refusals("UPDATE", HELD, resource(false, other))).hasSize(1);
        assertThat(refusals("UPDATE", FREE, resource(true, other))).isEmpty();
    }

    @Test
    void allOtherEditsOfItAreAccepted() throws Exception {
        assertThat(refusals("UPDATE", HELD, FREE)).isEmpty();
        assertThat(refusals("UPDATE", HELD, HELD)).isEmpty();
        Map<String, Object> account = Map.of("metadata", annotated(true), "spec", Map.of("accountSid", "AC1"));
        assertThat(refusals("UPDATE", account, account)).isEmpty();
    }

    @Test
    void thePolicyIsBoundOnlyIfItIsAskedFor() {
        var on = Chart.template().set("protection.enabled", "true");

        assertThat(Chart.objects(on, ValidatingAdmissionPolicyBinding.class))
                .singleElement()
                .satisfies(binding -> assertThat(binding.getSpec().getPolicyName())
                        .isEqualTo(Chart.objects(on, ValidatingAdmissionPolicy.class)
                                .getFirst()
                                .getMetadata()
                                .getName()));
        assertThat(Chart.objects(Chart.template(), ValidatingAdmissionPolicy.class))
                .isEmpty();
    }

    @Test
    void anOlderKubernetesIsRefused() {
        var old = Chart.template().set("protection.enabled", "true").withKubeVersion("1.29.9");

        assertThatThrownBy(old::call).hasMessageContaining("protection.enabled needs Kubernetes 1.30 or later");
    }

    private static Map<String, Object> resource(boolean isProtected, String service) {
        return Map.of("metadata", annotated(isProtected), "spec", Map.of("serviceSid", service));
    }

    private static Map<String, Object> annotated(boolean isProtected) {
        return isProtected
                ? Map.of("name", "one", "annotations", Map.of("proxypool.dev/protected", "true"))
                : Map.of("name", "one");
    }

    /** @param after null for a deletion, as an API server has it */
    private static List<String> refusals(
            String operation, Map<String, Object> before, @Nullable Map<String, Object> after) throws Exception {
        JsonNode spec = Chart.documents(
                        Chart.template().set("protection.enabled", "true").call())
                .stream()
                .filter(document -> document.path("kind").asText().equals("ValidatingAdmissionPolicy"))
                .findFirst()
                .orElseThrow()
                .path("spec");
        Map<String, Object> values = new HashMap<>();
        values.put("request", Map.of("operation", operation));
        values.put("oldObject", before);
        values.put("object", after == null ? Map.of() : after);
        Object isProtected = eval(spec.at("/variables/0/expression").asText(), values);
        values.put("variables", Map.of(spec.at("/variables/0/name").asText(), isProtected));
        List<JsonNode> validations = StreamSupport.stream(
                        spec.path("validations").spliterator(), false)
                .toList();
        List<String> refusals = new ArrayList<>();
        for (JsonNode validation : validations) {
            if (!(boolean) eval(validation.path("expression").asText(), values)) {
                refusals.add(validation.path("message").asText());
            }
        }
        return refusals;
    }

    private static Object eval(String expression, Map<String, Object> values) throws Exception {
        Cel cel = CelFactory.standardCelBuilder()
                .setOptions(CelOptions.current().build())
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addVar("request", SimpleType.DYN)
                .addVar("oldObject", SimpleType.DYN)
                .addVar("object", SimpleType.DYN)
                .addVar("variables", SimpleType.DYN)
                .build();
        return cel.createProgram(cel.compile(expression).getAst()).eval(values);
    }
}

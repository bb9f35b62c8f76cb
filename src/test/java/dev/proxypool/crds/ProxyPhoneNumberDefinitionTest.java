package dev.proxypool.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the definitions of phone numbers promise beyond refusing bad input. */
class ProxyPhoneNumberDefinitionTest {

    private static final ManifestCase SETTLED = ManifestCase.named("valid-phone-number-with-a-status");
    private static final ManifestCase MINIMAL = ManifestCase.named("valid-phone-number-minimal");

    private final Definition definition = Definition.of(MINIMAL.after());

    @Test
    void theDefaultsAreThoseOfAShortCode() throws Exception {
        JsonNode complete = new Admission(definition).withDefaults(MINIMAL.after());

        assertThat(complete.get("spec")).isEqualTo(Yaml.MAPPER.readTree("""
            serviceSid: KS00000000000000000000000000000001
            phoneNumber: "+14155550001"
            reserved: false
            managementPolicy: Manage
            adoptionPolicy: Always
            driftPolicy: Correct
            deletionPolicy: Remove
            suspend: false
            """));
        assertThat(complete.get("status")).isEqualTo(Yaml.MAPPER.readTree("{observedGeneration: -1}"));
    }

    @Test
    void theColumnsShowWhatAPersonAsksFor() {
        assertThat(columns(SETTLED, false)).containsExactly("Number", "Ready", "Reason", "Sessions", "Age");
        assertThat(columns(SETTLED, true)).containsExactly("SID", "Service", "Reserved", "Country");
        assertThat(PrinterColumn.of(definition))
                .filteredOn(column -> !column.name().equals("Age"))
                .extracting(column -> column.show(SETTLED.after()))
                .containsExactly(
                        "+14155550001",
                        "True",
                        "InSync",
                        "3",
                        "PN00000000000000000000000000000001",
                        "KS00000000000000000000000000000001",
                        "true",
                        "US");
    }

    /** The cases are what the columns and the Java records are tried on: they must not lag behind the schema. */
    @ParameterizedTest
    @CsvSource({"valid-phone-number-with-a-status", "valid-phone-number-pool-with-a-status"})
    void theCaseWithAStatusHasEveryFieldOfIt(String name) {
        JsonNode manifest = ManifestCase.named(name).after();
        JsonNode status = Definition.of(manifest).schema().at("/properties/status/properties");

        assertThat(manifest.get("status").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(() -> status.fieldNames());
    }

    /** A field that short codes have too has the same type, the same limits and the same default. */
    @ParameterizedTest
    @CsvSource({"valid-phone-number-minimal, valid-minimal", "valid-phone-number-pool-minimal, valid-pool-minimal"})
    void theFieldsThatBothKindsHaveAreTheSame(String number, String code) {
        Map<String, JsonNode> codes = shapes(code);
        Map<String, JsonNode> numbers = shapes(number);
        numbers.keySet().retainAll(codes.keySet());

        assertThat(numbers)
                .hasSizeGreaterThan(30)
                .allSatisfy((field, shape) -> assertThat(shape).as(field).isEqualTo(codes.get(field)));
    }

    /** Without texts, and without what is in the field. */
    private static Map<String, JsonNode> shapes(String name) {
        return Definition.of(ManifestCase.named(name).after()).fields().entrySet().stream()
                .filter(field -> field.getKey().matches("(spec|status)[.].*"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        field -> field.getValue()
                                .<ObjectNode>deepCopy()
                                .without(List.of(
                                        "description",
                                        "properties",
                                        "items",
                                        "required",
                                        "x-kubernetes-validations"))));
    }

    private List<String> columns(ManifestCase manifest, boolean wide) {
        return PrinterColumn.of(Definition.of(manifest.after())).stream()
                .filter(column -> column.onlyWide() == wide)
                .map(PrinterColumn::name)
                .toList();
    }
}

package dev.proxypool.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code crds/proxyshortcodes.proxypool.dev.yaml} promises beyond refusing bad input. */
class ProxyShortCodeDefinitionTest {

    private static final ManifestCase SETTLED = ManifestCase.named("valid-status-of-a-reported-drift");
    private static final ManifestCase MINIMAL = ManifestCase.named("valid-minimal");

    private final Definition definition = Definition.of(MINIMAL.after());

    @Test
    void theDefaultsAreTheDocumentedOnes() throws Exception {
        JsonNode complete = new Admission(definition).withDefaults(MINIMAL.after());

        assertThat(complete.get("spec")).isEqualTo(Yaml.MAPPER.readTree("""
            serviceSid: KS00000000000000000000000000000001
            shortCodeSid: SC00000000000000000000000000000001
            reserved: false
            managementPolicy: Manage
            adoptionPolicy: Always
            driftPolicy: Correct
            deletionPolicy: Remove
            suspend: false
            """));
    }

    /** Else kstatus, and with it Flux and Helm, takes an object that nobody has seen yet for ready. */
    @Test
    void anObjectThatNobodyHasSeenYetSaysSo() throws Exception {
        JsonNode complete = new Admission(definition).withDefaults(MINIMAL.after());

        assertThat(complete.get("status")).isEqualTo(Yaml.MAPPER.readTree("{observedGeneration: -1}"));
    }

    @Test
    void everyDefaultIsNamedInTheDescription() {
        assertThat(definition.fields().entrySet())
                .filteredOn(field -> field.getKey().startsWith("spec."))
                .filteredOn(field -> field.getValue().has("default"))
                .isNotEmpty()
                .allSatisfy(field -> assertThat(
                                field.getValue().path("description").asText())
                        .contains("Default: " + field.getValue().get("default").asText() + "."));
    }

    @Test
    void theColumnsShowWhatAPersonAsksFor() {
        List<PrinterColumn> columns = PrinterColumn.of(definition);

        assertThat(columns)
                .filteredOn(c -> !c.onlyWide())
                .extracting(PrinterColumn::name)
                .containsExactly("Code", "Ready", "Reason", "SID", "Age");
        assertThat(columns)
                .filteredOn(PrinterColumn::onlyWide)
                .extracting(PrinterColumn::name)
                .containsExactly("Service", "Reserved", "Country");
        assertThat(columns)
                .filteredOn(c -> !c.name().equals("Age"))
                .extracting(c -> c.show(SETTLED.after()))
                .containsExactly(
                        "12345",
                        "True",
                        "InSync",
                        "SC00000000000000000000000000000001",
                        "KS00000000000000000000000000000001",
                        "true",
                        "US");
    }

    @Test
    void theColumnsAreEmptyUntilThereIsSomethingToShow() {
        assertThat(PrinterColumn.of(definition))
                .extracting(c -> c.show(MINIMAL.after()))
                .containsExactly(
                        "",
                        "",
                        "",
                        "SC00000000000000000000000000000001",
                        "",
                        "KS00000000000000000000000000000001",
                        "",
                        "");
    }

    /** The case is what the columns and the Java records are tried on: it must not lag behind the schema. */
    @Test
    void theCaseWithAStatusHasEveryFieldOfIt() {
        JsonNode status = definition.schema().at("/properties/status/properties");

        assertThat(SETTLED.after().get("status").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(() -> status.fieldNames());
    }
}

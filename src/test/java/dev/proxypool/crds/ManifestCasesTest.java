package dev.proxypool.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Good manifests are accepted, and bad ones refused with a message that says what is expected. */
class ManifestCasesTest {

    static List<ManifestCase> cases() {
        return ManifestCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aGoodManifestIsAcceptedAndABadOneGetsItsMessage(ManifestCase manifest) {
        List<String> refusals = border(manifest.after()).refusals(manifest.before(), manifest.after());

        manifest.refusal()
                .ifPresentOrElse(
                        expected -> assertThat(refusals).anyMatch(refusal -> refusal.contains(expected)),
                        () -> assertThat(refusals).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatAnUpdateStartsFromIsGood(ManifestCase manifest) {
        JsonNode before = manifest.before();

        if (before != null) {
            assertThat(border(before).refusals(null, before)).isEmpty();
        }
    }

    /** Else a case could pass for a reason that is not its own. */
    @ParameterizedTest
    @MethodSource("cases")
    void aBadManifestHasFaultsInOneFieldOnly(ManifestCase manifest) {
        List<String> refusals = border(manifest.after()).refusals(manifest.before(), manifest.after());

        assertThat(refusals.stream().map(refusal -> refusal.split(":", 2)[0]).distinct())
                .hasSize(manifest.refusal().isPresent() ? 1 : 0);
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void everyRuleRefusesSomeCase(Definition definition) {
        assertThat(expectedMessages(definition)).containsAll(definition.ruleMessages());
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void everyWordOfTheSpecIsCheckedByACase(Definition definition) {
        List<String> expected = expectedMessages(definition);

        assertThat(definition.fields().entrySet())
                .filteredOn(field -> field.getKey().startsWith("spec."))
                .filteredOn(field -> field.getValue().has("enum"))
                .extracting(Map.Entry::getKey)
                .allSatisfy(path ->
                        assertThat(expected).anyMatch(message -> message.startsWith(path + ": Unsupported value")));
    }

    /** Why maxLength lies well above the 34 characters of a SID. */
    @Test
    void aValueBeyondItsMaximumLengthDoesNotGetTheHelpfulMessage() {
        ManifestCase tooLong = ManifestCase.named("invalid-service-sid-too-long");
        ManifestCase farTooLong = ManifestCase.named("invalid-service-sid-far-too-long");

        assertThat(border(tooLong.after()).refusals(null, tooLong.after()))
                .hasSize(2)
                .last()
                .asString()
                .contains("serviceSid must be KS followed by 32 hexadecimal digits");
        assertThat(border(farTooLong.after()).refusals(null, farTooLong.after()))
                .noneMatch(refusal -> refusal.contains("32 hexadecimal digits"));
    }

    static List<Definition> definitions() {
        return Definition.all();
    }

    private static List<String> expectedMessages(Definition definition) {
        return cases().stream()
                .filter(c -> Definition.of(c.after()).equals(definition))
                .map(ManifestCase::refusal)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Admission border(JsonNode manifest) {
        return new Admission(Definition.of(manifest));
    }
}

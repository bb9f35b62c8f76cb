package dev.proxypool.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The example manifests, which {@code proxypool dev} applies and people copy from. */
class ExampleManifestsTest {

    private static final Path FOLDER = Path.of("src/main/resources/examples/manifests");
    // What is in the schema already but not in the operator yet must not be in an example.
    private static final Set<String> WORKING =
            Set.of("serviceSid", "shortCodeSid", "phoneNumber", "phoneNumbers", "reserved", "driftPolicy", "suspend");

    static List<JsonNode> manifests() {
        return Yaml.entries(FOLDER).stream()
                .flatMap(file -> Yaml.documents(file).stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void anApiServerAcceptsIt(JsonNode manifest) {
        assertThat(new Admission(Definition.of(manifest)).refusals(null, manifest))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void itUsesOnlyWhatWorks(JsonNode manifest) {
        assertThat(manifest.get("spec").fieldNames()).toIterable().isSubsetOf(WORKING);
    }

    /** So that {@code kubectl apply -f} works at once, in the namespace one is in. */
    @ParameterizedTest
    @MethodSource("manifests")
    void itNamesNoNamespace(JsonNode manifest) {
        assertThat(manifest.at("/metadata/namespace").isMissingNode()).isTrue();
    }

    @Test
    void noTwoClaimTheSameMemberOrHaveTheSameName() {
        assertThat(manifests()).hasSizeBetween(5, 6);
        assertThat(manifests().stream().flatMap(manifest -> members(manifest.get("spec"))))
                .doesNotHaveDuplicates();
        assertThat(manifests()).extracting(m -> m.at("/metadata/name").asText()).doesNotHaveDuplicates();
    }

    @Test
    void bothKindsOfMembersAreShown() {
        assertThat(manifests())
                .extracting(manifest -> manifest.get("kind").asText())
                .contains("ProxyShortCode", "ProxyPhoneNumber", "ProxyPhoneNumberPool");
    }

    private static Stream<String> members(JsonNode spec) {
        Stream<String> one = Stream.of("shortCodeSid", "phoneNumber")
                .filter(spec::has)
                .map(field -> spec.get(field).asText());
        return Stream.concat(one, spec.path("phoneNumbers").findValuesAsText("number").stream());
    }
}

package dev.proxypool.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proxypool.api.ResourceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What kubectl and a current API server refuse is refused here too, with its place; what they accept is accepted. */
class ManifestParityTest {

    private static final Path CASES = Path.of("src/test/resources/crds");

    static List<Path> cases() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.sorted().toList();
        }
    }

    /** A change is for a server to judge, and a status is none of a manifest. */
    @ParameterizedTest
    @MethodSource("cases")
    void eachCaseOfTheDefinitionsIsJudgedAsByAServer(Path file) throws Exception {
        String text = Files.readString(file);
        List<String> faults = ManifestText.documents(text).getLast().faults();

        boolean refused = file.getFileName().toString().matches("invalid-(?!status-).*");
        boolean update = text.contains("\n---");
        assertThat(faults).hasSizeBetween(refused && !update ? 1 : 0, refused ? 1 : 0);
        assertThat(faults).allSatisfy(fault -> assertThat(fault).matches("[0-9]+:[0-9]+: Proxy\\w+ .*"));
    }

    @ParameterizedTest
    @EnumSource(ResourceKind.class)
    void everyRuleAboutAManifestAloneIsUnderstood(ResourceKind kind) {
        rules(CrdSchema.of(kind.toString()).schema())
                .filter(rule -> !CelRule.isAboutChange(rule))
                .forEach(rule -> assertThat(CelRule.isKnown(rule)).as(rule).isTrue());
    }

    private static Stream<String> rules(JsonNode schema) {
        Stream<String> here = StreamSupport.stream(
                        schema.path("x-kubernetes-validations").spliterator(), false)
                .map(rule -> rule.path("rule").asText());
        Stream<String> below = StreamSupport.stream(schema.spliterator(), false).flatMap(ManifestParityTest::rules);
        return Stream.concat(here, below);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
        reserved: true       | reservd: true                   | 9:3: ProxyShortCode promo: unknown field "spec.reservd" (did you mean reserved?)
        reserved: true       | reserved: "yes"                 | 9:3: ProxyShortCode promo: spec.reserved must be true or false, got "yes"
        reserved: true       | accountRef: {nam: a, name: b}   | 9:16: ProxyShortCode promo: unknown field "spec.accountRef.nam" (did you mean name?)
        reserved: true       | driftPolicy: Fix                | 9:3: ProxyShortCode promo: spec.driftPolicy must be Correct or Report, got "Fix"
        serviceSid: KS0      | serviceSid: SC0                 | 7:3: ProxyShortCode promo: spec.serviceSid: serviceSid must be KS followed by 32 hexadecimal digits, got "SC
        name: promo          | name: Bad_Name                  | 4:3: ProxyShortCode Bad_Name: metadata.name must be lower-case letters, digits, '-' and '.', at most 253, beginning and ending with a letter or digit, got "Bad_Name"
        name: promo          | name: 12                        | 4:3: ProxyShortCode 12: metadata.name must be a text, got 12
        name: promo          | generateName: promo             | 3:1: ProxyShortCode: metadata.name is missing
        namespace: messaging | namespace: a.b                  | 5:3: ProxyShortCode promo: metadata.namespace must be lower-case letters
        namespace: messaging | labels: {a: b c}                | 5:12: ProxyShortCode promo: metadata.labels.a must be letters, digits, '-', '_' and '.', at most 63, got "b c"
        namespace: messaging | labels: {a: 1}                  | 5:12: ProxyShortCode promo: metadata.labels.a must be a text, got 1: put it in quotes
        namespace: messaging | labels: {-a: b}                 | 5:12: ProxyShortCode promo: metadata.labels.-a is no valid label
        namespace: messaging | annotations: {a/b/c: b}         | 5:17: ProxyShortCode promo: metadata.annotations.a/b/c is no valid annotation
        namespace: messaging | annotations: {a: true}          | 5:17: ProxyShortCode promo: metadata.annotations.a must be a text, got true: put it in quotes
        namespace: messaging | annotations: {proxypool.dev/orphan: "yes"} | 5:17: ProxyShortCode promo: metadata.annotations.proxypool.dev/orphan must be "true", or absent, got "yes"
        namespace: messaging | lables: {a: b}                  | 5:3: ProxyShortCode promo: unknown field "metadata.lables" (did you mean labels?)
        spec:                | sepc:                           | 6:1: ProxyShortCode promo: unknown field "sepc" (did you mean spec?)
        """)
    void whatIsWrongIsToldWithItsPlace(String right, String wrong, String told) throws Exception {
        assertThat(faults(CODE.replace(right, wrong))).first().asString().startsWith(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        sid: SC00000000000000000000000000000002 | sid: SC00000000000000000000000000000001 | 8:7: ProxyShortCodePool all: spec.shortCodes[1] is in the list already: "SC
        reserved: true                          | reserved: 1                             | 7:49: ProxyShortCodePool all: spec.shortCodes[0].reserved must be true or false, got 1
        """)
    void ofAListTheElementIsTold(String right, String wrong, String told) throws Exception {
        String pool = """
            apiVersion: proxypool.dev/v1alpha1
            kind: ProxyShortCodePool
            metadata: {name: all}
            spec:
              serviceSid: KS00000000000000000000000000000001
              shortCodes:
                - {sid: SC00000000000000000000000000000001, reserved: true}
                - {sid: SC00000000000000000000000000000002}
            """;
        assertThat(faults(pool)).isEmpty();
        assertThat(faults(pool.replace(right, wrong)))
                .singleElement()
                .asString()
                .startsWith(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        200%   | 8:3: ProxyShortCodePool all: spec.maxRemovals: maxRemovals must be a whole number, or a percentage of the pool from 0% to 100%, got "200%"
        "10"   | 8:3: ProxyShortCodePool all: spec.maxRemovals: maxRemovals must be a whole number, or a percentage of the pool from 0% to 100%, got "10"
        10.5%  | 8:3: ProxyShortCodePool all: spec.maxRemovals: maxRemovals must be a whole number, or a percentage of the pool from 0% to 100%, got "10.5%"
        -1     | 8:3: ProxyShortCodePool all: spec.maxRemovals must be at least 0, got -1
        100%   |
        0      |
        7%     |
        """)
    void aLimitOfRemovalsThatNoPoolHasIsRefused(String limit, @Nullable String told) throws Exception {
        List<String> faults = faults("""
            apiVersion: proxypool.dev/v1alpha1
            kind: ProxyShortCodePool
            metadata: {name: all}
            spec:
              serviceSid: KS00000000000000000000000000000001
              shortCodes: []
              unlisted: Remove
              maxRemovals: %s
            """.formatted(limit));

        assertThat(faults).isEqualTo(told == null ? List.of() : List.of(told));
    }

    @Test
    void nullIsAsGoodAsAbsent() throws Exception {
        assertThat(faults(CODE.replace("reserved: true", "reserved: null\n  drainPeriod: ~")))
                .isEmpty();
        assertThat(faults(CODE.replaceAll("shortCodeSid: .*", "shortCodeSid:")))
                .containsExactly("8:3: ProxyShortCode promo: spec.shortCodeSid is missing");
    }

    @Test
    void allOfADocumentIsToldAtOnce() throws Exception {
        assertThat(faults(CODE.replace("reserved: true", "reservd: true")
                        .replace("name: promo", "name: A")
                        .replace("serviceSid: KS", "serviceSid: ks")))
                .hasSize(3);
    }

    @Test
    void aSecretIsJudgedWithoutTellingWhatIsInIt() throws Exception {
        String secret = """
            apiVersion: v1
            kind: Secret
            metadata: {name: twilio}
            stringdata: {TWILIO_AUTH_TOKEN: canary}
            data:
              TWILIO_API_KEY: canary!
              "a b": Y2FuYXJ5
            stringData: {PIN: 1234}
            """;

        assertThat(faults(secret))
                .containsExactly(
                        "4:1: Secret twilio: unknown field \"stringdata\" (did you mean stringData?)",
                        "6:3: Secret twilio: data.TWILIO_API_KEY must be base64; plain text belongs in stringData",
                        "7:3: Secret twilio: data.a b is no valid key: letters, digits, '-', '_' and '.'",
                        "8:14: Secret twilio: stringData.PIN must be a text: put it in quotes");
    }

    // YAML as kubectl reads it

    @Test
    void anchorsAndMergeKeysAreFollowed() throws Exception {
        String text = """
            apiVersion: proxypool.dev/v1alpha1
            kind: List
            items:
              - &one
                apiVersion: proxypool.dev/v1alpha1
                kind: ProxyShortCode
                metadata: {name: one}
                spec: &spec {serviceSid: KS00000000000000000000000000000001, shortCodeSid: SC00000000000000000000000000000001}
              - <<: *one
                metadata: {name: two}
                spec: {<<: *spec, shortCodeSid: SC00000000000000000000000000000002, reservd: true}
            """;
        var two = ManifestText.documents(text).getLast();

        assertThat(two.content().at("/spec/serviceSid").asText()).startsWith("KS");
        assertThat(two.content().at("/spec/shortCodeSid").asText()).endsWith("2");
        assertThat(two.line()).isEqualTo(9);
        assertThat(two.faults())
                .containsExactly("11:73: ProxyShortCode two: unknown field \"spec.reservd\" (did you mean reserved?)");
    }

    /** As kubectl 1.32 answered, asked for the JSON of the same words. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        y    | true
        Yes  | true
        ON   | true
        n    | false
        off  | false
        ~    | null
        0777 | 511
        0o17 | 15
        0x1F | 31
        0b11 | 3
        08   | 8
        +5   | 5
        1_000 | 1000
        1e3  | 1000
        .5   | 0.5
        12:30 | "12:30"
        2001-01-01 | "2001-01-01"
        "yes" | "yes"
        !!str 12 | "12"
        """)
    void aWordMeansWhatItMeansToKubectl(String word, String json) throws Exception {
        assertThat(content("a: " + word + "\n").path("a").toString()).isEqualTo(json);
    }

    @Test
    void whatBeginsAsJsonMayBeJsonOrYaml() throws Exception {
        assertThat(content("\uFEFF{\"a\":\t{\"b\": 1}}\n").at("/a/b").intValue())
                .isEqualTo(1);
        assertThat(ManifestText.documents("{\"a\": 1}{\"a\": 2}\n\n{\"a\": 3}")).hasSize(3);
        assertThat(content("{a: {b: yes}}\n").at("/a/b").booleanValue()).isTrue();
        assertThat(content("%YAML 1.1\n---\na: |\n  two\n  lines\n...\n")
                        .path("a")
                        .asText())
                .isEqualTo("two\nlines\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        'a: 1\nb: 2\na: 3\n';          f:3:1: the key "a" is there already
        '{"a": 1, "a": 2}';            f:1:13: Duplicate field 'a'
        'a: [\n';                      f:2:1: while parsing a flow node
        '{"a": ]}';                    f:1:7: Unexpected character (']'
        'hello\n';                     f:1:1: a manifest must be a map with apiVersion and kind
        '- a\n- b\n';                  f:1:1: a manifest must be a map with apiVersion and kind
        'a: &a [*a]\n';                f:1:4: an anchor stands for too much, or for itself
        'a: *b\n';                     f:1:4: found undefined alias b
        '<<: 1\n';                     f:1:5: << must stand before a map, or before a list of maps
        '[a]: 1\n';                    f:1:1: a key must be a text
        '? [a]\n: 1\n';                f:1:3: a key must be a text
        """)
    void whatCannotBeReadIsToldWithItsPlaceInOneLine(String text, String told) {
        assertThatExceptionOfType(InvalidManifest.class)
                .isThrownBy(() -> ManifestText.documents(text.replace("\\n", "\n")))
                .satisfies(e -> assertThat(e.in("f")).doesNotContain("\n").isNotBlank());
        assertThat(problem(text.replace("\\n", "\n"))).startsWith(told);
    }

    @Test
    void aFewAnchorsDoNotFillTheMemory() {
        StringBuilder text = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 9; i++) {
            text.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(6)));
        }
        assertThat(problem(text.toString())).isNotBlank();
    }

    private static String problem(String text) {
        try {
            ManifestText.documents(text);
            return "";
        } catch (InvalidManifest e) {
            return e.in("f");
        }
    }

    private static JsonNode content(String text) throws InvalidManifest {
        return ManifestText.documents(text).getFirst().content();
    }

    private static List<String> faults(String text) throws InvalidManifest {
        return ManifestText.documents(text).getFirst().faults();
    }

    private static final String CODE = """
        apiVersion: proxypool.dev/v1alpha1
        kind: ProxyShortCode
        metadata:
          name: promo
          namespace: messaging
        spec:
          serviceSid: KS00000000000000000000000000000001
          shortCodeSid: SC00000000000000000000000000000001
          reserved: true
        """;
}

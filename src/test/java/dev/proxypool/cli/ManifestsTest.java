package dev.proxypool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestsTest {

    @TempDir
    private Path folder;

    @Test
    void aFolderIsReadWithEverythingBelowItAndHiddenFilesAreNot() throws IOException {
        save("promo.yaml", code("promo", "messaging"));
        save("below/deeper/support.yml", code("support", "messaging"));
        save(".git/old.yaml", code("old", "messaging"));
        save("notes.txt", code("notes", "messaging"));

        Manifests manifests = read();

        assertThat(names(manifests)).containsExactly("messaging/support", "messaging/promo");
        assertThat(manifests.problems()).isEmpty();
        assertThat(manifests.files()).isEqualTo(2);
    }

    @Test
    void ofAFileAllDocumentsCountAndOfAListAllItems() throws IOException {
        save("all.yaml", "# nothing\n---\n" + code("promo", "a") + "---\n" + code("promo", "b") + "---\n");
        save("list.json", """
            {"apiVersion": "v1", "kind": "List", "items": [
              {"apiVersion": "proxypool.dev/v1alpha1", "kind": "ProxyShortCode", "metadata": {"name": "one"},
                "spec": {"serviceSid": "KS00000000000000000000000000000001", "shortCodeSid": "SC00000000000000000000000000000001"}},
              {"apiVersion": "proxypool.dev/v1alpha1", "kind": "ProxyShortCodePool", "metadata": {"name": "two"},
                "spec": {"serviceSid": "KS00000000000000000000000000000001", "shortCodes": []}}]}
            """);

        assertThat(names(read())).containsExactly("a/promo", "b/promo", "default/one", "default/two");
    }

    @Test
    void whatEditorsLeaveIsNotRead() throws IOException {
        save("promo.yaml", code("promo", "messaging"));
        save(".promo.yaml.swp", "{");
        save("promo.yaml~", "{");
        save("#promo.yaml#", "{");
        Files.createSymbolicLink(folder.resolve(".#promo.yaml"), Path.of("me@host.1:2"));
        Files.createDirectory(folder.resolve("folder.yaml"));

        assertThat(names(read())).containsExactly("messaging/promo");
        assertThat(read().problems()).isEmpty();
    }

    @Test
    void theInputIsReadWhereAFileIsNamedByADash() throws IOException {
        var input = new ByteArrayInputStream(code("promo", "messaging").getBytes(StandardCharsets.UTF_8));

        assertThat(names(Manifests.read(List.of("-"), "default", input))).containsExactly("messaging/promo");
    }

    @Test
    void whatIsNotForUsIsPassedOverAndTold() throws IOException {
        save("app.yaml", """
            apiVersion: apps/v1
            kind: Deployment
            ---
            apiVersion: apps/v1
            kind: Deployment
            ---
            replicas: 3
            """);

        Manifests manifests = read();

        assertThat(manifests.problems()).isEmpty();
        assertThat(manifests.passedOver())
                .containsExactly(
                        "passed over 2 × Deployment (first: %s:1)".formatted(folder.resolve("app.yaml")),
                        "passed over 1 × documents without a kind (first: %s:7)".formatted(folder.resolve("app.yaml")));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
        reserved: true      | reserved: [            | :10:1: while parsing a flow node
        reserved: true      | reservd: true          | :9:3: ProxyShortCode promo: unknown field "spec.reservd" (did you mean reserved?)
        name: promo         | generateName: promo    | :3:1: ProxyShortCode: metadata.name is missing
        kind: ProxyShortCode| kind: ProxyShortCodes  | :1:1: only ProxyAccount, ProxyShortCodePool, ProxyShortCode, ProxyPhoneNumberPool and ProxyPhoneNumber of proxypool.dev/v1alpha1 are supported, got 'ProxyShortCodes' 'proxypool.dev/v1alpha1'
        dev/v1alpha1        | dev/v1                 | :1:1: only ProxyAccount, ProxyShortCodePool, ProxyShortCode, ProxyPhoneNumberPool and ProxyPhoneNumber of proxypool.dev/v1alpha1 are supported, got 'ProxyShortCode' 'proxypool.dev/v1'
        reserved: true      | serviceSid: twice      | :9:3: the key "serviceSid" is there already
        """)
    void whatIsWrongIsToldWithItsPlace(String right, String wrong, String expected) throws IOException {
        save("promo.yaml", code("promo", "messaging").replace(right, wrong));

        assertThat(read().problems())
                .singleElement()
                .asString()
                .startsWith(folder.resolve("promo.yaml").toString())
                .contains(expected);
    }

    @Test
    void aResourceThatIsDeclaredTwiceIsAMistake() throws IOException {
        save("a.yaml", code("promo", "messaging"));
        save("b.yaml", "---\n" + code("promo", "messaging"));

        assertThat(read().problems())
                .containsExactly("%s:2: ProxyShortCode messaging/promo is declared at %s:1 already"
                        .formatted(folder.resolve("b.yaml"), folder.resolve("a.yaml")));
    }

    @Test
    void whatIsNotThereIsTold() throws IOException {
        Manifests manifests = Manifests.read(
                List.of(folder.resolve("none").toString()), "default", new ByteArrayInputStream(new byte[0]));

        assertThat(manifests.problems()).containsExactly(folder.resolve("none") + ": there is no such file or folder");
    }

    private Manifests read() throws IOException {
        return Manifests.read(List.of(folder.toString()), "default", new ByteArrayInputStream(new byte[0]));
    }

    private static List<String> names(Manifests manifests) {
        return manifests.claimants().stream()
                .map(manifest -> manifest.resource().getMetadata())
                .map(meta -> meta.getNamespace() + "/" + meta.getName())
                .toList();
    }

    private void save(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), text);
    }

    private static String code(String name, String namespace) {
        return """
            apiVersion: proxypool.dev/v1alpha1
            kind: ProxyShortCode
            metadata:
              name: %s
              namespace: %s
            spec:
              serviceSid: KS00000000000000000000000000000001
              shortCodeSid: SC00000000000000000000000000000001
              reserved: true
            """.formatted(name, namespace);
    }
}

package dev.proxypool.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proxypool.api.ApiGroup;
import dev.proxypool.api.MemberStatus;
import dev.proxypool.api.ProxyAccount;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.ProxyShortCodePool;
import dev.proxypool.api.StatusHead;
import dev.proxypool.api.WrittenSpec;
import dev.proxypool.domain.Member;
import dev.proxypool.embedded.EmbeddedKubernetes;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestFolderTest {

    @TempDir
    private Path files;

    private final EmbeddedKubernetes kubernetes = EmbeddedKubernetes.start();
    private final KubernetesClient client = kubernetes.client();
    private final List<String> errors = new ArrayList<>();
    private ManifestFolder folder;

    @BeforeEach
    void openTheFolder() {
        folder = new ManifestFolder(files, client, errors::add);
    }

    @AfterEach
    void stop() {
        kubernetes.close();
    }

    @Test
    void whatIsSavedIsApplied() throws IOException {
        save("promo.yaml", manifest("promo", false));

        folder.sync();

        assertThat(isReserved("promo")).isFalse();
        assertThat(errors).isEmpty();
    }

    @Test
    void whatIsNoFileOrTooLargeIsToldOnceAndChangesNothing() throws IOException {
        save("promo.yaml", manifest("promo", false));
        folder.sync();
        try (RandomAccessFile file =
                new RandomAccessFile(files.resolve("promo.yaml").toFile(), "rw")) {
            file.setLength(1L << 30);
        }
        Files.createDirectory(files.resolve("folder.yaml"));

        folder.sync();
        folder.sync();

        assertThat(names()).containsExactly("promo");
        assertThat(errors)
                .containsExactly(
                        "promo.yaml is not applied: %s is larger than 10 MiB".formatted(files.resolve("promo.yaml")));
    }

    @Test
    void manifestsAreYamlOrJsonAndOfAFileAllOfThem() throws IOException {
        save("two.yml", "---\n" + manifest("promo", false) + "---\n" + manifest("support", true) + "---\n");
        save("one.json", """
            {"apiVersion": "proxypool.dev/v1alpha1", "kind": "ProxyShortCode",
             "metadata": {"name": "alerts", "namespace": "messaging"}, "spec": {"reserved": true,
             "serviceSid": "KS00000000000000000000000000000001", "shortCodeSid": "SC00000000000000000000000000000001"}}
            """);
        save("notes.txt", manifest("notes", false));

        folder.sync();

        assertThat(names()).containsExactlyInAnyOrder("promo", "support", "alerts");
    }

    @Test
    void aManifestWithoutANamespaceGoesToTheDefaultOne() throws IOException {
        save("promo.yaml", manifest("promo", false).replaceAll("(?m)^  namespace: .*\\n", ""));

        folder.sync();

        assertThat(client.resources(ProxyShortCode.class)
                        .inNamespace("default")
                        .withName("promo")
                        .get())
                .isNotNull();
    }

    @Test
    void anEditReachesTheResourceAndLeavesWhatIsNotOfTheManifest() throws IOException {
        save("promo.yaml", manifest("promo", false));
        folder.sync();
        var status = new MemberStatus(
                new StatusHead(1L, List.of(), null, null, null, List.of()),
                null,
                true,
                null,
                Member.Details.NONE,
                null);
        client.resource(get("promo")).edit(there -> {
            there.addFinalizer(ApiGroup.MEMBERSHIP_FINALIZER);
            return there;
        });
        client.resource(get("promo")).editStatus(there -> {
            there.setStatus(status);
            return there;
        });

        save("promo.yaml", manifest("promo", true).replace("metadata:", "metadata:\n  annotations: {note: new}"));
        folder.sync();

        assertThat(isReserved("promo")).isTrue();
        assertThat(get("promo").getMetadata().getAnnotations()).isEqualTo(Map.of("note", "new"));
        assertThat(get("promo").getFinalizers()).containsExactly(ApiGroup.MEMBERSHIP_FINALIZER);
        assertThat(get("promo").getStatus()).isEqualTo(status);
    }

    @Test
    void whatIsNotSavedAnewIsNotAppliedAnew() throws IOException {
        save("promo.yaml", manifest("promo", false));
        folder.sync();
        String version = get("promo").getMetadata().getResourceVersion();

        folder.sync();

        assertThat(get("promo").getMetadata().getResourceVersion()).isEqualTo(version);
    }

    /** As while it drains. An edit of what is being deleted would leave nothing behind when it is gone. */
    @Test
    void whatIsSavedWhileItsResourceIsBeingDeletedIsCreatedAnewWhenThatIsGone() throws IOException {
        save("promo.yaml", manifest("promo", false));
        folder.sync();
        client.resource(get("promo")).edit(there -> {
            there.addFinalizer(ApiGroup.MEMBERSHIP_FINALIZER);
            return there;
        });
        Files.delete(files.resolve("promo.yaml"));
        folder.sync();
        save("promo.yaml", manifest("promo", true));

        folder.sync();
        folder.sync();

        assertThat(isReserved("promo"))
                .as("the last wish counts for what goes too")
                .isTrue();
        assertThat(errors)
                .containsExactly("promo.yaml: messaging/promo is still being deleted; the file is applied again when it"
                        + " is gone");
        client.resource(get("promo")).edit(there -> {
            there.removeFinalizer(ApiGroup.MEMBERSHIP_FINALIZER);
            return there;
        });
        folder.sync();
        assertThat(get("promo").isMarkedForDeletion()).isFalse();
        assertThat(isReserved("promo")).isTrue();
        assertThat(folder.problems()).isEmpty();
    }

    // Of every kind

    private static final String ACCOUNT = """
        apiVersion: v1
        kind: Secret
        metadata: {name: twilio, namespace: messaging}
        data: {TWILIO_AUTH_TOKEN: b2xk}
        ---
        apiVersion: proxypool.dev/v1alpha1
        kind: ProxyAccount
        metadata: {name: twilio, namespace: messaging}
        spec: {accountSid: AC00000000000000000000000000000001, credentialsSecretRef: {name: twilio}}
        ---
        apiVersion: proxypool.dev/v1alpha1
        kind: ProxyShortCodePool
        metadata: {name: twilio, namespace: messaging}
        spec: {serviceSid: KS00000000000000000000000000000001, shortCodes: []}
        """;

    @Test
    void accountsPoolsAndSecretsAreAppliedThoughTheirNamesAreAlike() throws IOException {
        save("account.yaml", ACCOUNT);

        folder.sync();

        assertThat(errors).isEmpty();
        assertThat(spec(ProxyAccount.class).path("accountSid").asText())
                .isEqualTo("AC00000000000000000000000000000001");
        assertThat(spec(ProxyShortCodePool.class).path("serviceSid").asText())
                .isEqualTo("KS00000000000000000000000000000001");
        assertThat(secret().getData()).isEqualTo(Map.of("TWILIO_AUTH_TOKEN", "b2xk"));
    }

    @Test
    void anEditReachesEveryKindAndPlainTextOfASecretIsKeptAsAnApiServerDoes() throws IOException {
        save("account.yaml", ACCOUNT);
        folder.sync();

        save(
                "account.yaml",
                ACCOUNT.replace("data: {TWILIO_AUTH_TOKEN: b2xk}", "stringData: {TWILIO_AUTH_TOKEN: new}")
                        .replace("credentialsSecretRef", "region: ie1, credentialsSecretRef")
                        .replace("shortCodes", "suspend: true, shortCodes"));
        folder.sync();

        assertThat(spec(ProxyAccount.class).path("region").asText()).isEqualTo("ie1");
        assertThat(spec(ProxyShortCodePool.class).path("suspend").booleanValue())
                .isTrue();
        assertThat(secret().getData()).isEqualTo(Map.of("TWILIO_AUTH_TOKEN", "bmV3"));
        assertThat(secret().getStringData()).isNullOrEmpty();
    }

    @Test
    void ofTwoOfANameOnlyTheKindThatIsTakenOutGoes() throws IOException {
        save("account.yaml", ACCOUNT);
        folder.sync();

        save("account.yaml", ACCOUNT.substring(0, ACCOUNT.lastIndexOf("---")));
        folder.sync();

        assertThat(client.resources(ProxyShortCodePool.class)
                        .inAnyNamespace()
                        .list()
                        .getItems())
                .isEmpty();
        assertThat(spec(ProxyAccount.class).path("accountSid").asText())
                .isEqualTo("AC00000000000000000000000000000001");
        assertThat(secret().getData()).isNotEmpty();
    }

    // Going

    @Test
    void whatIsDeletedGoes() throws IOException {
        save("promo.yaml", manifest("promo", false));
        save("support.yaml", manifest("support", false));
        folder.sync();

        Files.delete(files.resolve("promo.yaml"));
        folder.sync();

        assertThat(names()).containsExactly("support");
    }

    @Test
    void whatIsTakenOutOfItsFileGoes() throws IOException {
        save("all.yaml", manifest("promo", false) + "---\n" + manifest("support", false));
        folder.sync();

        save("all.yaml", manifest("support", false));
        folder.sync();

        assertThat(names()).containsExactly("support");
    }

    @ParameterizedTest
    @CsvSource({"b.yaml, a.yaml", "a.yaml, b.yaml"})
    void whatIsInAFileOfAnotherNameNowStays(String before, String after) throws IOException {
        save(before, manifest("promo", false));
        folder.sync();
        String uid = get("promo").getMetadata().getUid();

        Files.move(files.resolve(before), files.resolve(after));
        folder.sync();

        assertThat(get("promo").getMetadata().getUid()).isEqualTo(uid);
    }

    @ParameterizedTest
    @CsvSource({"b.yaml, a.yaml", "a.yaml, b.yaml"})
    void whatMovesFromOneFileToAnotherStays(String before, String after) throws IOException {
        save(before, manifest("promo", false) + "---\n" + manifest("support", false));
        save(after, manifest("alerts", false));
        folder.sync();
        String uid = get("promo").getMetadata().getUid();

        save(before, manifest("support", false));
        save(after, manifest("alerts", false) + "---\n" + manifest("promo", false));
        folder.sync();

        assertThat(get("promo").getMetadata().getUid()).isEqualTo(uid);
    }

    // Nonsense

    @Test
    void aTypingErrorIsToldOnceAndRemovesNothing() throws IOException {
        save("promo.yaml", manifest("promo", false));
        folder.sync();

        save("promo.yaml", "spec: [");
        folder.sync();
        folder.sync();

        assertThat(names()).containsExactly("promo");
        assertThat(errors)
                .singleElement()
                .asString()
                .isEqualTo("promo.yaml:1:8: while parsing a flow node: expected the node content, but found '<stream"
                        + " end>'; the file is not applied");
    }

    /** It took the reservation away, and said that all was well. */
    @Test
    void aMisspeltFieldIsToldWithItsPlaceAndChangesNothing() throws IOException {
        save("promo.yaml", manifest("promo", true));
        folder.sync();

        save("promo.yaml", manifest("promo", true).replace("reserved:", "reservd:"));
        folder.sync();

        assertThat(isReserved("promo")).isTrue();
        assertThat(errors)
                .containsExactly("promo.yaml:9:3: ProxyShortCode promo: unknown field \"spec.reservd\" (did you mean"
                        + " reserved?); the file is not applied");
    }

    @Test
    void whatCannotBeChangedIsToldAndStays() throws IOException {
        save("account.yaml", ACCOUNT);
        folder.sync();

        save("account.yaml", ACCOUNT.replace("serviceSid: KS0", "serviceSid: KS1"));
        folder.sync();

        assertThat(errors)
                .singleElement()
                .asString()
                .startsWith(
                        "account.yaml:14:8: ProxyShortCodePool twilio: spec.serviceSid: serviceSid cannot be changed:");
        assertThat(spec(ProxyShortCodePool.class).path("serviceSid").asText())
                .isEqualTo("KS00000000000000000000000000000001");
    }

    // What else is in a folder

    @Test
    void whatEditorsLeaveIsPassedOverAndWhatIsBelowIsApplied() throws IOException {
        save("promo.yaml", manifest("promo", true));
        save("promo.yaml~", "{");
        save(".promo.yaml.swp", "{");
        Files.createSymbolicLink(files.resolve(".#promo.yaml"), Path.of("me@host.1:2"));
        Files.createDirectories(files.resolve("below/folder.yaml"));
        Files.createDirectory(files.resolve(".git"));
        save(".git/old.yaml", manifest("old", true));
        save("below/support.yaml", manifest("support", true));

        folder.sync();

        assertThat(errors).isEmpty();
        assertThat(names()).containsExactlyInAnyOrder("promo", "support");
    }

    @Test
    void aFolderThatCannotBeReadIsToldOnceAndRemovesNothing() throws IOException {
        save("promo.yaml", manifest("promo", true));
        folder.sync();
        Path elsewhere = files.resolveSibling(files.getFileName() + "-elsewhere");
        Files.move(files, elsewhere);

        folder.sync();
        folder.sync();

        assertThat(errors).containsExactly(files + " cannot be read (NoSuchFileException); nothing is deleted");
        assertThat(names()).containsExactly("promo");
        Files.move(elsewhere, files);
        folder.sync();
        assertThat(names()).containsExactly("promo");
    }

    @Test
    void aFileThatIsMendedIsApplied() throws IOException {
        save("promo.yaml", "spec: [");
        folder.sync();

        save("promo.yaml", manifest("promo", true));
        folder.sync();

        assertThat(isReserved("promo")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        kind: ProxyShortCode     | kind: Secret                | 11:1: only ProxyAccount, ProxyShortCodePool, ProxyShortCode, ProxyPhoneNumberPool and ProxyPhoneNumber of proxypool.dev/v1alpha1 are supported, got 'Secret' 'proxypool.dev/v1alpha1'
        proxypool.dev/v1alpha1   | proxypool.dev/v1            | 11:1: only ProxyAccount, ProxyShortCodePool, ProxyShortCode, ProxyPhoneNumberPool and ProxyPhoneNumber of proxypool.dev/v1alpha1 are supported, got 'ProxyShortCode' 'proxypool.dev/v1'
        name: promo              | generateName: promo         | 13:1: ProxyShortCode: metadata.name is missing
        """)
    void whatIsNotForThisFolderIsToldAndNothingOfItsFileIsApplied(String right, String wrong, String problem)
            throws IOException {
        save(
                "all.yaml",
                manifest("support", false) + "---\n" + manifest("promo", false).replace(right, wrong));

        folder.sync();

        assertThat(errors).containsExactly("all.yaml:%s; the file is not applied".formatted(problem));
        assertThat(names()).isEmpty();
    }

    private void save(String name, String text) throws IOException {
        Files.writeString(files.resolve(name), text);
    }

    private static String manifest(String name, boolean reserved) {
        return """
            apiVersion: proxypool.dev/v1alpha1
            kind: ProxyShortCode
            metadata:
              name: %s
              namespace: messaging
            spec:
              serviceSid: KS00000000000000000000000000000001
              shortCodeSid: SC00000000000000000000000000000001
              reserved: %s
            """.formatted(name, reserved);
    }

    private <R extends CustomResource<WrittenSpec, ?>> JsonNode spec(Class<R> kind) {
        return client.resources(kind)
                .inNamespace("messaging")
                .withName("twilio")
                .require()
                .getSpec()
                .written();
    }

    private Secret secret() {
        return client.secrets().inNamespace("messaging").withName("twilio").require();
    }

    private List<String> names() {
        return client.resources(ProxyShortCode.class).inAnyNamespace().list().getItems().stream()
                .map(resource -> resource.getMetadata().getName())
                .toList();
    }

    private ProxyShortCode get(String name) {
        return client.resources(ProxyShortCode.class)
                .inNamespace("messaging")
                .withName(name)
                .require();
    }

    private boolean isReserved(String name) {
        return get(name).getSpec().written().path("reserved").booleanValue();
    }
}

package dev.proxypool.app;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kubeconfig that leads nowhere is named, and no other cluster is used in its place. */
class KubeconfigTest {

    private static final String ONE = """
        current-context: %s
        clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
        contexts: [{name: a, context: {cluster: c, user: u}}, {name: b, context: {cluster: gone, user: u}},
                   {name: d, context: {cluster: c, user: gone}}, {name: e, context: {cluster: c}}]
        users: [{name: u, user: {token: example}}]
        """;

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void thereIsAClusterToFallBackTo() {
        environment.put("KUBERNETES_SERVICE_HOST", "10.0.0.1");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        environment.put("KUBECONFIG", "/nowhere/config");

        refused(null, "KUBECONFIG names /nowhere/config, which is not there: correct it, or unset it");
        refused("a", "KUBECONFIG names /nowhere/config, which is not there: correct it, or unset it");
    }

    @Test
    void ofSeveralFilesOneIsEnoughAndTheFirstWordCounts() throws IOException {
        Path file = save("one", ONE.formatted("a"));
        Path other = save("other", ONE.formatted("nowhere"));
        environment.put("KUBECONFIG", "/nowhere/config:" + file + ":" + other);

        accepted(null);
        environment.put("KUBECONFIG", other + ":" + file);
        refused(null, "there is no context nowhere in %s:%s; there are: a, b, d, e".formatted(other, file));
    }

    @Test
    void aContextThatIsNotThereIsToldWithTheFileAndTheOthers() throws IOException {
        Path file = save("config", ONE.formatted("nowhere"));
        environment.put("KUBECONFIG", file.toString());

        refused(null, "there is no context nowhere in %s; there are: a, b, d, e".formatted(file));
        refused("x", "there is no context x in %s; there are: a, b, d, e".formatted(file));
        accepted("a");
        accepted("e");
    }

    @Test
    void aContextWithoutItsClusterOrUserIsTold() throws IOException {
        Path file = save("config", ONE.formatted("a"));
        environment.put("KUBECONFIG", file.toString());

        refused("b", "context b in %s names cluster 'gone', which is not there; there are: c".formatted(file));
        refused("d", "context d in %s names user 'gone', which is not there; there are: u".formatted(file));
    }

    @Test
    void aFileThatNamesNoContextIsTold() throws IOException {
        Path file = save("config", ONE.formatted("\"\""));
        environment.put("KUBECONFIG", file.toString());

        refused(
                null,
                "%s has no current-context: kubectl config use-context sets it; there are: a, b, d, e".formatted(file));
    }

    @Test
    void whatIsNoKubeconfigIsNamed() throws IOException {
        Path file = save("config", "{{{");
        environment.put("KUBECONFIG", file.toString());

        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> Kubeconfig.check(environment, folder, null))
                .withMessageStartingWith(file + " is no kubeconfig: ")
                .withMessageNotContaining("\n");
        environment.put("KUBECONFIG", folder.toString());
        refused(null, "KUBECONFIG: %s is not a regular file".formatted(folder));
    }

    @Test
    void withoutAKubeconfigItIsTheClusterThatOneRunsIn() {
        accepted(null);
        refused(
                "a",
                "no cluster is configured: set KUBECONFIG to a kubeconfig; %s/.kube/config is not there"
                        .formatted(folder));

        environment.clear();
        refused(
                null,
                "no cluster is configured: set KUBECONFIG to a kubeconfig; %s/.kube/config is not there"
                        .formatted(folder));
        environment.put("KUBERNETES_MASTER", "https://127.0.0.1:1");
        accepted(null);
    }

    @Test
    void theUsualFileIsCheckedToo() throws IOException {
        Files.createDirectory(folder.resolve(".kube"));
        save(".kube/config", ONE.formatted("a"));
        accepted(null);

        save(".kube/config", ONE.formatted("x"));
        refused(null, "there is no context x in %s/.kube/config; there are: a, b, d, e".formatted(folder));

        save(".kube/config", "apiVersion: v1\nkind: Config\n");
        accepted(null);
    }

    private Path save(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private void accepted(@Nullable String context) {
        assertThatCode(() -> Kubeconfig.check(environment, folder, context)).doesNotThrowAnyException();
    }

    private void refused(@Nullable String context, String told) {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> Kubeconfig.check(environment, folder, context))
                .withMessage(told);
    }
}

package dev.proxypool.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Images are named by digest and actions by commit: no other person can change what a build starts from. */
class SupplyChainTest {

    private static final Path RELEASE = Path.of(".github/workflows/release.yml");
    private static final Pattern BASE_IMAGE = Pattern.compile("(?m)^ARG (?:JDK|BASE)=(\\S+)$");
    private static final Pattern FROM = Pattern.compile("(?m)^FROM (\\S+)");
    private static final Pattern ACTION = Pattern.compile("(?m)^\\s*-? ?uses: (\\S+)");

    @Test
    void theDockerfileNamesItsImagesByDigest() {
        String dockerfile = Pages.text(Path.of("Dockerfile"));

        assertThat(found(BASE_IMAGE, dockerfile)).hasSize(2).allMatch(image -> image.matches(".+@sha256:[0-9a-f]{64}"));
        assertThat(found(FROM, dockerfile)).containsExactly("${JDK}", "${BASE}");
    }

    @Test
    void theWorkflowsNameActionsByCommit() throws IOException {
        try (Stream<Path> workflows = Files.list(Path.of(".github/workflows"))) {
            assertThat(workflows.flatMap(file -> found(ACTION, Pages.text(file)).stream()))
                    .isNotEmpty()
                    .allMatch(action -> action.matches(".+@[0-9a-f]{40}"));
        }
    }

    /** A job that may sign or release starts nothing of the repository, which a change of it could use. */
    @Test
    void whatMaySignRunsNothingOfTheRepository() throws IOException {
        for (JsonNode job : jobs()) {
            JsonNode rights = job.path("permissions");
            String steps = job.path("steps").toString();
            if (rights.path("id-token").asText().equals("write")
                    || rights.path("contents").asText().equals("write")) {
                assertThat(steps).doesNotContain("actions/checkout", "src/", "bin/", "mvn");
            } else {
                assertThat(steps).doesNotContain("cosign", "gh release");
            }
        }
    }

    /** By the list of their checksums, which is signed; what krew's manifest names is built for each of its platforms. */
    @Test
    void everyFileOfTheReleaseIsBuiltListedAndSigned() throws IOException {
        String workflow = Pages.text(RELEASE);
        List<String> built = StreamSupport.stream(jobs().spliterator(), false)
                .flatMap(job -> job.path("strategy").findValuesAsText("platform").stream())
                .toList();

        assertThat(found(Pattern.compile("@SHA256_(\\w+)@"), Pages.text(Path.of("src/build/release/krew.yaml"))))
                .containsExactlyElementsOf(built);
        assertThat(workflow)
                .containsSubsequence(
                        "src/build/cli-archive out",
                        "src/test/cli-archive/run out/*.tar.gz",
                        "src/build/release/files out ",
                        "cosign sign --yes \"$IMAGE\"",
                        "cosign sign --yes \"$CHART\"",
                        "cosign sign-blob --yes --new-bundle-format --bundle out/checksums.txt.sigstore.json",
                        "gh release create \"$GITHUB_REF_NAME\" --verify-tag");
    }

    /** The identity that users are shown is the one that the workflow signs with. */
    @Test
    void thePageThatVerifiesNamesTheWorkflowThatSigns() {
        assertThat(Pages.text(Path.of("docs/verify.md")))
                .contains(
                        "/.github/workflows/" + RELEASE.getFileName() + "@refs/tags/v$version",
                        "--new-bundle-format --bundle checksums.txt.sigstore.json");
        assertThat(RELEASE).exists();
    }

    private static JsonNode jobs() throws IOException {
        return new YAMLMapper().readTree(RELEASE.toFile()).path("jobs");
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }
}

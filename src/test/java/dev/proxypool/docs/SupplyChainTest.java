package dev.proxypool.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Images are named by digest and actions by commit: no other person can change what a build starts from. */
class SupplyChainTest {

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

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }
}

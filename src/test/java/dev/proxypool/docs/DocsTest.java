package dev.proxypool.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Sid;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages for people: what they point at exists, and what they say to copy works. */
class DocsTest {

    private static final Sid.Account ACCOUNT = new Sid.Account("AC00000000000000000000000000000001");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*|#.*");

    static List<Path> pages() throws IOException {
        try (Stream<Path> top = Files.list(Path.of(""));
                Stream<Path> below = Files.walk(Path.of("docs"));
                Stream<Path> chart = Files.walk(Path.of("helm"))) {
            return Stream.of(top, below, chart)
                    .flatMap(paths -> paths)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void thereArePagesToJudge() throws IOException {
        assertThat(pages()).contains(Path.of("README.md"), Path.of("docs", "reasons.md"));
        assertThat(links(Path.of("README.md"))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkWithinTheRepositoryLeadsSomewhere(Path page) throws IOException {
        assertThat(links(page))
                .allSatisfy(link -> assertThat(page.resolveSibling(link.replaceFirst("#.*", "")))
                        .as("the link '%s' in %s", link, page)
                        .exists());
    }

    @Test
    void everyManifestInTheReadmeIsAValidClaim() throws IOException {
        List<String> manifests = FENCE.matcher(Files.readString(Path.of("README.md")))
                .results()
                .filter(fence -> fence.group(1).equals("yaml"))
                .map(fence -> fence.group(2))
                .filter(yaml -> yaml.contains("kind: " + ProxyShortCode.KIND))
                .toList();

        assertThat(manifests)
                .isNotEmpty()
                .map(yaml -> Serialization.unmarshal(yaml, ProxyShortCode.class).toClaim(ACCOUNT, Instant.EPOCH))
                .allSatisfy(claim -> assertThat(claim).isInstanceOf(Claim.Valid.class));
    }

    /** Of the prose: code in a page is no link. */
    private static List<String> links(Path page) throws IOException {
        String prose = FENCE.matcher(Files.readString(page)).replaceAll("").replaceAll("`[^`\\n]*`", "");
        return LINK.matcher(prose)
                .results()
                .map((MatchResult link) -> link.group(1))
                .filter(target -> !ELSEWHERE.matcher(target).matches())
                .toList();
    }
}

package dev.proxypool.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proxypool.api.ProxyAccount;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.ProxyShortCodePool;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Sid;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
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

    /** As GitHub makes them of headings. */
    @ParameterizedTest
    @MethodSource("pages")
    void everyAnchorOfALinkIsAHeading(Path page) throws IOException {
        assertThat(links(page))
                .filteredOn(link -> link.contains(".md#"))
                .allSatisfy(link -> assertThat(anchors(page.resolveSibling(link.replaceFirst("#.*", ""))))
                        .as("the link '%s' in %s", link, page)
                        .contains(link.replaceFirst(".*#", "")));
    }

    private static List<String> anchors(Path page) throws IOException {
        return HEADING.matcher(FENCE.matcher(Files.readString(page)).replaceAll(""))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
                .toList();
    }

    @Test
    void thereAreManifestsToJudge() throws IOException {
        assertThat(manifests(Path.of("README.md"))).isNotEmpty();
        assertThat(manifests(Path.of("docs", "policies.md"))).hasSizeGreaterThan(3);
        assertThat(manifests(Path.of("docs", "accounts.md"))).hasSizeGreaterThan(2);
    }

    /** By the same code that reads them in a cluster; as the whole of a block, so that it can be copied. */
    @ParameterizedTest
    @MethodSource("pages")
    void everyManifestMakesSense(Path page) throws IOException {
        assertThat(manifests(page))
                .allSatisfy(manifest -> assertThat(problems(manifest))
                        .as("%s in %s", manifest, page)
                        .isEmpty());
    }

    private static List<JsonNode> manifests(Path page) throws IOException {
        return FENCE.matcher(Files.readString(page))
                .results()
                .filter(fence -> fence.group(1).equals("yaml"))
                .flatMap(fence -> Arrays.stream(fence.group(2).split("(?m)^---$")))
                .map(DocsTest::yaml)
                .toList();
    }

    private static List<String> problems(JsonNode manifest) {
        return switch (manifest.path("kind").asText()) {
            case ProxyShortCode.KIND ->
                switch (read(manifest, ProxyShortCode.class).toClaim(ACCOUNT, Instant.EPOCH)) {
                    case Claim.Valid _ -> List.of();
                    case Claim.Invalid invalid -> invalid.problems();
                };
            case ProxyShortCodePool.KIND ->
                read(manifest, ProxyShortCodePool.class)
                        .toClaims(ACCOUNT, Instant.EPOCH)
                        .problems();
            case ProxyAccount.KIND ->
                read(manifest, ProxyAccount.class).settings().problems();
            default -> List.of();
        };
    }

    private static <R> R read(JsonNode manifest, Class<R> kind) {
        return Serialization.jsonMapper().convertValue(manifest, kind);
    }

    private static JsonNode yaml(String text) {
        try {
            return Serialization.yamlMapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError("no YAML: " + text, e);
        }
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

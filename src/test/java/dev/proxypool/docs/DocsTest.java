package dev.proxypool.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proxypool.api.Claimant;
import dev.proxypool.api.ProxyAccount;
import dev.proxypool.api.ResourceKind;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Sid;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages for people: what they point at exists, and what they say to copy works. */
class DocsTest {

    private static final Sid.Account ACCOUNT = new Sid.Account("AC00000000000000000000000000000001");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");

    static List<Path> pages() {
        return Pages.all();
    }

    @Test
    void thereArePagesToJudge() {
        assertThat(pages()).contains(Path.of("README.md"), Path.of("docs", "reasons.md"));
        assertThat(links(Path.of("README.md"))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkWithinTheRepositoryLeadsSomewhere(Path page) {
        assertThat(links(page))
                .allSatisfy(link -> assertThat(target(page, link))
                        .as("the link '%s' in %s", link, page)
                        .exists());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyAnchorOfALinkIsAHeading(Path page) {
        assertThat(links(page))
                .filteredOn(link -> link.matches("(.*\\.md)?#.*"))
                .allSatisfy(link -> assertThat(anchors(target(page, link)))
                        .as("the link '%s' in %s", link, page)
                        .contains(link.replaceFirst(".*#", "")));
    }

    /** From the README, over links alone. */
    @Test
    void everyPageIsFoundByWhoeverReadsOn() {
        Set<Path> found = new TreeSet<>();
        readOn(Path.of("README.md"), found);

        assertThat(found)
                .containsAll(pages().stream()
                        .filter(page -> !page.startsWith(".github"))
                        .toList());
    }

    private static void readOn(Path page, Set<Path> found) {
        if (found.add(page)) {
            links(page).stream()
                    .map(link -> target(page, link).normalize())
                    .filter(next -> next.toString().endsWith(".md"))
                    .forEach(next -> readOn(next, found));
        }
    }

    private static Path target(Path page, String link) {
        String file = link.replaceFirst("#.*", "");
        return file.isEmpty() ? page : page.resolveSibling(file);
    }

    /** As GitHub makes them of headings. */
    private static List<String> anchors(Path page) {
        return HEADING.matcher(Pages.prose(page))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
                .toList();
    }

    @Test
    void thereAreManifestsToJudge() {
        assertThat(Pages.manifests(Path.of("README.md"))).isNotEmpty();
        assertThat(Pages.manifests(Path.of("docs", "policies.md"))).hasSizeGreaterThan(3);
        assertThat(Pages.manifests(Path.of("docs", "accounts.md"))).hasSizeGreaterThan(2);
    }

    /** By the same code that reads them in a cluster; as the whole of a block, so that it can be copied. */
    @ParameterizedTest
    @MethodSource("pages")
    void everyManifestMakesSense(Path page) {
        assertThat(Pages.manifests(page))
                .allSatisfy(manifest -> assertThat(problems(yaml(manifest)))
                        .as("%s in %s", manifest, page)
                        .isEmpty());
    }

    /** The chart, the pages and the tests of a release. */
    @Test
    void theChangelogKnowsTheVersion() throws IOException {
        String version = Files.readString(Path.of("helm", "proxypool", "Chart.yaml"))
                .lines()
                .filter(line -> line.startsWith("version: "))
                .map(line -> line.substring("version: ".length()))
                .collect(Collectors.joining());

        assertThat(Files.readString(Path.of("CHANGELOG.md"))).contains("\n## " + version);
    }

    private static List<String> problems(JsonNode manifest) {
        return ResourceKind.named(manifest.path("kind").asText())
                .map(kind -> problems(Serialization.jsonMapper().convertValue(manifest, kind.type())))
                .orElse(List.of());
    }

    private static List<String> problems(Object resource) {
        return resource instanceof ProxyAccount account
                ? account.settings().problems()
                : ((Claimant<?>) resource)
                        .toClaims(AccountUse.own(ACCOUNT), Instant.EPOCH)
                        .problems();
    }

    private static JsonNode yaml(String text) {
        try {
            return Serialization.yamlMapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError("no YAML: " + text, e);
        }
    }

    /** Of the prose: code in a page is no link. */
    private static List<String> links(Path page) {
        return LINK.matcher(Pages.prose(page).replaceAll("`[^`\\n]*`", ""))
                .results()
                .map((MatchResult link) -> link.group(1))
                .filter(target -> !ELSEWHERE.matcher(target).matches())
                .toList();
    }
}

package dev.proxypool.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import dev.proxypool.docs.Pages;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the deletion of a definition does to the pools is said on one page, as the operator does it; all others lead there. */
final class DeletedDefinitionTest {

    private static final Path PAGE = Path.of("docs", "policies.md");
    private static final String ANCHOR = "policies.md#when-a-definition-is-deleted";
    private static final String STAYS = "no member leaves its pool";

    /** Left out: decisions and releases of the past, and what is for those who build and test. */
    static List<Path> texts() {
        return Stream.concat(
                        Pages.all().stream(), Stream.of(Chart.file("values.yaml"), Chart.file("templates/NOTES.txt")))
                .filter(page -> !page.equals(PAGE) && !page.startsWith("docs/adr"))
                .filter(page -> !page.endsWith("CHANGELOG.md") && !page.endsWith("CONTRIBUTING.md"))
                .toList();
    }

    /** {@code DefinitionTest} of {@code reconcile} and the stories on a real cluster show that it is so. */
    @Test
    void onePageSaysIt() {
        assertThat(Pages.text(PAGE))
                .contains("\n## When a definition is deleted\n")
                .containsOnlyOnce(STAYS);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void everyOtherLeadsThere(Path text) {
        assertThat(paragraphs(Pages.prose(text)))
                .filteredOn(DeletedDefinitionTest::isAboutIt)
                .allSatisfy(paragraph -> assertThat(paragraph).contains(ANCHOR));
    }

    @Test
    void thereAreTextsToJudge() {
        assertThat(texts().stream()
                        .filter(text -> paragraphs(Pages.prose(text)).anyMatch(DeletedDefinitionTest::isAboutIt)))
                .contains(
                        Path.of("docs", "install.md"),
                        Path.of("docs", "security.md"),
                        Chart.file("README.md"),
                        Chart.file("values.yaml"),
                        Chart.file("templates/NOTES.txt"));
    }

    @ParameterizedTest
    @CsvSource({"true, true, false", "true, false, true", "false, true, true"})
    void theNotesSaySoWhereTheDefinitionsMayGo(boolean enabled, boolean keep, boolean told) {
        InstallCommand install =
                notes().set("crds.enabled", String.valueOf(enabled)).set("crds.keep", String.valueOf(keep));

        String everywhere = install.call().getOutput();
        String somewhere = install.set("watchNamespaces[0]", "one").call().getOutput();

        assertThat(Stream.of(everywhere, somewhere)).allSatisfy(notes -> {
            assertThat(notes.contains(ANCHOR)).isEqualTo(told);
            assertThat(notes.contains(STAYS)).isEqualTo(told);
        });
        assertThat(Chart.objects(Chart.template(), ClusterRole.class))
                .as("the right to see a definition")
                .anySatisfy(role -> assertThat(role.getRules())
                        .anySatisfy(rule -> assertThat(rule.getResources()).contains("customresourcedefinitions")));
        assertThat(Chart.objects(Chart.template().set("watchNamespaces[0]", "one"), ClusterRole.class))
                .isEmpty();
    }

    private static InstallCommand notes() {
        return new Helm(Chart.FOLDER)
                .install()
                .clientOnly()
                .dryRun()
                .withName("pools")
                .withNamespace(Chart.NAMESPACE)
                .withKubeVersion(Chart.NEWEST_KUBERNETES);
    }

    /** A row, an entry of a list, or what stands between blank lines. */
    private static Stream<String> paragraphs(String text) {
        return Stream.of(text.split("\n(?=\\s*\n|\\||- |\\d\\. |\\s*#|\\s*\\w+:)"));
    }

    private static boolean isAboutIt(String paragraph) {
        String said = paragraph.toLowerCase(Locale.ROOT);
        return said.matches("(?s).*\\b(definitions?|crds?)\\b.*") && said.matches("(?s).*(delet|would become).*");
    }
}

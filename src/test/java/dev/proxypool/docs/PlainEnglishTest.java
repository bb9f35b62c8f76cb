package dev.proxypool.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages, and the messages and comments of the program, name the actor and use the field's words. A {@link Source} is
 * a text and where it is from.
 */
class PlainEnglishTest {

    /** What is written instead is in CONTRIBUTING, under Language. Whole words, in any case of letters. */
    private static final List<String> NOT_PLAIN = List.of(
            // The actor has a name: the operator, the user, another writer, Twilio, the API server.
            "whoever",
            "somebody",
            "someone",
            "nobody",
            "anybody",
            "everybody",
            "behind its back",
            "behind our back",
            // A program is it, and a person they.
            "he",
            "him",
            "his",
            "himself",
            "she",
            "her",
            // Report, show or say.
            "tell",
            "tells",
            "told",
            "telling",
            // Fix.
            "mend",
            "mends",
            "mended",
            "mending",
            // With exponential backoff.
            "ever more slowly",
            // Release.
            "let go of",
            "lets go",
            "letting go",
            // Treat as.
            "take for",
            "takes for",
            "taken for",
            "takes it for",
            "takes each for",
            // A poll, or to read.
            "a look",
            "each look",
            "last look",
            "next look",
            "old look",
            "fresh look",
            "looks are",
            "is looked at",
            "are looked at",
            // Leader and standby.
            "stands by",
            "the one that works",
            // Must.
            "has to be",
            "have to be",
            "sees to that");

    private static final Pattern WORDS = Pattern.compile(
            "\\b(?:" + String.join("|", NOT_PLAIN).replace(" ", "\\s+") + ")\\b", Pattern.CASE_INSENSITIVE);

    /** What is not prose of ours: quotations in back-ticks, where a link leads, generated figures, and comments. */
    private static final Pattern NOT_PROSE =
            Pattern.compile("`[^`\\n]*`|(?<=\\])\\([^)\\s]+\\)|(?s:<!-- figures: .*?<!-- end -->)|(?s:<!--.*?-->)");

    /** Written at each release, and not rewritten afterwards. */
    private static final List<Path> OF_THE_PAST = List.of(Path.of("CHANGELOG.md"));

    /** What the program says: in conditions, events, logs, on the command line, and to its developers. */
    private static final Path PROGRAM = Path.of("src", "main", "java");

    /** @param text prose only */
    private record Source(String name, String text) {

        static Source of(Path page) {
            return new Source(
                    page.toString(), NOT_PROSE.matcher(Pages.prose(page)).replaceAll(""));
        }

        static Source ofJava(Path source) {
            return new Source(source.toString(), ProgramTexts.literals(Pages.text(source)));
        }

        static Source ofComments(Path source) {
            return new Source("comments of " + source, ProgramTexts.comments(Pages.text(source)));
        }

        static Source ofDefinition(Path definition) {
            return new Source(definition.toString(), ProgramTexts.ofDefinition(Pages.text(definition)));
        }

        static Source ofChart(Path file) {
            return new Source(file.toString(), ProgramTexts.ofChart(file, Pages.text(file)));
        }

        List<String> notPlain() {
            return WORDS.matcher(text)
                    .results()
                    .map(found -> line(found) + ": " + found.group().toLowerCase(Locale.ROOT))
                    .toList();
        }

        /** The line that has it, to find it by. */
        private String line(MatchResult found) {
            int begin = text.lastIndexOf('\n', found.start()) + 1;
            int end = text.indexOf('\n', found.end());
            return text.substring(begin, end < 0 ? text.length() : end).strip();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** All that is judged: what else people read is added here. */
    static Stream<Source> sources() {
        return Stream.of(
                        pages().map(Source::of),
                        ProgramTexts.sources(PROGRAM).stream().map(Source::ofJava),
                        ProgramTexts.sources(PROGRAM).stream().map(Source::ofComments),
                        ProgramTexts.definitions().stream().map(Source::ofDefinition),
                        ProgramTexts.chart().stream().map(Source::ofChart))
                .flatMap(sources -> sources);
    }

    private static Stream<Path> pages() {
        return Pages.all().stream().filter(page -> !OF_THE_PAST.contains(page));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void noSentenceHasAWordThatIsNotPlain(Source source) {
        assertThat(source.notPlain()).isEmpty();
    }

    @Test
    void itSeesASentenceThatIsNotPlain() {
        assertThat(notPlain("Nobody can\nmend it; he lets\ngo.")).hasSize(4);
        assertThat(notPlain("It is tried again ever more\nslowly.")).hasSize(1);
        assertThat(notPlain("The message tells it.")).containsExactly("The message tells it.: tells");
    }

    @Test
    void itLeavesPlainSentencesAlone() {
        assertThat(notPlain("The operator recommends this; there it amends the rest."))
                .isEmpty();
        assertThat(notPlain("When the pool is full, the others wait.")).isEmpty();
    }

    @Test
    void thereArePagesAndMessagesToJudge() {
        assertThat(pages())
                .contains(Path.of("README.md"), Path.of("docs", "reasons.md"), Path.of("docs", "adr", "README.md"))
                .doesNotContain(Path.of("CHANGELOG.md"));
        assertThat(sources())
                .extracting(Source::name)
                .contains(
                        "src/main/java/dev/proxypool/status/Finding.java",
                        "src/main/java/dev/proxypool/api/SpecReader.java",
                        "comments of src/main/java/dev/proxypool/plan/Planner.java",
                        "crds/proxyshortcodes.proxypool.dev.yaml",
                        "helm/proxypool/files/alerts.yaml",
                        "helm/proxypool/files/dashboard.json");
        assertThat(ProgramTexts.chart())
                .allSatisfy(file -> assertThat(ProgramTexts.ofChart(file, Pages.text(file)))
                        .as("the texts of %s", file)
                        .hasSizeGreaterThan(500));
    }

    @Test
    void theLiteralsOfASourceAreJudgedAndNotItsComments() {
        String java = """
            /** Nobody "reads" this. */
            String one = "the \\"code\\" is "
                    + "taken for another"; // told
            char quote = '"';
            String page = \"""
                Somebody
                \""";
            """;

        assertThat(ProgramTexts.literals(java).lines().map(String::strip))
                .containsExactly("the \\\"code\\\" is taken for another", "", "Somebody", "");
    }

    @Test
    void theCommentsOfASourceAreJudgedWithoutItsCode() {
        String java = """
            /** Nobody\n * knows {@code told}. */
            String url = "https://told.example.com";
            int one; // told
            """;

        assertThat(ProgramTexts.comments(java).lines()).containsExactly("Nobody", "knows . */", "told");
        assertThat(notPlain(ProgramTexts.comments("/** She lets\n * go. */"))).hasSize(2);
    }

    @Test
    void theTextsOfADefinitionAreJudgedAndNotItsComments() {
        String yaml = """
            # nobody
            properties:
              message:
                description: One.
              x-kubernetes-validations:
                - message: "two"
            """;

        assertThat(ProgramTexts.ofDefinition(yaml)).isEqualTo("One.\ntwo");
    }

    private static List<String> notPlain(String text) {
        return new Source("an example", text).notPlain();
    }
}

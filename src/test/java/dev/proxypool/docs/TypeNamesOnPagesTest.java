package dev.proxypool.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.status.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages for developers name types in back-ticks; each of them exists, so that a rename cannot leave a page behind. */
class TypeNamesOnPagesTest {

    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|record|enum) ([A-Z]\\w+)");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");

    /** A type, perhaps with its package before it and a member behind it. */
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z]+/)?([A-Z][a-z]\\w*)(?:\\.[A-Z]\\w*)*(?:\\.[a-z]\\w*(?:\\(.*\\))?)?");

    /** Names of other projects, of the JDK and of Kubernetes, and values of fields. */
    private static final Set<String> OF_OTHERS = Set.of(
            "Always",
            "ClusterIssuer",
            "ClusterSecretStore",
            "Drain",
            "Events",
            "Issuer",
            "LeftAlone",
            "NoClassDefFoundError",
            "InstantSource",
            "Manage",
            "Namespace",
            "Never",
            "Observe",
            "Optional",
            "Orphan",
            "ProviderConfig",
            "RateLimiter",
            "Ready",
            "Reconciling",
            "Recreate",
            "ReferenceGrant",
            "RemoteVerified",
            "Remove",
            "RollingUpdate",
            "Secret",
            "Stalled",
            "Suspended",
            "Unreserved");

    /** Names that no type may have, as CONTRIBUTING says. */
    private static final Set<String> BANNED = Set.of("Helper", "Impl", "Manager", "Utils");

    private static final Set<String> KNOWN = known();

    static List<Path> pages() throws IOException {
        try (Stream<Path> decisions = Files.list(Path.of("docs", "adr"))) {
            return Stream.concat(Stream.of(Path.of("ARCHITECTURE.md"), Path.of("CONTRIBUTING.md")), decisions)
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyTypeExists(Path page) {
        assertThat(namesOn(read(page)))
                .as("%s", page)
                .filteredOn(name -> !KNOWN.contains(name))
                .isEmpty();
    }

    @Test
    void itSeesATypeThatIsGone() {
        assertThat(namesOn("asks `reconcile/Diary` and `Governor.ask`")).containsExactly("Diary", "Governor");
        assertThat(KNOWN).contains("Governor").doesNotContain("Diary");
    }

    private static Set<String> namesOn(String page) {
        return CODE.matcher(page)
                .results()
                .map(code -> NAME.matcher(code.group(1)))
                .filter(Matcher::matches)
                .map(MatchResult::group)
                .map(name -> name.replaceFirst(NAME.pattern(), "$1"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> known() {
        Set<String> known = new TreeSet<>(OF_OTHERS);
        known.addAll(BANNED);
        Arrays.stream(Reason.values()).map(Reason::word).forEach(known::add);
        try (Stream<Path> files = Stream.of(Path.of("src"), Path.of("bench")).flatMap(TypeNamesOnPagesTest::java)) {
            files.forEach(file -> TYPE.matcher(read(file)).results().forEach(type -> known.add(type.group(1))));
        }
        return known;
    }

    private static Stream<Path> java(Path folder) {
        try {
            return Files.walk(folder).filter(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

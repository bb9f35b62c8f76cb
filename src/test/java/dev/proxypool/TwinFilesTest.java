package dev.proxypool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A further kind costs an adapter, not a copy: no two files of the main code are much alike once the words for the kinds
 * are the same in both. What they share is the longest common subsequence of their lines, without imports, comments,
 * lines that only close something, and the signatures of methods that implement an interface: those must be the same.
 */
class TwinFilesTest {

    /** Of the lines of both files together. */
    private static final double ALIKE_AT_MOST = 0.25;

    /** A record of three lines is like any other. */
    private static final int SHORTEST = 20;

    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);
    private static final Pattern KIND = Pattern.compile(
            "Proxy(ShortCode|PhoneNumber|Account)(Pool)?|([Ss]hortCode|[Pp]honeNumber|[Mm]ember|[Pp]ool|[Cc]ode|[Nn]umber)s?");
    private static final Pattern PRESCRIBED = Pattern.compile("@Override\\s*\\n[^{;]*[{;]");
    private static final Pattern IDLE = Pattern.compile("(import|package) .*|[)}\\]];?|\\}?\\);?|");

    private record Source(String name, List<String> lines, Map<String, Integer> counts) {
        static Source of(Path file) throws IOException {
            String code = COMMENT.matcher(Files.readString(file)).replaceAll("");
            String text = PRESCRIBED.matcher(code).replaceAll("");
            List<String> lines = text.lines()
                    .map(line -> KIND.matcher(line.strip()).replaceAll("K"))
                    .filter(line -> !IDLE.matcher(line).matches())
                    .toList();
            Map<String, Integer> counts = new HashMap<>();
            lines.forEach(line -> counts.merge(line, 1, Integer::sum));
            return new Source(file.getFileName().toString(), lines, counts);
        }

        /** Of all lines of both, those that stand in both in the same order. */
        double likeness(Source other) {
            double all = lines.size() + other.lines.size();
            // No more lines can be common in order than without any order, which is found much faster.
            int common = counts.entrySet().stream()
                    .mapToInt(line -> Math.min(line.getValue(), other.counts.getOrDefault(line.getKey(), 0)))
                    .sum();
            return 2 * common / all <= ALIKE_AT_MOST ? 0 : 2 * commonInOrder(other) / all;
        }

        private int commonInOrder(Source other) {
            int[] before = new int[other.lines.size() + 1];
            for (String line : lines) {
                int[] now = new int[before.length];
                for (int i = 1; i < now.length; i++) {
                    now[i] = line.equals(other.lines.get(i - 1)) ? before[i - 1] + 1 : Math.max(before[i], now[i - 1]);
                }
                before = now;
            }
            return before[before.length - 1];
        }
    }

    @Test
    void noTwoFilesAreMuchAlike() throws IOException {
        List<Source> sources = sources();
        List<String> twins = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            for (Source other : sources.subList(i + 1, sources.size())) {
                double likeness = sources.get(i).likeness(other);
                if (likeness > ALIKE_AT_MOST) {
                    twins.add("%s and %s: %.0f %%".formatted(sources.get(i).name(), other.name(), 100 * likeness));
                }
            }
        }
        assertThat(sources).hasSizeGreaterThan(150);
        assertThat(twins).isEmpty();
    }

    /** The measure itself: a copy with the words of another kind is the same. */
    @Test
    void aCopyForAnotherKindIsSeen() throws IOException {
        Source codes = Source.of(Path.of("src/main/java/dev/proxypool/api/MemberClaimReader.java"));
        Source copy = new Source("copy", codes.lines(), codes.counts());

        assertThat(codes.likeness(copy)).isEqualTo(1);
        assertThat(KIND.matcher("ProxyPhoneNumberPool of(PhoneNumber number)").replaceAll("K"))
                .isEqualTo(KIND.matcher("ProxyShortCodePool of(ShortCode code)").replaceAll("K"));
    }

    private static List<Source> sources() throws IOException {
        List<Source> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                Source source = Source.of(file);
                if (source.lines().size() >= SHORTEST) {
                    sources.add(source);
                }
            }
        }
        return sources;
    }
}

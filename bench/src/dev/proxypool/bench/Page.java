package dev.proxypool.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page of figures and its picture. The words are written by hand; what is between {@code <!-- figures: NAME -->} and
 * {@code <!-- end -->} comes from the results, so that no figure is typed.
 */
final class Page {
    static final Path PAGE = Path.of("docs", "benchmarks.md");
    static final Path PICTURE = Path.of("docs", "benchmarks.svg");

    private static final String SIZE = "2-cores";
    private static final Pattern FIGURES = Pattern.compile("(?s)(<!-- figures: (\\S+) -->\n).*?(<!-- end -->)");

    private Page() {}

    static void write() {
        try {
            Files.writeString(PAGE, withFigures(Files.readString(PAGE)));
            Files.writeString(PICTURE, picture());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String withFigures(String page) {
        return FIGURES.matcher(page)
                .replaceAll(place -> Matcher.quoteReplacement(place.group(1) + figures(place) + "\n" + place.group(3)));
    }

    static String picture() {
        return Result.of(SIZE, Scenario.STEADY)
                .map(result -> Graph.of(result.rows()))
                .orElseThrow(() -> new IllegalStateException("first measure: bench/run steady"));
    }

    private static String figures(MatchResult place) {
        return switch (place.group(2)) {
            case "targets" -> targets();
            case "machine" -> machine();
            default ->
                Result.of(SIZE, Scenario.of(place.group(2)))
                        .map(result -> Table.markdown(result.rows()))
                        .orElse("Not measured on a machine of this size yet.");
        };
    }

    private static String targets() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Result result : results()) {
            for (Measured.Verdict verdict : result.verdicts()) {
                rows.add(Measured.row(
                        "Target",
                        verdict.target(),
                        "Measured",
                        verdict.value(),
                        "Met",
                        verdict.met() ? "yes" : "**no**",
                        "Scenario",
                        "`" + result.scenario() + "`"));
            }
        }
        return Table.markdown(rows);
    }

    private static List<Result> results() {
        return Arrays.stream(Scenario.values())
                .flatMap(scenario -> Result.of(SIZE, scenario).stream())
                .toList();
    }

    /** That of the runs, and how busy it was before each: others may have used it too. */
    private static String machine() {
        List<Result> results = results();
        Machine machine = results.getFirst().machine();
        double least =
                results.stream().mapToDouble(r -> r.machine().load()).min().orElseThrow();
        double most =
                results.stream().mapToDouble(r -> r.machine().load()).max().orElseThrow();
        return String.format(
                Locale.ROOT,
                "%d cores (%s), %d GiB; Java %s. Load of the minute before a scenario: %.1f to %.1f.",
                machine.cores(),
                machine.processor(),
                machine.memoryGiB(),
                machine.java(),
                least,
                most);
    }
}

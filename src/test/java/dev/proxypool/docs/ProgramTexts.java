package dev.proxypool.docs;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What people read of the program: the string literals and the comments of its sources, and the texts of its definitions.
 */
final class ProgramTexts {

    private static final String LITERAL = "\"\"\".*?\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"";
    private static final Pattern COMMENT_OR_LITERAL =
            Pattern.compile("(?s://[^\\n]*|/\\*.*?\\*/|'(?:\\\\.|[^'\\\\])'|" + LITERAL + ")");

    /** Names of code in a comment, and what begins its lines. */
    private static final Pattern NOT_PROSE = Pattern.compile("\\{@\\w+ [^}]*}|(?m:^\\s*(?:/\\*\\*|\\*/?|//) ?)");

    private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");

    private ProgramTexts() {}

    /** The literals of a Java source, one a line; those that the source joins are one. */
    static String literals(String java) {
        return COMMENT_OR_LITERAL
                .matcher(JOINED.matcher(java).replaceAll(""))
                .results()
                .map(found -> found.group())
                .filter(found -> found.startsWith("\""))
                .map(found -> found.replaceAll("^\"+|\"+$", ""))
                .collect(Collectors.joining("\n"));
    }

    /** The comments of a Java source, without the names of code in them. */
    static String comments(String java) {
        return COMMENT_OR_LITERAL
                .matcher(java)
                .results()
                .map(found -> found.group())
                .filter(found -> found.startsWith("/"))
                .map(found -> NOT_PROSE.matcher(found).replaceAll(""))
                .collect(Collectors.joining("\n"));
    }

    /** All below a folder, or the one source. */
    static List<Path> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The definitions of the kinds. */
    static List<Path> definitions() {
        try (Stream<Path> files = Files.list(Path.of("crds"))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files of the chart with texts for people besides its page. */
    static List<Path> chart() {
        Path chart = Path.of("helm", "proxypool");
        return List.of(
                chart.resolve("files/alerts.yaml"),
                chart.resolve("files/dashboard.json"),
                chart.resolve("templates/NOTES.txt"),
                chart.resolve("templates/_refusals.tpl"));
    }

    /** What alerts and panels say, or what a template prints. */
    static String ofChart(Path file, String text) {
        return switch (file.getFileName().toString()) {
            case "NOTES.txt" -> text.replaceAll("(?s)\\{\\{.*?}}", "");
            case "_refusals.tpl" -> literals(text);
            default -> texts(Serialization.unmarshal(text, JsonNode.class), "summary", "description", "title");
        };
    }

    /** The descriptions of a definition and the messages of its rules, one a line. */
    static String ofDefinition(String yaml) {
        JsonNode definition = Serialization.unmarshal(yaml, JsonNode.class);
        return texts(definition, "description", "message");
    }

    private static String texts(JsonNode tree, String... names) {
        return Stream.of(names)
                .flatMap(name -> tree.findValues(name).stream())
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .collect(Collectors.joining("\n"));
    }
}

package dev.proxypool.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** All pages of the repository, and what they are made of: prose, code in it, and blocks to copy. */
public final class Pages {

    private static final Pattern FENCE = Pattern.compile("(?ms)^ *```(\\w*)\\n(.*?)^ *```");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]*)`");

    private Pages() {}

    public static List<Path> all() {
        return Stream.of(
                        top(),
                        below(Path.of("docs")),
                        below(Path.of("helm")),
                        below(Path.of("bench")),
                        below(Path.of(".github")))
                .flatMap(List::stream)
                .filter(path -> path.toString().endsWith(".md"))
                .sorted()
                .toList();
    }

    private static List<Path> top() {
        try (Stream<Path> files = Files.list(Path.of(""))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The blocks in a language, such as {@code yaml}, in their order. */
    public static List<String> blocks(Path page, String language) {
        return FENCE.matcher(text(page))
                .results()
                .filter(fence -> fence.group(1).equals(language))
                .map(fence -> fence.group(2))
                .toList();
    }

    /** The documents of all YAML blocks. */
    public static List<String> manifests(Path page) {
        return blocks(page, "yaml").stream()
                .flatMap(block -> Stream.of(block.split("(?m)^---$")))
                .toList();
    }

    /** Without the blocks. */
    public static String prose(Path page) {
        return FENCE.matcher(text(page)).replaceAll("");
    }

    /** The words in the prose that are set as code. */
    public static List<String> code(Path page) {
        return CODE.matcher(prose(page)).results().map(found -> found.group(1)).toList();
    }

    /** What a person may copy: the lines of all shell blocks, continued ones as one, and the words set as code. */
    public static List<String> commands(Path page) {
        Stream<String> lines = blocks(page, "sh").stream()
                .flatMap(block -> block.replaceAll("\\\\\\n *", "").lines());
        return Stream.concat(lines, code(page).stream()).toList();
    }
}

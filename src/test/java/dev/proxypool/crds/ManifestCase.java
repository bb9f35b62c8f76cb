package dev.proxypool.crds;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One file of {@code src/test/resources/crds/}. Two documents are an update: the first is what was there. A bad one begins
 * with the line {@code # expect: <part of a current API server's answer>}.
 *
 * @param expected null if the manifest is good
 * @param before null if the manifest is created
 */
record ManifestCase(
        String name, @Nullable String expected, @Nullable JsonNode before, JsonNode after) {

    private static final Path FOLDER = Path.of("src/test/resources/crds");
    private static final Pattern NAME = Pattern.compile("(valid|invalid)-[a-z0-9-]+\\.yaml");
    private static final String EXPECT = "# expect: ";

    /** Every entry of the folder; one that is no case is an error, lest it be thought to be tested. */
    static List<ManifestCase> all() {
        return Yaml.entries(FOLDER).stream().map(ManifestCase::read).toList();
    }

    static ManifestCase named(String name) {
        return read(FOLDER.resolve(name + ".yaml"));
    }

    Optional<String> refusal() {
        return Optional.ofNullable(expected);
    }

    @Override
    public String toString() {
        return name;
    }

    private static ManifestCase read(Path file) {
        String fileName = file.getFileName().toString();
        require(NAME.matcher(fileName).matches(), file, "its name is valid-… or invalid-… with the ending .yaml");
        List<JsonNode> documents = Yaml.documents(file);
        require(documents.size() == 1 || documents.size() == 2, file, "it holds one manifest, or two for an update");
        String first = firstLine(file);
        String expected = first.startsWith(EXPECT) ? first.substring(EXPECT.length()) : null;
        require(
                fileName.startsWith("invalid-") == (expected != null),
                file,
                "bad ones, and only they, begin with the line '" + EXPECT + "…'");
        return new ManifestCase(
                fileName.replace(".yaml", ""),
                expected,
                documents.size() == 2 ? documents.getFirst() : null,
                documents.getLast());
    }

    private static String firstLine(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void require(boolean holds, Path file, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(file + " is not a case: " + rule);
        }
    }
}

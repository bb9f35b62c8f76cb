package dev.proxypool.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of the chart's README, made from {@code values.yaml}: key, default, and the comment above it. */
final class ValuesPage {

    private static final String BEGIN = "<!-- values: written by ValuesTest from values.yaml -->\n";
    private static final String END = "<!-- end of values -->\n";
    private static final Pattern LINE = Pattern.compile("^( *)(?:# ?(.*)|([A-Za-z]+):.*)$");

    record Row(String key, String about) {}

    private ValuesPage() {}

    static String withTable(String page) {
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        return page.substring(0, begin) + table() + page.substring(page.indexOf(END));
    }

    /** One for each key that has a value of its own; groups have none. */
    static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        List<String> path = new ArrayList<>();
        List<String> comment = new ArrayList<>();
        for (String text : lines()) {
            Matcher line = LINE.matcher(text);
            if (!line.matches()) {
                comment.clear();
            } else if (line.group(3) == null) {
                comment.add(line.group(2));
            } else if (line.group(1).length() / 2 <= path.size()) {
                path.subList(line.group(1).length() / 2, path.size()).clear();
                path.add(line.group(3));
                String key = String.join(".", path);
                if (isLeaf(text, key)) {
                    rows.add(new Row(key, String.join(" ", comment)));
                }
                comment.clear();
            }
        }
        return rows;
    }

    private static boolean isLeaf(String line, String key) {
        return key.equals("resources") || !key.startsWith("resources.") && !line.endsWith(":");
    }

    private static String table() {
        JsonNode values = Chart.tree("values.yaml");
        return rows().stream()
                .map(row -> "| `%s` | `%s` | %s |\n"
                        .formatted(row.key(), values.at("/" + row.key().replace('.', '/')), row.about()))
                .collect(Collectors.joining("", "| Value | Default | |\n|---|---|---|\n", ""));
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(Chart.file("values.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

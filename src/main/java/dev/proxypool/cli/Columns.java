package dev.proxypool.cli;

import dev.proxypool.domain.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Rows of cells as lines: columns as wide as their widest cell, and cut where the terminal ends. */
public final class Columns {

    private static final Pattern SID = Pattern.compile("([A-Z]{2})[0-9a-fA-F]{26}([0-9a-fA-F]{6})");

    private Columns() {}

    /** Whole where the terminal is wide enough; else with short SIDs, and cut. */
    public static List<String> fitting(List<List<String>> rows, int width) {
        List<String> whole = lines(rows, Integer.MAX_VALUE);
        return whole.stream().allMatch(line -> line.length() <= width)
                ? whole
                : lines(rows.stream().map(Columns::shortened).toList(), width);
    }

    /** SIDs differ at their ends. */
    private static List<String> shortened(List<String> cells) {
        return cells.stream().map(cell -> SID.matcher(cell).replaceAll("$1…$2")).toList();
    }

    static List<String> lines(List<List<String>> texts, int width) {
        // Before anything is measured: an escape is longer than what it stands for.
        List<List<String>> rows = texts.stream()
                .map(row -> row.stream().map(PlainText::line).toList())
                .toList();
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                if (i == widths.size()) {
                    widths.add(0);
                }
                widths.set(i, Math.max(widths.get(i), row.get(i).length()));
            }
        }
        return rows.stream().map(row -> cut(line(row, widths), width)).toList();
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            line.append(row.get(i)).append(" ".repeat(widths.get(i) - row.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }

    private static String cut(String line, int width) {
        return PlainText.cut(line, width);
    }

    /** A paragraph as lines that fit the width, broken between words. */
    static List<String> wrapped(String text, String indent, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(indent);
        for (String word : PlainText.line(text).split(" ", -1)) {
            if (line.length() > indent.length() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(indent.length());
            }
            line.append(line.length() > indent.length() ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}

package dev.proxypool.cli;

import dev.proxypool.domain.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Texts as lines that fit the window: columns as wide as their widest cell, and paragraphs broken between words. */
final class Columns {

    private static final Pattern SID = Pattern.compile("([A-Z]{2})[0-9a-fA-F]{26}([0-9a-fA-F]{6})");
    private static final int GAP = 2;
    private static final int NARROWEST = 8;
    /** Of the first column, as long as the kept one has a cell to give. */
    private static final int NAME = 24;
    /** No column is kept. */
    static final int NONE = -1;

    private Columns() {}

    /**
     * Whole where the window is wide enough; else with short SIDs, and if need be with the widest columns cut.
     *
     * @param kept the column that is cut last of all, or {@link #NONE}
     */
    static List<String> fitting(List<List<String>> texts, int width, int kept) {
        // Before anything is measured: an escape is longer than what it stands for.
        List<List<String>> rows = texts.stream()
                .map(row -> row.stream().map(PlainText::line).toList())
                .toList();
        int[] widths = widths(rows);
        if (total(widths) > width) {
            rows = rows.stream().map(Columns::shortened).toList();
            widths = widths(rows);
        }
        while (total(widths) > width && narrowed(widths, kept)) {}
        int[] fitting = widths;
        return rows.stream()
                .map(row -> CellWidth.cut(line(row, fitting), width))
                .toList();
    }

    /** SIDs differ at their ends. */
    private static List<String> shortened(List<String> cells) {
        return cells.stream().map(cell -> SID.matcher(cell).replaceAll("$1…$2")).toList();
    }

    private static int[] widths(List<List<String>> rows) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, columns)
                .map(i -> rows.stream()
                        .filter(row -> row.size() > i)
                        .mapToInt(row -> CellWidth.of(row.get(i)))
                        .max()
                        .orElse(0))
                .toArray();
    }

    private static int total(int[] widths) {
        return IntStream.of(widths).sum() + GAP * Math.max(0, widths.length - 1);
    }

    /** Takes a cell from the widest column; from the first, and from the kept one, only if no other has one to give. */
    private static boolean narrowed(int[] widths, int kept) {
        IntStream others = IntStream.range(1, widths.length)
                .filter(i -> i != kept && widths[i] > NARROWEST)
                .reduce((a, b) -> widths[b] > widths[a] ? b : a)
                .stream();
        IntStream names = IntStream.of(0).limit(widths.length).filter(i -> widths[i] > NAME);
        IntStream last = IntStream.of(kept, 0).filter(i -> i >= 0 && i < widths.length && widths[i] > NARROWEST);
        OptionalInt narrower =
                Stream.of(others, names, last).flatMapToInt(columns -> columns).findFirst();
        narrower.ifPresent(column -> widths[column]--);
        return narrower.isPresent();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String cell = CellWidth.cut(row.get(i), widths[i]);
            line.append(cell).append(" ".repeat(widths[i] - CellWidth.of(cell) + GAP));
        }
        return line.toString().stripTrailing();
    }

    /** A paragraph as lines that fit the width, broken between words, and within a word that has no room in a line. */
    static List<String> wrapped(String text, String indent, int width) {
        int room = Math.max(NARROWEST, width - indent.length());
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : PlainText.line(text).split(" ", -1)) {
            String rest = word;
            if (!line.isEmpty() && CellWidth.of(line.toString()) + 1 + CellWidth.of(word) > room) {
                lines.add(indent + line);
                line.setLength(0);
            }
            while (CellWidth.of(rest) > room) {
                String part = CellWidth.cut(rest, room + 1);
                String whole = part.substring(0, part.length() - 1);
                lines.add(indent + whole);
                rest = rest.substring(whole.length());
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        lines.add(indent + line);
        return lines;
    }
}

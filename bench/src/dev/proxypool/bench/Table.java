package dev.proxypool.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Rows for people: on a terminal, and in a page. */
final class Table {

    private Table() {}

    static String text(List<Map<String, Object>> rows) {
        List<List<String>> lines = lines(rows);
        int columns = lines.getFirst().size();
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            int column = i;
            widths.add(lines.stream()
                    .mapToInt(line -> line.get(column).length())
                    .max()
                    .orElse(0));
        }
        return lines.stream().map(line -> padded(line, widths).stripTrailing()).collect(Collectors.joining("\n"));
    }

    static String markdown(List<Map<String, Object>> rows) {
        List<List<String>> lines = new ArrayList<>(lines(rows));
        lines.add(1, lines.getFirst().stream().map(_ -> "---").toList());
        return lines.stream()
                .map(line -> "| " + String.join(" | ", line) + " |")
                .collect(Collectors.joining("\n"))
                .replace("| --- ", "|---")
                .replace("--- |", "---|");
    }

    private static String padded(List<String> line, List<Integer> widths) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < line.size(); i++) {
            text.append(line.get(i))
                    .append(" ".repeat(widths.get(i) - line.get(i).length() + 2));
        }
        return text.toString();
    }

    private static List<List<String>> lines(List<Map<String, Object>> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.copyOf(rows.getFirst().keySet()));
        rows.forEach(row -> lines.add(texts(row.values())));
        return lines;
    }

    private static List<String> texts(Collection<Object> cells) {
        return cells.stream().map(Table::text).toList();
    }

    /** Whole numbers with commas, as a person reads them. */
    private static String text(Object cell) {
        return cell instanceof Integer || cell instanceof Long
                ? String.format(Locale.ROOT, "%,d", ((Number) cell).longValue())
                : cell.toString();
    }
}

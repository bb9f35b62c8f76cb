package dev.proxypool.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a scenario found: a table, and a verdict for each target that it is about.
 *
 * @param rows each with the same columns, in their order
 * @param onTheWay what else was measured, by the word of its scenario: 10,000 resources take minutes to make
 */
record Measured(List<Map<String, Object>> rows, List<Verdict> verdicts, Map<String, Measured> onTheWay) {

    Measured(List<Map<String, Object>> rows, List<Verdict> verdicts) {
        this(rows, verdicts, Map.of());
    }

    /**
     * @param target what was to be reached
     * @param value what was
     */
    record Verdict(String target, String value, boolean met) {}

    /** A row, from names and values by turns. Numbers are rounded to what they can mean. */
    static Map<String, Object> row(Object... namesAndValues) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put((String) namesAndValues[i], plain(namesAndValues[i + 1]));
        }
        return row;
    }

    private static Object plain(Object value) {
        if (!(value instanceof Double number)) {
            return value;
        }
        double unit = Math.abs(number) < 10 ? 100 : Math.abs(number) < 100 ? 10 : 1;
        double rounded = Math.round(number * unit) / unit;
        return rounded == Math.rint(rounded) ? (Object) Math.round(rounded) : (Object) rounded;
    }

    /** What this value of the sorted ones is not exceeded by. */
    static double percentile(List<Double> values, int percent) {
        List<Double> sorted = new ArrayList<>(values);
        sorted.sort(null);
        int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
        return sorted.get(Math.max(0, rank - 1));
    }
}

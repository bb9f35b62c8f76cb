package dev.proxypool.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/** Reads, processor time and memory against the number of resources, as a picture. */
final class Graph {
    private static final int WIDTH = 300;
    private static final int HEIGHT = 200;
    private static final int MARGIN = 60;
    private static final String OURS = "#0b5cad";
    private static final String OTHERS = "#b04a1a";

    private Graph() {}

    /** One of the three fields. The horizontal axis is logarithmic in all of them. */
    private record Field(String title, String column, double most, boolean logarithmic, boolean withOneReadEach) {
        double y(double value) {
            double share = logarithmic ? Math.log10(Math.max(1, value)) / Math.log10(most) : value / most;
            return HEIGHT * (1 - share);
        }
    }

    private static final List<Field> FIELDS = List.of(
            new Field("Reads from Twilio in an interval", "Reads in an interval", 10_000, true, true),
            new Field(
                    "CPU seconds a minute, looking every 60 s",
                    "CPU s in 60 s at the default interval",
                    1,
                    false,
                    false),
            new Field("Memory, MiB", "Memory MiB", 256, false, false));

    static String of(List<Map<String, Object>> rows) {
        StringBuilder svg = new StringBuilder();
        int width = FIELDS.size() * (WIDTH + MARGIN) + MARGIN / 2;
        svg.append(text(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">\n",
                width, HEIGHT + 2 * MARGIN + 10));
        svg.append("<title>Cost at rest against the number of resources</title>\n");
        svg.append(text("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>\n", width, HEIGHT + 2 * MARGIN + 10));
        double most =
                rows.stream().mapToDouble(row -> number(row, "Resources")).max().orElseThrow();
        DoubleUnaryOperator x = resources -> WIDTH * Math.log10(resources) / Math.log10(most);
        for (int i = 0; i < FIELDS.size(); i++) {
            svg.append(text("<g transform=\"translate(%d,%d)\">\n", MARGIN + i * (WIDTH + MARGIN), MARGIN));
            field(svg, FIELDS.get(i), rows, x);
            svg.append("</g>\n");
        }
        return svg.append("</svg>\n").toString();
    }

    private static void field(StringBuilder svg, Field field, List<Map<String, Object>> rows, DoubleUnaryOperator x) {
        svg.append(text("<text x=\"0\" y=\"-24\" font-weight=\"bold\">%s</text>\n", field.title()));
        svg.append(text("<path d=\"M0 0V%d H%d\" fill=\"none\" stroke=\"#555\"/>\n", HEIGHT, WIDTH));
        List<Double> marks = field.logarithmic()
                ? List.of(1.0, 10.0, 100.0, 1_000.0, 10_000.0)
                : List.of(0.0, field.most() / 2, field.most());
        for (double mark : marks) {
            svg.append(text(
                    "<path d=\"M0 %.1f H%d\" stroke=\"#ddd\"/><text x=\"-6\" y=\"%.1f\""
                            + " text-anchor=\"end\">%s</text>\n",
                    field.y(mark), WIDTH, field.y(mark) + 4, plain(mark)));
        }
        for (Map<String, Object> row : rows) {
            double resources = number(row, "Resources");
            svg.append(text(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
                    x.applyAsDouble(resources), HEIGHT + 18, plain(resources)));
        }
        svg.append(text("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">resources</text>\n", WIDTH / 2, HEIGHT + 36));
        if (field.withOneReadEach()) {
            line(svg, rows, x, row -> field.y(number(row, "Resources")), OTHERS, " stroke-dasharray=\"5 4\"");
            svg.append(text(
                    "<text x=\"%d\" y=\"%.1f\" fill=\"%s\" text-anchor=\"end\">one read for each resource</text>\n",
                    WIDTH * 2 / 3, field.y(2_500), OTHERS));
        }
        line(svg, rows, x, row -> field.y(number(row, field.column())), OURS, "");
        for (Map<String, Object> row : rows) {
            double value = number(row, field.column());
            double at = x.applyAsDouble(number(row, "Resources"));
            svg.append(text("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>", at, field.y(value), OURS));
            svg.append(text(
                    "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\" text-anchor=\"%s\">%s</text>\n",
                    at + (at == 0 ? 4 : 0), field.y(value) - 9, OURS, at == 0 ? "start" : "middle", plain(value)));
        }
    }

    /** Which height belongs to a row. */
    @FunctionalInterface
    private interface Height {
        double of(Map<String, Object> row);
    }

    private static void line(
            StringBuilder svg,
            List<Map<String, Object>> rows,
            DoubleUnaryOperator x,
            Height height,
            String colour,
            String more) {
        StringBuilder points = new StringBuilder();
        for (Map<String, Object> row : rows) {
            points.append(text("%.1f,%.1f ", x.applyAsDouble(number(row, "Resources")), height.of(row)));
        }
        svg.append(text(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>\n",
                points.toString().strip(), colour, more));
    }

    private static double number(Map<String, Object> row, String column) {
        return ((Number) Objects.requireNonNull(row.get(column), column)).doubleValue();
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? text("%,.0f", value) : Double.toString(value);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

package dev.proxypool.cli;

import dev.proxypool.cli.Shell.Colour;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command shows to a person: rows with columns in common, each with paragraphs below it, and headings. No line is
 * wider than the window, so the terminal never breaks one by itself.
 */
public final class Listing {

    /** Text that fits, without any character that would move the cursor. */
    public record Line(String text, @Nullable Colour colour) {

        /** With its colour, if there may be any. */
        public String painted(boolean colours) {
            return colours && colour != null && !text.isBlank() ? colour.on(text) : text;
        }
    }

    private sealed interface Part {
        record Heading(String indent, Colour colour, String text) implements Part {}

        record Row(Colour colour, List<String> cells) implements Part {}

        record Below(String indent, String text) implements Part {}
    }

    private final List<Part> parts = new ArrayList<>();
    private final int kept;

    Listing() {
        this(Columns.NONE);
    }

    /** @param kept the column that a narrow window cuts last */
    Listing(int kept) {
        this.kept = kept;
    }

    void heading(Colour colour, String text) {
        heading("", colour, text);
    }

    void heading(String indent, Colour colour, String text) {
        parts.add(new Part.Heading(indent, colour, text));
    }

    void row(Colour colour, List<String> cells) {
        parts.add(new Part.Row(colour, List.copyOf(cells)));
    }

    void below(String indent, String text) {
        parts.add(new Part.Below(indent, text));
    }

    /** All lines for a window of that width. */
    public List<Line> lines(int width) {
        return blocks(width).stream().flatMap(List::stream).toList();
    }

    /** The same, each heading and each row a block with what is below it. */
    public List<List<Line>> blocks(int width) {
        List<String> rows = Columns.fitting(
                parts.stream()
                        .filter(Part.Row.class::isInstance)
                        .map(row -> ((Part.Row) row).cells())
                        .toList(),
                width,
                kept);
        List<List<Line>> blocks = new ArrayList<>();
        int row = 0;
        for (Part part : parts) {
            switch (part) {
                case Part.Heading(String indent, Colour colour, String text) ->
                    blocks.add(wrapped(text, indent, colour, width));
                case Part.Row(Colour colour, List<String> _) ->
                    blocks.add(new ArrayList<>(List.of(new Line(rows.get(row++), colour))));
                case Part.Below(String indent, String text) ->
                    blocks.getLast().addAll(wrapped(text, indent, null, width));
            }
        }
        return blocks;
    }

    /** A paragraph by itself. */
    public static List<Line> wrapped(String text, String indent, @Nullable Colour colour, int width) {
        List<Line> lines = new ArrayList<>();
        Columns.wrapped(text, indent, width).forEach(line -> lines.add(new Line(line, colour)));
        return lines;
    }

    /** A text in one line, with short SIDs, and cut if need be. */
    public static Line cut(String text, @Nullable Colour colour, int width) {
        return new Line(
                Columns.fitting(List.of(List.of(text)), width, Columns.NONE).getFirst(), colour);
    }
}

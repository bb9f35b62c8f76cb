package dev.proxypool.cli;

import dev.proxypool.domain.PlainText;
import java.io.PrintWriter;

/**
 * Where a command writes, and the one place where texts become characters of a terminal. Much of what is written was written
 * by others first: names and messages out of a cluster, fields of a manifest. Whatever is in them, they cannot move the
 * cursor, and a line stays a line.
 */
public final class Output {

    private static final String FROM_THE_BEGIN = "\r\033[K";

    private final PrintWriter writer;

    public Output(PrintWriter writer) {
        this.writer = writer;
    }

    /** One line, whatever is in the text. */
    public void line(String text) {
        writer.println(PlainText.line(text));
    }

    public void line() {
        writer.println();
    }

    /**
     * The same between what the command itself says to the terminal.
     *
     * @param before the indent, and a colour
     */
    void line(String before, String text, String after) {
        writer.println(before + PlainText.line(text) + after);
    }

    /** A text that has lines of its own and their ends, such as a manifest. */
    void text(String text) {
        writer.print(PlainText.lines(text));
        writer.flush();
    }

    /** For a program: an escape within a text of JSON means the character that it stands for. */
    void json(String json) {
        writer.println(PlainText.lines(json));
    }

    /** Without an end, for an answer to follow. */
    void question(String text) {
        writer.print(PlainText.line(text));
        writer.flush();
    }

    /** In the place of what the line says so far. */
    void rewrite(String text) {
        writer.print(FROM_THE_BEGIN + PlainText.line(text));
        writer.flush();
    }

    /** For texts of the program only, such as its help. */
    public PrintWriter writer() {
        return writer;
    }
}

package dev.proxypool.cli;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;

/**
 * Where a command runs: what it reads and writes, and which of these is a person at a terminal. Colours, progress and
 * questions are for people only.
 *
 * @param width of the terminal in characters
 * @param colours whether the output may have any
 */
public record Shell(
        InputStream in,
        Output out,
        Output err,
        boolean asks,
        boolean showsProgress,
        boolean colours,
        int width,
        InstantSource clock) {

    static final int NO_LIMIT = 100_000;

    /** This process's own. What the shell knows and a JVM does not, bin/proxypool passes on. */
    public static Shell system(InstantSource clock) {
        List<String> terminals =
                List.of(System.getProperty("proxypool.terminals", "").split(",", -1));
        Console console = System.console();
        boolean out = terminals.contains("out") || console != null && console.isTerminal();
        int width = out ? window().columns() : NO_LIMIT;
        return new Shell(
                System.in,
                new Output(new PrintWriter(System.out, true, StandardCharsets.UTF_8)),
                new Output(new PrintWriter(System.err, true, StandardCharsets.UTF_8)),
                terminals.contains("in") && terminals.contains("err"),
                terminals.contains("err"),
                out && System.getenv().getOrDefault("NO_COLOR", "").isEmpty(),
                width,
                clock);
    }

    /** Whether a person sees what is written, as it is written. */
    public boolean isTerminal() {
        return width != NO_LIMIT;
    }

    /** The size of the output's window now; if it is unknown, the one that bin/proxypool passed on at the start. */
    public static WindowSize window() {
        String columns = System.getProperty("proxypool.columns", "");
        return WindowSize.of(WindowSize.OUT)
                .orElseGet(() -> columns.matches("[1-9][0-9]{1,3}")
                        ? new WindowSize(Integer.parseInt(columns), WindowSize.USUAL.rows())
                        : WindowSize.USUAL);
    }

    /** Ends the command if the person does not say yes, or if there is none to ask. */
    void confirm(String question) {
        if (!asks) {
            throw new UserError(question + " Confirm with --yes.");
        }
        err.question(question + " [y/N] ");
        Scanner answers = new Scanner(in, StandardCharsets.UTF_8);
        String answer = answers.hasNextLine() ? answers.nextLine().strip().toLowerCase(Locale.ROOT) : "";
        if (!List.of("y", "yes").contains(answer)) {
            throw new UserError("nothing was changed");
        }
    }

    /** A paragraph about what is wrong, broken between words for the window of a person; one line for a program. */
    public void problem(String text) {
        aside("", text);
    }

    /** The same for what is beside the result: a note, or what a question is about. */
    void aside(String indent, String text) {
        Columns.wrapped(text, indent, showsProgress ? widthOfErrors() : NO_LIMIT)
                .forEach(err::line);
    }

    private int widthOfErrors() {
        return isTerminal()
                ? width
                : WindowSize.of(WindowSize.ERR).orElse(WindowSize.USUAL).columns();
    }

    /** A paragraph of the output in that colour, if it may have any. */
    void line(Colour colour, String text) {
        print(Listing.wrapped(text, "", colour, width));
    }

    public void print(List<Listing.Line> lines) {
        for (Listing.Line line : lines) {
            Colour colour = colours && !line.text().isBlank() ? line.colour() : null;
            out.line(colour == null ? "" : colour.begin(), line.text(), colour == null ? "" : Colour.END);
        }
    }

    /** Of a terminal. */
    public enum Colour {
        RED("31"),
        GREEN("32"),
        YELLOW("33"),
        FAINT("2"),
        BOLD("1");

        private static final String END = "\033[0m";

        private final String code;

        Colour(String code) {
            this.code = code;
        }

        private String begin() {
            return "\033[%sm".formatted(code);
        }

        String on(String text) {
            return begin() + text + END;
        }
    }
}

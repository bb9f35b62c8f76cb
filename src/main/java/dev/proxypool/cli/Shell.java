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

    private static final int NO_LIMIT = 100_000;

    /** This process's own. What the shell knows and a JVM does not, bin/proxypool passes on. */
    public static Shell system(InstantSource clock) {
        List<String> terminals =
                List.of(System.getProperty("proxypool.terminals", "").split(",", -1));
        Console console = System.console();
        boolean out = terminals.contains("out") || console != null && console.isTerminal();
        String columns = System.getProperty("proxypool.columns", "");
        int width = columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : 120;
        return new Shell(
                System.in,
                new Output(new PrintWriter(System.out, true, StandardCharsets.UTF_8)),
                new Output(new PrintWriter(System.err, true, StandardCharsets.UTF_8)),
                terminals.contains("in") && terminals.contains("err"),
                terminals.contains("err"),
                out && System.getenv().getOrDefault("NO_COLOR", "").isEmpty(),
                out ? width : NO_LIMIT,
                clock);
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

    /** A line of the output in that colour, if it may have any. */
    void line(Colour colour, String text) {
        line("", colour, text);
    }

    void line(String indent, Colour colour, String text) {
        boolean coloured = colours && !text.isBlank();
        out.line(coloured ? indent + "\033[%sm".formatted(colour.code) : indent, text, coloured ? "\033[0m" : "");
    }

    enum Colour {
        RED("31"),
        GREEN("32"),
        YELLOW("33"),
        FAINT("2"),
        BOLD("1");

        private final String code;

        Colour(String code) {
            this.code = code;
        }
    }
}

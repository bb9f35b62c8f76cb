package dev.proxypool.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;

/** A shell for a command, and what the command wrote there. */
public final class Terminal {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Shell shell;

    private Terminal(String input, boolean person) {
        this(input, person, person, 1_000, InstantSource.system());
    }

    private Terminal(String input, boolean person, boolean colours, int width, InstantSource clock) {
        var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        shell = new Shell(
                in,
                new Output(new PrintWriter(out, true)),
                new Output(new PrintWriter(err, true)),
                person,
                person,
                colours,
                width,
                clock);
    }

    /** Nobody is there: output goes into files. */
    public static Terminal piped(String input) {
        return new Terminal(input, false);
    }

    public static Terminal piped() {
        return piped("");
    }

    /** A window of that many columns, without colours, at that time. */
    public static Terminal window(int width, Instant now) {
        return new Terminal("", false, false, width, () -> now);
    }

    /** A person with a window of that many columns, who types nothing. */
    public static Terminal ofAPersonAt(int width) {
        return new Terminal("", true, false, width, InstantSource.system());
    }

    /** A person who types that. */
    public static Terminal ofAPerson(String typed) {
        return new Terminal(typed, true);
    }

    /** A shell that reads that, for what is wrong only. */
    static Shell reading(InputStream in, PrintWriter err) {
        return new Shell(
                in,
                new Output(new PrintWriter(Writer.nullWriter())),
                new Output(err),
                false,
                false,
                false,
                1_000,
                InstantSource.system());
    }

    public Shell shell() {
        return shell;
    }

    public String out() {
        return out.toString();
    }

    public String err() {
        return err.toString();
    }
}

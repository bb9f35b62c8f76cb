package dev.proxypool.statuspage;

import dev.proxypool.domain.PlainText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Builds HTML, and is the one place that escapes. A template is a literal of this package with {@code {}} for each
 * text; a text may contain anything, and stays a text in an element and in a quoted attribute.
 */
final class Markup {

    /** No text of the page needs more, and one of 100 kB must not make it long. */
    static final int LONGEST_TEXT = 600;

    private static final String HOLE = "{}";
    private static final Pattern COMMAND =
            Pattern.compile("(?<what>proxypool [a-z]+ \\S+) -n (?<namespace>[a-z0-9-]+)");

    private final StringBuilder html = new StringBuilder(16_384);

    Markup add(String template, Object... texts) {
        int from = 0;
        for (Object text : texts) {
            int hole = template.indexOf(HOLE, from);
            html.append(template, from, hole);
            escape(PlainText.line(String.valueOf(text), LONGEST_TEXT));
            from = hole + HOLE.length();
        }
        html.append(template, from, template.length());
        return this;
    }

    /** A text in which the commands are marked, so that they stand out and break only between words. */
    Markup addWithCommands(String text) {
        String line = PlainText.line(text, LONGEST_TEXT);
        Matcher command = COMMAND.matcher(line);
        int from = 0;
        while (command.find()) {
            escape(line.substring(from, command.start()));
            html.append("<code>");
            escape(command.group("what"));
            html.append(" <span class=\"flag\">-n</span> ");
            escape(command.group("namespace"));
            html.append("</code>");
            from = command.end();
        }
        escape(line.substring(from));
        return this;
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                case '`' -> html.append("&#96;");
                default -> html.append(c);
            }
        }
    }

    /** In characters, of which none needs more than three bytes. */
    int length() {
        return html.length();
    }

    @Override
    public String toString() {
        return html.toString();
    }
}

package dev.proxypool.statuspage;

import dev.proxypool.domain.PlainText;

/**
 * Builds HTML, and is the one place that escapes. A template is a literal of this package with {@code {}} for each
 * text; a text may contain anything, and stays a text in an element and in a quoted attribute.
 */
final class Markup {

    /** No text of the page needs more, and one of 100 kB must not make it long. */
    static final int LONGEST_TEXT = 600;

    private static final String HOLE = "{}";

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

package dev.proxypool.domain;

import java.util.stream.IntStream;

/**
 * Makes text from others harmless for statuses, logs and terminals. An escape sequence must not clear a screen, a line
 * break must not forge a line, a bidirectional mark must not reorder one, and a character that YAML does not allow must
 * not make the API server reject a status.
 *
 * <p>A harmful character is replaced by its escape, such as {@code \u001b}: two names that differ still look different,
 * and valid JSON stays valid with the same meaning. Applying it twice changes nothing.
 */
public final class PlainText {

    private PlainText() {}

    /** One line: line breaks become spaces. */
    public static String line(String text) {
        return isPlain(text) ? text : written(text, true);
    }

    /** One line of at most that many characters; it ends with "…" if the text was longer. */
    public static String line(String text, int longest) {
        // Escaping never shortens a text, so the rest need not be read.
        return cut(line(text.substring(0, Math.min(text.length(), longest + 1))), longest);
    }

    /**
     * A text of several lines, such as JSON: keeps line feeds, and escapes everything else that {@link #line(String)}
     * does.
     */
    public static String lines(String text) {
        return isPlain(text) ? text : written(text, false);
    }

    /** At most that many characters. It never splits a character outside the basic plane, which is two chars. */
    public static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - 1;
        return text.substring(0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    private static boolean isPlain(String text) {
        // Nearly every text is ASCII. This is a loop, not a stream, because every text of every poll passes through it.
        for (int i = 0; i < text.length(); i++) {
            if (!isAscii(text.charAt(i))) {
                return text.codePoints().noneMatch(PlainText::isHarmful);
            }
        }
        return true;
    }

    private static String written(String text, boolean oneLine) {
        StringBuilder plain = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            if (!isHarmful(point) || point == '\n' && !oneLine) {
                plain.appendCodePoint(point);
            } else if (oneLine && breaksALine(point)) {
                plain.append(' ');
            } else {
                escaped(point).forEach(half -> plain.append("\\u%04x".formatted(half)));
            }
        });
        return plain.toString();
    }

    private static IntStream escaped(int point) {
        return Character.toString(point).chars();
    }

    /** Whether it is printable ASCII. */
    private static boolean isAscii(int point) {
        return point >= ' ' && point < 0x7f;
    }

    private static boolean isHarmful(int point) {
        if (isAscii(point)) {
            return false;
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> isNoCharacter(point);
        };
    }

    /** Unicode's noncharacters: U+FFFE and U+FFFF of each plane, and 32 more. */
    private static boolean isNoCharacter(int point) {
        return (point & 0xfffe) == 0xfffe || point >= 0xfdd0 && point <= 0xfdef;
    }

    private static boolean breaksALine(int point) {
        return point >= '\t' && point <= '\r' || point == 0x85 || point == 0x2028 || point == 0x2029;
    }
}

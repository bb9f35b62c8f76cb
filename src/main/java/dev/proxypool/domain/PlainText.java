package dev.proxypool.domain;

import java.util.stream.IntStream;

/**
 * Text that others wrote, made harmless for statuses, logs and terminals. An escape sequence must not clear a screen, a line
 * break must not forge a line, a bidirectional mark must not reorder one, and an API server must not refuse a status for
 * a character that YAML has not.
 *
 * <p>Where a character can do harm, its escape is shown in its place, such as {@code \u001b}: two names that differ still
 * look different, and what was valid JSON still is, with the same meaning. Doing it twice changes nothing.
 */
public final class PlainText {

    private PlainText() {}

    /** One line: what would break it is a space. */
    public static String line(String text) {
        return isPlain(text) ? text : written(text, true);
    }

    /** One line of at most that many characters, which ends with "…" if there were more. */
    public static String line(String text, int longest) {
        // Nothing that is written gets shorter, so what comes after need not be looked at.
        return cut(line(text.substring(0, Math.min(text.length(), longest + 1))), longest);
    }

    /** A text of several lines, such as JSON: line feeds stay, and nothing else that {@link #line(String)} would not show. */
    public static String lines(String text) {
        return isPlain(text) ? text : written(text, false);
    }

    /** At most that many characters, never half of one: those outside the basic plane are two chars. */
    public static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - 1;
        return text.substring(0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    private static boolean isPlain(String text) {
        // Nearly every text is ASCII; no stream, since each text of each look comes by here.
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

    /** And can be printed. */
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

    /** What Unicode promises never to be a character: U+FFFE and U+FFFF of each plane, and 32 more. */
    private static boolean isNoCharacter(int point) {
        return (point & 0xfffe) == 0xfffe || point >= 0xfdd0 && point <= 0xfdef;
    }

    private static boolean breaksALine(int point) {
        return point >= '\t' && point <= '\r' || point == 0x85 || point == 0x2028 || point == 0x2029;
    }
}

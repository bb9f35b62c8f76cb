package dev.proxypool.cli;

/** How many cells of a terminal a text takes: characters of East Asia and emoji take two, marks over others none. */
final class CellWidth {

    private CellWidth() {}

    static int of(String text) {
        // Nearly every text is ASCII.
        return text.chars().allMatch(c -> c < 0x300)
                ? text.length()
                : text.codePoints().map(CellWidth::of).sum();
    }

    static int of(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
            default -> isWide(point) ? 2 : 1;
        };
    }

    /** At most that many cells, and "…" at the end if there were more. */
    static String cut(String text, int cells) {
        if (of(text) <= cells) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int taken = 0;
        for (int point : text.codePoints().toArray()) {
            taken += of(point);
            if (taken > cells - 1) {
                break;
            }
            kept.appendCodePoint(point);
        }
        return cells < 1 ? "" : kept.append('…').toString();
    }

    private static boolean isWide(int point) {
        return Character.isEmojiPresentation(point)
                || point >= 0x1100 && point <= 0x115f
                || point >= 0x2e80 && point <= 0xa4cf
                || point >= 0xa960 && point <= 0xa97f
                || point >= 0xac00 && point <= 0xd7a3
                || point >= 0xf900 && point <= 0xfaff
                || point >= 0xfe30 && point <= 0xfe6f
                || point >= 0xff00 && point <= 0xff60
                || point >= 0xffe0 && point <= 0xffe6
                || point >= 0x20000 && point <= 0x3fffd;
    }
}

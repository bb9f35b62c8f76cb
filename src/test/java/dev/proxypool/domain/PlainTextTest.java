package dev.proxypool.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whatever others write: it cannot clear a screen, forge a line, turn one around, or make an API server refuse a status. */
class PlainTextTest {

    @Test
    void whatIsPlainStaysAsItIs() {
        String plain = "Tür № 5, 東京, 😀: \"a\\b\" → … \ue000";

        assertThat(PlainText.line(plain)).isSameAs(plain);
        assertThat(PlainText.lines(plain)).isSameAs(plain);
        assertThat(PlainText.line(plain, 100)).isEqualTo(plain);
    }

    @Test
    void whatBreaksALineIsASpace() {
        assertThat(PlainText.line("a\r\nb\tc\u000bd\fe\u0085f\u2028g\u2029h")).isEqualTo("a  b c d e f g h");
    }

    @Test
    void aTextOfSeveralLinesKeepsItsLineFeedsOnly() {
        assertThat(PlainText.lines("a\nb\rc\td\u0085e")).isEqualTo("a\nb\\u000dc\\u0009d\\u0085e");
    }

    @Test
    void noCharacterThatCouldDoHarmIsLeftAndEachIsShown() {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            String shown = PlainText.line(Character.toString(point));
            boolean harmful = point < ' '
                    || point >= 0x7f && point < 0xa0
                    || point >= 0xd800 && point < 0xe000
                    || (point & 0xffff) >= 0xfffe
                    || point >= 0xfdd0 && point <= 0xfdef
                    || point == 0x2028
                    || point == 0x2029
                    || Character.getType(point) == Character.FORMAT;
            assertThat(shown)
                    .as("U+%04X", point)
                    .matches(harmful ? "( |(\\\\u[0-9a-f]{4}){1,2})" : "\\P{Cntrl}+")
                    .isEqualTo(PlainText.line(shown));
        }
    }

    @Test
    void marksThatTurnTextAroundAreShownAsEscapes() {
        assertThat(PlainText.line("a\u202eb\u2066c\u200fd\u061ce")).isEqualTo("a\\u202eb\\u2066c\\u200fd\\u061ce");
    }

    @Test
    void halfACharacterIsShownAndAWholeOneStays() {
        assertThat(PlainText.line("\ud83d\ude00 \ud83d \ude00")).isEqualTo("😀 \\ud83d \\ude00");
    }

    @Test
    void aLongTextIsCutAndNeverWithinACharacter() {
        assertThat(PlainText.line("x".repeat(10), 10)).isEqualTo("x".repeat(10));
        assertThat(PlainText.line("x".repeat(11), 10)).isEqualTo("x".repeat(9) + "…");
        assertThat(PlainText.line("x".repeat(8) + "😀😀", 10)).isEqualTo("x".repeat(8) + "…");
        assertThat(PlainText.line("\u001b".repeat(10), 10)).isEqualTo("\\u001b\\u0…");
        assertThat(PlainText.cut("😀😀", 1)).isEqualTo("…");
    }
}

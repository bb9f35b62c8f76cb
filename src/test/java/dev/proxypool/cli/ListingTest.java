package dev.proxypool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.cli.Listing.Line;
import dev.proxypool.cli.Shell.Colour;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListingTest {

    private static final String SID = "KS00000000000000000000000000000001";

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        assertThat(texts(listing(), 1_000))
                .containsExactly(
                        "head",
                        "promo        " + SID + "  fine",
                        "    about it",
                        "a-long-name  -" + " ".repeat(35) + "no");
    }

    @Test
    void inANarrowWindowSidsAreShort() {
        assertThat(texts(listing(), 40))
                .containsExactly("head", "promo        KS…000001  fine", "    about it", "a-long-name  -          no");
    }

    @Test
    void inAVeryNarrowOneTheWidestColumnsAreCutAndNamesAtLast() {
        assertThat(texts(listing(), 27))
                .containsExactly("head", "promo        KS…0000…  fine", "    about it", "a-long-name  -         no");
        assertThat(texts(listing(), 26))
                .containsExactly("head", "promo       KS…0000…  fine", "    about it", "a-long-na…  -         no");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20, 79, 80, 81, 100, 200})
    void noLineIsWiderThanTheWindow(int width) {
        Listing listing = listing();
        listing.heading("  ", Colour.RED, "a sentence about " + SID + " and more of it, " + "x".repeat(300));
        listing.row(Colour.GREEN, List.of("漢字".repeat(40), "👍".repeat(20), "e\u0301".repeat(50)));
        listing.below("      ", "漢字".repeat(90));

        assertThat(texts(listing, width))
                .allSatisfy(line -> assertThat(CellWidth.of(line)).isLessThanOrEqualTo(Math.max(width, 14)));
    }

    @Test
    void aWordWithoutRoomIsBrokenAndNothingOfItIsLost() {
        List<String> lines = Columns.wrapped("see https://example.com/a/very/long/path", "  ", 20);

        assertThat(lines).containsExactly("  see", "  https://example.co", "  m/a/very/long/path");
    }

    @ParameterizedTest
    @CsvSource({"abc, 3", "漢字, 4", "👍, 2", "é, 1", "e\u0301, 1", "…, 1", "→, 1"})
    void aCharacterTakesAsManyCellsAsATerminalGivesIt(String text, int cells) {
        assertThat(CellWidth.of(text)).isEqualTo(cells);
    }

    @Test
    void aColourIsAroundTheWholeLineOrNotThere() {
        Line line = new Line("text", Colour.RED);

        assertThat(line.painted(true)).isEqualTo("\033[31mtext\033[0m");
        assertThat(line.painted(false)).isEqualTo("text");
        assertThat(new Line("", Colour.RED).painted(true)).isEmpty();
    }

    private static Listing listing() {
        Listing listing = new Listing();
        listing.heading(Colour.BOLD, "head");
        listing.row(Colour.GREEN, List.of("promo", SID, "fine"));
        listing.below("    ", "about it");
        listing.row(Colour.RED, List.of("a-long-name", "-", "no"));
        return listing;
    }

    private static List<String> texts(Listing listing, int width) {
        return listing.lines(width).stream().map(Line::text).toList();
    }
}

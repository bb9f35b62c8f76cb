package dev.proxypool.crds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.status.Reason;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code kubectl get} prints of a namespace fits the window of a person. */
class ColumnsTest {

    private static final int WINDOW = 100;
    private static final int WIDE_WINDOW = 200;

    /** kubectl separates columns by that many spaces. */
    private static final int GAP = 3;

    private static final String SID = "SC00000000000000000000000000000001";
    private static final String NAME = "alerts-marketing";
    /** The longest that a column shows, as a rule. */
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("Code", "123456"),
            Map.entry("Number", "+14155550001"),
            Map.entry("Sessions", "12"),
            Map.entry("SID", SID),
            Map.entry("Service", SID),
            Map.entry("Account", SID),
            Map.entry("Reserved", "false"),
            Map.entry("Ready", "False"),
            Map.entry("Age", "3y125d"),
            Map.entry("Desired", "5500"),
            Map.entry("Members", "5500"),
            Map.entry("Pending", "5500"),
            Map.entry("Unlisted", "5500"),
            Map.entry("Secret", "twilio-credentials"),
            Map.entry("Country", "US"));

    static Stream<Definition> definitions() {
        return Definition.all().stream();
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void theUsualColumnsFitAWindow(Definition definition) {
        assertThat(width(definition, false)).as(definition.kind()).isLessThanOrEqualTo(WINDOW);
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void theWideColumnsFitAWideWindow(Definition definition) {
        assertThat(width(definition, true)).as(definition.kind()).isLessThan(WIDE_WINDOW);
    }

    /** The name comes first by itself. */
    @ParameterizedTest
    @MethodSource("definitions")
    void readyAndReasonComeBeforeWhatIsLong(Definition definition) {
        List<String> names =
                PrinterColumn.of(definition).stream().map(PrinterColumn::name).toList();

        int reason = names.indexOf("Reason");
        assertThat(names.indexOf("Ready")).isEqualTo(reason - 1);
        assertThat(names.subList(0, reason)).doesNotContain("SID", "Service", "Account");
    }

    /** A reason that names a kind of member is of no other kind. */
    private static String longestReason(Definition definition) {
        return Arrays.stream(Reason.values())
                .map(Reason::word)
                .filter(word -> Stream.of("ShortCode", "PhoneNumber")
                        .allMatch(kind ->
                                !word.startsWith(kind) || definition.kind().contains(kind)))
                .max(Comparator.comparingInt(String::length))
                .orElseThrow();
    }

    private static String value(Definition definition, String column) {
        return column.equals("Reason") ? longestReason(definition) : Objects.requireNonNull(VALUES.get(column), column);
    }

    private static int width(Definition definition, boolean wide) {
        IntStream columns = PrinterColumn.of(definition).stream()
                .filter(column -> wide || !column.onlyWide())
                .mapToInt(column -> GAP
                        + Math.max(
                                column.name().length(),
                                value(definition, column.name()).length()));
        return NAME.length() + columns.sum();
    }
}

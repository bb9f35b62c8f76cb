package dev.proxypool.app;

import dev.proxypool.cli.Listing;
import dev.proxypool.cli.Listing.Line;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Help;

/** What stands below the options of a help: examples, and tables of two columns. picocli goes on at the margin. */
final class HelpText {

    /** An indent and a name; the rest is what is said about it. */
    private static final Pattern ROW = Pattern.compile("( *\\S+(?: \\S+)* {2,})(\\S.*)");

    private static final Pattern PARAGRAPH = Pattern.compile("( *)(.*)");
    private static final String HANGING = "  ";

    private HelpText() {}

    /** Each line within the width; what is broken goes on below its own begin. */
    static String footer(Help help) {
        int width = help.commandSpec().usageMessage().width() - 1;
        return Arrays.stream(help.commandSpec().usageMessage().footer())
                .flatMap(line -> wrapped(line, width))
                .map(line -> line + System.lineSeparator())
                .collect(Collectors.joining());
    }

    private static Stream<String> wrapped(String line, int width) {
        Matcher row = ROW.matcher(line);
        if (row.matches()) {
            return hanging(row.group(1), row.group(1).length(), row.group(2), width);
        }
        Matcher paragraph = PARAGRAPH.matcher(line);
        return line.length() <= width || !paragraph.matches()
                ? Stream.of(line)
                : hanging(
                        paragraph.group(1), paragraph.group(1).length() + HANGING.length(), paragraph.group(2), width);
    }

    private static Stream<String> hanging(String head, int indent, String text, int width) {
        List<String> lines = Listing.wrapped(text, " ".repeat(indent), null, width).stream()
                .map(Line::text)
                .toList();
        return Stream.concat(
                Stream.of(head + lines.getFirst().strip()), lines.stream().skip(1));
    }
}

package dev.proxypool.cli;

import dev.proxypool.cli.Preview.Line;
import dev.proxypool.cli.Preview.Mark;
import dev.proxypool.cli.Preview.PoolPreview;
import dev.proxypool.cli.Shell.Colour;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A plan for a person: the pools one by one, and the sum in the last line. */
final class PlanText {

    private final Shell shell;

    PlanText(Shell shell) {
        this.shell = shell;
    }

    void print(Preview preview) {
        preview.pools().stream()
                .filter(pool -> pool.trouble() != null || !pool.lines().isEmpty())
                .forEach(this::print);
        shell.line(Colour.BOLD, summary(preview));
    }

    private void print(PoolPreview pool) {
        shell.line(Colour.BOLD, head(pool));
        if (pool.trouble() != null) {
            shell.line(Colour.RED, "  ! " + pool.trouble());
        }
        List<List<String>> rows = pool.lines().stream().map(PlanText::cells).toList();
        List<String> lines = Columns.lines(rows, Integer.MAX_VALUE);
        for (int i = 0; i < lines.size(); i++) {
            Line line = pool.lines().get(i);
            shell.line("  ", colour(line.mark()), lines.get(i));
            why(line).ifPresent(why -> shell.out().line("      " + why));
        }
        shell.out().line();
    }

    private static String head(PoolPreview pool) {
        if (pool.service() == null) {
            return "Of no Service";
        }
        return pool.before() == null
                ? "Service " + pool.service()
                : "Service %s: %s"
                        .formatted(
                                pool.service(),
                                Objects.equals(pool.before(), pool.after())
                                        ? members(pool.before())
                                        : pool.before() + " → " + members(Objects.requireNonNull(pool.after())));
    }

    private static String members(int count) {
        return count == 1 ? "1 member" : count + " members";
    }

    private static List<String> cells(Line line) {
        String code = line.code() == null ? "" : line.code().value();
        String change = line.before().isEmpty() ? "" : line.before() + " → " + line.after();
        return List.of(
                line.mark().sign() + " " + code,
                Objects.requireNonNullElse(line.digits(), ""),
                change,
                line.owner(),
                line.reason() == null ? line.message() : line.reason().word());
    }

    /** What the condition would say: a sentence or two, so below the row. */
    private static Optional<String> why(Line line) {
        return Optional.of(line.message()).filter(why -> line.reason() != null && !why.isEmpty());
    }

    private static Colour colour(Mark mark) {
        return switch (mark) {
            case ADD -> Colour.GREEN;
            case CHANGE, HELD -> Colour.YELLOW;
            case REMOVE, REFUSED -> Colour.RED;
        };
    }

    static String summary(Preview preview) {
        List<String> parts = new ArrayList<>();
        if (preview.changes() > 0) {
            parts.add("%d to add, %d to change, %d to remove"
                    .formatted(preview.count(Mark.ADD), preview.count(Mark.CHANGE), preview.count(Mark.REMOVE)));
        }
        part(parts, preview.count(Mark.HELD), "held back");
        part(parts, preview.count(Mark.REFUSED), "refused");
        part(parts, preview.troubles(), "of the Services unreadable");
        parts.add(preview.asDeclared() + " as declared");
        String head = parts.size() > 1 ? "Plan: " : "No changes: ";
        return head + String.join("; ", parts);
    }

    private static void part(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }
}

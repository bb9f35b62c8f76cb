package dev.proxypool.cli;

import dev.proxypool.cli.Preview.Line;
import dev.proxypool.cli.Preview.Mark;
import dev.proxypool.cli.Preview.PoolPreview;
import dev.proxypool.cli.Shell.Colour;
import dev.proxypool.domain.MemberKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A plan for a person: the pools one by one, and the sum in the last line. */
final class PlanText {

    private final Shell shell;

    PlanText(Shell shell) {
        this.shell = shell;
    }

    void print(Preview preview) {
        Map<String, List<PoolPreview>> troubled = new LinkedHashMap<>();
        for (PoolPreview pool : preview.pools()) {
            if (pool.trouble() != null && pool.lines().isEmpty()) {
                troubled.computeIfAbsent(pool.trouble(), _ -> new ArrayList<>()).add(pool);
            } else if (pool.trouble() != null || !pool.lines().isEmpty()) {
                print(pool);
            }
        }
        troubled.forEach(this::print);
        preview.sideEffects().forEach(effect -> shell.line(Colour.YELLOW, "Adding: " + effect + "."));
        shell.line(Colour.BOLD, summary(preview));
    }

    /** Of an outage, or of refused credentials: once for all Services. */
    private void print(String trouble, List<PoolPreview> pools) {
        Listing listing = new Listing();
        pools.forEach(pool -> listing.heading(Colour.BOLD, head(pool)));
        listing.heading("  ", Colour.RED, "! " + trouble);
        shell.print(listing.lines(shell.width()));
        shell.out().line();
    }

    private void print(PoolPreview pool) {
        Listing listing = new Listing();
        listing.heading(Colour.BOLD, head(pool));
        if (pool.trouble() != null) {
            listing.heading("  ", Colour.RED, "! " + pool.trouble());
        }
        for (int i = 0; i < pool.lines().size(); i++) {
            Line line = pool.lines().get(i);
            listing.row(colour(line.mark()), cells(line));
            // What is the same for several rows is said below the last.
            boolean goesOn = i + 1 < pool.lines().size()
                    && why(pool.lines().get(i + 1)).equals(why(line))
                    && pool.lines().get(i + 1).owner().equals(line.owner());
            if (!goesOn) {
                why(line).ifPresent(why -> listing.below("      ", why));
            }
        }
        shell.print(listing.lines(shell.width()));
        shell.out().line();
    }

    private static String head(PoolPreview pool) {
        if (pool.service() == null) {
            return "Of no Service";
        }
        return pool.before() == null
                ? "Service %s, %s"
                        .formatted(
                                pool.service(),
                                Objects.requireNonNull(pool.key()).kind().nouns())
                : "Service %s: %s"
                        .formatted(
                                pool.service(),
                                Objects.equals(pool.before(), pool.after())
                                        ? members(pool, pool.before())
                                        : pool.before() + " → " + members(pool, Objects.requireNonNull(pool.after())));
    }

    private static String members(PoolPreview pool, int count) {
        MemberKind kind = Objects.requireNonNull(pool.key()).kind();
        return "%d %s".formatted(count, count == 1 ? kind.noun() : kind.nouns());
    }

    private static List<String> cells(Line line) {
        String code = line.code() == null ? "" : line.code().value();
        // A number that is found by its number has no other digits.
        String digits = line.digits() == null || line.digits().equals(code) ? "" : line.digits();
        String change = line.before().isEmpty() ? "" : line.before() + " → " + line.after();
        return List.of(
                "  " + line.mark().sign() + " " + code,
                digits,
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
            case REMOVE, DRAIN, APPROVAL, REFUSED -> Colour.RED;
        };
    }

    static String summary(Preview preview) {
        List<String> parts = new ArrayList<>();
        if (preview.changes() > 0) {
            parts.add("%d to add, %d to change, %d to remove"
                    .formatted(preview.count(Mark.ADD), preview.count(Mark.CHANGE), preview.count(Mark.REMOVE)));
        }
        part(parts, preview.count(Mark.DRAIN), "to remove after draining");
        part(parts, preview.count(Mark.HELD), "held back");
        part(
                parts,
                preview.count(Mark.APPROVAL),
                preview.count(Mark.APPROVAL) == 1 ? "approval needed" : "approvals needed");
        part(parts, preview.count(Mark.REFUSED), "refused");
        part(parts, preview.troubles(), "of the Services unreadable");
        parts.add(asDeclared(preview));
        String head = parts.size() > 1 ? "Plan: " : "No changes: nothing to do; ";
        return head + String.join("; ", parts);
    }

    /** With what was read: an empty plan must not look like one that read nothing. */
    private static String asDeclared(Preview preview) {
        String declared = preview.asDeclared() + " as declared";
        return switch ((int) preview.read()) {
            case 0 -> declared;
            case 1 -> declared + " in 1 Service";
            default -> "%s in %d Services".formatted(declared, preview.read());
        };
    }

    private static void part(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }
}

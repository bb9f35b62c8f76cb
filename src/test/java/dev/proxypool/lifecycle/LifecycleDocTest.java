package dev.proxypool.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.CamelCase;
import dev.proxypool.domain.MemberKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/lifecycle.md} is {@link TruthTable}. With {@code -Ddocs.write=true} it is written instead of judged. */
class LifecycleDocTest {

    private static final Path PAGE = Path.of("docs", "lifecycle.md");
    private static final String REGENERATE = "mvn -q test -Dtest=LifecycleDocTest -Ddocs.write=true";
    private static final String HEAD = """
        | | Kind | Resource | Pool | `management` | `adoption` | `drift` | `suspend` | Twilio is asked to | `status.plan` | Status | Why | Cells |
        |---|---|---|---|---|---|---|---|---|---|---|---|---|
        """;

    private final Map<Row, Integer> cells = new HashMap<>();
    private int number;

    @Test
    void thePageTellsTheTableThatTheTestHolds() throws IOException {
        Map<String, List<Row>> parts = TruthTable.parts();
        List<Row> table = parts.values().stream().flatMap(List::stream).toList();
        List<Cell> all = Cell.all();
        all.forEach(cell -> cells.merge(Row.of(cell, table), 1, Integer::sum));
        String page = page(parts, all.size());
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as("%s is not what the table says; write it anew with: %s", PAGE, REGENERATE)
                .isEqualTo(page);
    }

    private String page(Map<String, List<Row>> parts, int size) {
        String tables = parts.entrySet().stream()
                .map(part -> "## %s%n%n%s%s%n".formatted(part.getKey(), HEAD, lines(part.getValue())))
                .collect(Collectors.joining());
        return """
            <!-- Generated from src/test/java/dev/proxypool/lifecycle/TruthTable.java. Write it anew with:
                 %s -->
            # The life of a member

            What one pass of a `ProxyShortCode` or `ProxyPhoneNumber` does and reports, for each policy, each state of the pool and each history of the resource. Read from the
            top: **the first row that fits is the answer.** An empty column means: any value. The table covers %,d cells, and a test compares
            each of them with the operator's own code (`TruthTableTest`).

            - **Resource**: *new* was never applied; *applied* holds the member; *applied, then edited* has a spec that was not applied yet; *corrected in vain*: the operator
              corrected it twice within half an hour (30 intervals), and another writer undid it each time. A member *moves* when `serviceSid` was changed.
            - **Status**: Ready, Reconciling (the operator retries) or Stalled (a person must act), with the [reason](reasons.md); *goes*: the operator releases the resource.
              With `suspend: true` there is also `Suspended=True`, unless the spec is invalid.
            - **`status.plan`**: the pending steps that are held back.
            - One request adds and reserves a phone number; for a short code, a second request follows.
            - Twilio reports the use of a phone number, and not of a short code. The operator keeps a number that Sessions use reserved, as `InUse` or `Draining`, until
              [no Session uses it in two polls](phone-numbers.md#let-sessions-end-before-a-number-goes) or `drainPeriod` is over.
            - Claims of several resources on one member are not here: the resource that holds it keeps it, and the others are Stalled with `Conflict`.

            %s\
            """.formatted(REGENERATE, size, tables).stripTrailing() + "\n";
    }

    private String lines(List<Row> rows) {
        return rows.stream().map(this::line).collect(Collectors.joining());
    }

    private String line(Row row) {
        number++;
        return "| %d | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %,d |%n"
                .formatted(
                        number,
                        any(row.kinds, MemberKind::shortNoun),
                        resource(row),
                        pool(row),
                        any(row.managements, CamelCase::of),
                        any(row.adoptions, CamelCase::of),
                        any(row.drifts, CamelCase::of),
                        row.suspend == null ? "" : row.suspend,
                        row.does.words,
                        row.holds.words,
                        status(row.end),
                        row.why,
                        cells.getOrDefault(row, 0));
    }

    private static String resource(Row row) {
        String life = life(row);
        String past = any(row.pasts, it -> it.words);
        return life.isEmpty() || past.isEmpty() ? life + past : life + "; " + past;
    }

    private static String life(Row row) {
        if (row.lives.equals(Life.LEAVING)) {
            return "deleted";
        }
        return row.lives.equals(Life.MOVING) ? "moves" : any(row.lives, life -> life.words);
    }

    private static String pool(Row row) {
        if (row.asDeclared != null) {
            return "as declared";
        }
        return row.remotes.equals(Remote.MEMBER) ? "a member" : any(row.remotes, remote -> remote.words);
    }

    /** Nothing if it may be anything. */
    private static <E extends Enum<E>> String any(Set<E> values, Function<E, String> words) {
        E first = values.iterator().next();
        int all = first.getDeclaringClass().getEnumConstants().length;
        return values.size() == all ? "" : values.stream().map(words).collect(Collectors.joining("; "));
    }

    private static String status(End end) {
        if (end.equals(End.GOES)) {
            return "*goes*";
        }
        String beside = end.beside().isEmpty() ? "Ready" : end.beside().getFirst();
        String state = switch (beside) {
            case "Reconciling=True" -> "Reconciling";
            case "Stalled=True" -> "Stalled";
            default -> "Ready";
        };
        String more = state.equals("Ready") && !end.beside().isEmpty() ? ", `" + beside + "`" : "";
        return "%s `%s`%s".formatted(state, end.reason(), more);
    }
}

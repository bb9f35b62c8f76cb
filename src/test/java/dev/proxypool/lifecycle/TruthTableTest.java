package dev.proxypool.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.MemberResource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every cell of {@link TruthTable}, against the real claim, planner, policies, pass and status. Nothing is sampled. */
class TruthTableTest {

    private static final List<Row> TABLE = TruthTable.rows();
    private static final List<Cell> CELLS = Cell.all();

    @Test
    void everyCellIsAsTheTableSays() {
        List<String> wrong = new ArrayList<>();
        for (Cell cell : CELLS) {
            Row row = Row.of(cell, TABLE);
            Told told = Told.of(cell);
            if (!told.equals(row.expects(cell))) {
                wrong.add("%s%n  %s%n  expected %s%n  told     %s".formatted(row, cell, row.expects(cell), told));
            }
        }
        assertThat(wrong).as("%d of %d cells", wrong.size(), CELLS.size()).isEmpty();
    }

    /** In a world that stands still, the next pass tries again what Twilio refused, and nothing else. */
    @Test
    void theNextPassSaysTheSameAndWritesNothingMore() {
        List<String> wrong = new ArrayList<>();
        for (Cell cell : CELLS) {
            MemberResource<?> resource = cell.resource();
            Twilio twilio = new Twilio(cell);
            Told first = Told.of(cell, resource, twilio);
            twilio.forgetWrites();
            List<String> refused = Row.of(cell, TABLE).does.refused(cell);
            Told next = new Told(refused, first.plan(), first.says());
            if (!first.says().equals("goes") && !Told.of(cell, resource, twilio).equals(next)) {
                wrong.add("%s%n  expected %s".formatted(cell, next));
            }
        }
        assertThat(wrong).as("%d of %d cells", wrong.size(), CELLS.size()).isEmpty();
    }

    @Test
    void aTableInAnotherOrderIsNoticed() {
        List<Row> turned = TABLE.reversed();

        assertThat(CELLS)
                .anyMatch(cell -> !Told.of(cell).equals(Row.of(cell, turned).expects(cell)));
    }

    @Test
    void everyRowIsForSomething() {
        Set<Row> used = new HashSet<>();
        CELLS.forEach(cell -> used.add(Row.of(cell, TABLE)));

        assertThat(TABLE).filteredOn(row -> !used.contains(row)).isEmpty();
    }

    @Test
    void nothingIsSampled() {
        int policies = 2 * 3 * 2 * 2;
        int lives = 6 * 5 + 4; // whatever stays or leaves may have any past, whatever moves was edited
        int remotes = 2 * Remote.values().length - 1; // of a code Twilio does not say that it is idle
        assertThat(CELLS).doesNotHaveDuplicates().hasSize(policies * lives * remotes * 2);
    }
}

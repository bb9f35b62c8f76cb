package dev.proxypool.lifecycle;

import static dev.proxypool.lifecycle.Act.RESERVE;
import static dev.proxypool.lifecycle.End.retried;
import static dev.proxypool.lifecycle.Remote.BUSY;
import static dev.proxypool.lifecycle.Remote.BUSY_KEPT;
import static dev.proxypool.lifecycle.Remote.FREE;
import static dev.proxypool.lifecycle.Remote.KEPT;
import static dev.proxypool.lifecycle.Row.row;

import java.util.List;

/** The part of {@link TruthTable} that members share that must leave a pool, for good or for another one, and may not yet. */
final class RowsOfTheWaiting {

    private RowsOfTheWaiting() {}

    /**
     * @param plain without a drain
     * @param undrained with a drain that is not over
     * @param drained with one that is over
     */
    static List<Row> rows(Life plain, Life undrained, Life drained) {
        return List.of(
                row("already reserved; Sessions have time to end")
                        .life(undrained)
                        .remote(KEPT, BUSY_KEPT)
                        .then(retried("Draining")),
                row("a drain begins with a write")
                        .life(undrained)
                        .remote(FREE, BUSY)
                        .suspended()
                        .holds(RESERVE)
                        .then(retried("Suspended")),
                row("a drain begins")
                        .life(undrained)
                        .remote(FREE, BUSY)
                        .does(RESERVE)
                        .then(retried("Draining")),
                row("the drain is over, but the member is not reserved: it begins anew, with a write")
                        .life(drained)
                        .remote(FREE, BUSY)
                        .suspended()
                        .holds(RESERVE)
                        .then(retried("Suspended")),
                row("the drain is over, but the member is not reserved: it begins anew")
                        .life(drained)
                        .remote(FREE, BUSY)
                        .does(RESERVE)
                        .then(retried("Draining")),
                row("unused, but the next poll must confirm it")
                        .ofNumbers()
                        .life(plain)
                        .remote(KEPT)
                        .then(retried("InUse")),
                row("already reserved; not removed until no Session uses it")
                        .ofNumbers()
                        .life(plain)
                        .remote(BUSY_KEPT)
                        .then(retried("InUse")),
                row("the wait for its Sessions begins with a write")
                        .ofNumbers()
                        .life(plain)
                        .remote(BUSY)
                        .suspended()
                        .holds(RESERVE)
                        .then(retried("Suspended")),
                row("kept reserved, and not removed until no Session uses it")
                        .ofNumbers()
                        .life(plain)
                        .remote(BUSY)
                        .does(RESERVE)
                        .then(retried("InUse")));
    }
}

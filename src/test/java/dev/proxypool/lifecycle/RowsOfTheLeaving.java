package dev.proxypool.lifecycle;

import static dev.proxypool.lifecycle.Act.REMOVE;
import static dev.proxypool.lifecycle.Act.REMOVE_IN_VAIN;
import static dev.proxypool.lifecycle.Act.REMOVE_IN_VAIN_AND_RESERVE;
import static dev.proxypool.lifecycle.End.GOES;
import static dev.proxypool.lifecycle.End.retried;
import static dev.proxypool.lifecycle.Life.LEAVES;
import static dev.proxypool.lifecycle.Life.LEAVES_ANNOTATED;
import static dev.proxypool.lifecycle.Life.LEAVES_DRAINED;
import static dev.proxypool.lifecycle.Life.LEAVES_ORPHAN;
import static dev.proxypool.lifecycle.Life.LEAVES_UNDRAINED;
import static dev.proxypool.lifecycle.Life.LEAVING;
import static dev.proxypool.lifecycle.Past.NEW;
import static dev.proxypool.lifecycle.Remote.BUSY;
import static dev.proxypool.lifecycle.Remote.BUSY_KEPT;
import static dev.proxypool.lifecycle.Remote.ELSEWHERE;
import static dev.proxypool.lifecycle.Remote.FREE;
import static dev.proxypool.lifecycle.Remote.IDLE;
import static dev.proxypool.lifecycle.Remote.KEPT;
import static dev.proxypool.lifecycle.Remote.NO_ACCOUNT;
import static dev.proxypool.lifecycle.Remote.NO_MEMBER;
import static dev.proxypool.lifecycle.Remote.NO_SERVICE;
import static dev.proxypool.lifecycle.Remote.OUTAGE;
import static dev.proxypool.lifecycle.Remote.REFUSED;
import static dev.proxypool.lifecycle.Remote.WITHDRAWN;
import static dev.proxypool.lifecycle.Row.row;

import java.util.List;
import java.util.stream.Stream;

/** The part of {@link TruthTable} that is about resources that are being deleted. */
final class RowsOfTheLeaving {

    private RowsOfTheLeaving() {}

    static List<Row> rows() {
        return Stream.of(
                        List.of(
                                row("released without a request to Twilio")
                                        .life(LEAVES_ORPHAN, LEAVES_ANNOTATED)
                                        .then(GOES),
                                row("with Observe, the operator never writes, not even on deletion")
                                        .life(LEAVING)
                                        .observes()
                                        .then(GOES),
                                row("it never held a member, and never began to add one: nothing to remove")
                                        .life(LEAVING)
                                        .past(NEW)
                                        .then(GOES),
                                row("unknown whether the member is in the pool; the operator retries")
                                        .life(LEAVING)
                                        .remote(OUTAGE)
                                        .then(retried("Deleting")),
                                row("the same, but a person must fix it, or release the resource by the annotation")
                                        .life(LEAVING)
                                        .remote(REFUSED, WITHDRAWN, NO_ACCOUNT)
                                        .then(retried("DeletionBlocked")),
                                row("nothing to remove")
                                        .life(LEAVING)
                                        .remote(NO_SERVICE, NO_MEMBER, ELSEWHERE)
                                        .then(GOES)),
                        RowsOfTheWaiting.rows(LEAVES, LEAVES_UNDRAINED, LEAVES_DRAINED),
                        List.of(
                                row("suspend holds back the removal too")
                                        .life(LEAVING)
                                        .suspended()
                                        .holds(REMOVE)
                                        .then(retried("Suspended")),
                                row("no Session uses it any more: removed, whatever is left of the period")
                                        .ofNumbers()
                                        .life(LEAVING)
                                        .remote(IDLE)
                                        .does(REMOVE)
                                        .then(GOES),
                                row("removed")
                                        .life(LEAVING)
                                        .remote(FREE, KEPT)
                                        .does(REMOVE)
                                        .then(GOES),
                                row("refused by Twilio; kept reserved until no Session uses it")
                                        .life(LEAVING)
                                        .remote(BUSY)
                                        .does(REMOVE_IN_VAIN_AND_RESERVE)
                                        .then(retried("InUse")),
                                row("refused by Twilio; retried with exponential backoff")
                                        .life(LEAVING)
                                        .remote(BUSY_KEPT)
                                        .does(REMOVE_IN_VAIN)
                                        .then(retried("InUse"))))
                .flatMap(List::stream)
                .toList();
    }
}

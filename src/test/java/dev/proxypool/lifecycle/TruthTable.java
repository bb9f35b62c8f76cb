package dev.proxypool.lifecycle;

import static dev.proxypool.domain.Policies.Adoption.IF_MATCHES;
import static dev.proxypool.domain.Policies.Adoption.NEVER;
import static dev.proxypool.lifecycle.Act.ADD_IN_VAIN;
import static dev.proxypool.lifecycle.Act.MEND;
import static dev.proxypool.lifecycle.Act.MOVE;
import static dev.proxypool.lifecycle.Act.REMOVE_IN_VAIN;
import static dev.proxypool.lifecycle.Act.REMOVE_IN_VAIN_AND_RESERVE;
import static dev.proxypool.lifecycle.End.ready;
import static dev.proxypool.lifecycle.End.retried;
import static dev.proxypool.lifecycle.End.stalled;
import static dev.proxypool.lifecycle.Life.MOVES;
import static dev.proxypool.lifecycle.Life.MOVES_DRAINED;
import static dev.proxypool.lifecycle.Life.MOVES_ORPHAN;
import static dev.proxypool.lifecycle.Life.MOVES_UNDRAINED;
import static dev.proxypool.lifecycle.Life.MOVING;
import static dev.proxypool.lifecycle.Life.STAYS;
import static dev.proxypool.lifecycle.Past.APPLIED;
import static dev.proxypool.lifecycle.Past.EDITED;
import static dev.proxypool.lifecycle.Past.NEW;
import static dev.proxypool.lifecycle.Past.STARTED;
import static dev.proxypool.lifecycle.Past.UNDONE;
import static dev.proxypool.lifecycle.Remote.BUSY;
import static dev.proxypool.lifecycle.Remote.BUSY_KEPT;
import static dev.proxypool.lifecycle.Remote.ELSEWHERE;
import static dev.proxypool.lifecycle.Remote.FREE;
import static dev.proxypool.lifecycle.Remote.IDLE;
import static dev.proxypool.lifecycle.Remote.KEPT;
import static dev.proxypool.lifecycle.Remote.MEMBER;
import static dev.proxypool.lifecycle.Remote.NO_ACCOUNT;
import static dev.proxypool.lifecycle.Remote.NO_MEMBER;
import static dev.proxypool.lifecycle.Remote.NO_SERVICE;
import static dev.proxypool.lifecycle.Remote.OUTAGE;
import static dev.proxypool.lifecycle.Remote.REFUSED;
import static dev.proxypool.lifecycle.Remote.WITHDRAWN;
import static dev.proxypool.lifecycle.Row.row;

import dev.proxypool.domain.Policies.DriftPolicy;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the operator does and says, written down without the planner: of the rows, in this order, the first that fits a cell
 * is expected of it.
 */
final class TruthTable {

    private static final Set<Life> DRAINED_MOVE = EnumSet.of(MOVES, MOVES_DRAINED);
    private static final Set<Life> LEAVING_ONE = EnumSet.of(MOVES, MOVES_UNDRAINED, MOVES_DRAINED);

    private TruthTable() {}

    /** The parts of the page, each with its rows. */
    static Map<String, List<Row>> parts() {
        Map<String, List<Row>> parts = new LinkedHashMap<>();
        parts.put("A resource that is being deleted", RowsOfTheLeaving.rows());
        parts.put("A pool that cannot be read", unreadable());
        parts.put("A resource with Observe", looking());
        parts.put("A member that moves", moving());
        parts.put("A member that is already in the pool", adopting());
        parts.put("A member that is held, or is to be added", staying());
        return parts;
    }

    static List<Row> rows() {
        return parts().values().stream().flatMap(List::stream).toList();
    }

    private static List<Row> unreadable() {
        return List.of(
                row("with Orphan, the member must stay in its Service")
                        .life(MOVES_ORPHAN)
                        .manages()
                        .then(End.invalid()),
                row("an outage does not make settled resources flap")
                        .past(APPLIED, UNDONE)
                        .remote(OUTAGE, NO_ACCOUNT)
                        .then(ready("InSync", "RemoteVerified=False")),
                row("the pool is unknown, so the operator writes nothing")
                        .remote(OUTAGE)
                        .then(retried("RemoteUnavailable")),
                row("retried as soon as the account exists").remote(NO_ACCOUNT).then(retried("AccountNotReady")),
                row("no outage: a person must act").remote(REFUSED).then(stalled("CredentialsInvalid")),
                row("the Service is there, but Twilio does not serve this kind of members")
                        .remote(WITHDRAWN)
                        .then(stalled("ApiWithdrawn")));
    }

    private static List<Row> looking() {
        return List.of(
                row("there is no pool to poll")
                        .life(STAYS)
                        .observes()
                        .remote(NO_SERVICE)
                        .then(stalled("ServiceNotFound")),
                row("there").life(STAYS).observes().remote(MEMBER).then(ready("Observed")),
                row("there, in the Service that is declared now")
                        .life(MOVING)
                        .observes()
                        .remote(ELSEWHERE)
                        .then(ready("Observed")),
                row("not there").observes().then(retried("NotFound")));
    }

    private static List<Row> moving() {
        return Stream.of(
                        RowsOfTheWaiting.rows(MOVES, MOVES_UNDRAINED, MOVES_DRAINED),
                        List.of(
                                row("the plan shows the whole move")
                                        .life(LEAVING_ONE)
                                        .remote(MEMBER)
                                        .suspended()
                                        .holds(MOVE)
                                        .then(retried("Suspended")),
                                row("no Session uses it any more: it moves, whatever is left of the period")
                                        .ofNumbers()
                                        .life(LEAVING_ONE)
                                        .remote(IDLE)
                                        .does(MOVE)
                                        .then(ready("InSync")),
                                row("removed from one, added to the other, in one pass")
                                        .life(DRAINED_MOVE)
                                        .remote(FREE, KEPT)
                                        .does(MOVE)
                                        .then(ready("InSync")),
                                row("refused by Twilio; kept reserved until no Session uses it")
                                        .life(DRAINED_MOVE)
                                        .remote(BUSY)
                                        .does(REMOVE_IN_VAIN_AND_RESERVE)
                                        .then(retried("InUse")),
                                row("refused by Twilio; retried with exponential backoff")
                                        .life(DRAINED_MOVE)
                                        .remote(BUSY_KEPT)
                                        .does(REMOVE_IN_VAIN)
                                        .then(retried("InUse")),
                                row("it has left, and is not added yet")
                                        .life(MOVING)
                                        .remote(NO_SERVICE, NO_MEMBER)
                                        .suspended()
                                        .holds(MEND)
                                        .then(retried("Suspended")),
                                row("it has left, and the operator adds it")
                                        .life(MOVING)
                                        .remote(NO_SERVICE, NO_MEMBER)
                                        .does(MEND)
                                        .then(ready("InSync"))))
                .flatMap(List::stream)
                .toList();
    }

    /** Another writer added it: where it is declared, or where a member that moves goes to. */
    private static List<Row> adopting() {
        return Stream.of(
                        row("adoptionPolicy Never").adoption(NEVER).then(stalled("AdoptionRefused")),
                        row("adopted as it is").asDeclared(true).then(ready("InSync")),
                        row("not as declared, so not changed")
                                .adoption(IF_MATCHES)
                                .then(stalled("AdoptionRefused")),
                        row("what the adoption would change")
                                .suspended()
                                .holds(MEND)
                                .then(retried("Suspended")),
                        row("adopted, and made as declared").does(MEND).then(ready("InSync")))
                .flatMap(row -> Stream.of(
                        row.copy().life(STAYS).past(NEW).remote(MEMBER),
                        row.copy().life(MOVING).remote(ELSEWHERE)))
                .toList();
    }

    private static List<Row> staying() {
        return List.of(
                row("there is no pool to write to").remote(NO_SERVICE).then(stalled("ServiceNotFound")),
                row("as declared").asDeclared(true).then(ready("InSync")),
                row("suspend holds back every write").suspended().holds(MEND).then(retried("Suspended")),
                row("another writer undid two corrections, so the third is left to a person")
                        .past(UNDONE)
                        .holds(MEND)
                        .then(stalled("ForeignWriter")),
                row("another writer changed it, and the operator only reports it")
                        .past(APPLIED)
                        .drift(DriftPolicy.REPORT)
                        .holds(MEND)
                        .then(ready("DriftReported", "InSync=False")),
                row("a member can be in one Service only")
                        .remote(ELSEWHERE)
                        .does(ADD_IN_VAIN)
                        .then(stalled("Conflict")),
                row("another writer changed it, and the operator restores it")
                        .past(APPLIED)
                        .does(MEND)
                        .then(ready("InSync")),
                row("the operator applies what is declared")
                        .past(NEW, STARTED, EDITED)
                        .does(MEND)
                        .then(ready("InSync")));
    }
}

package dev.proxypool.status;

import dev.proxypool.api.Ledger;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Hold;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.Sid;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the status remembers of the members of a pool after a pass. */
final class NextLedger {

    private NextLedger() {}

    /**
     * Members that the pass did not reach keep their entry; those that are gone or no longer listed lose it. If the
     * pool could not be read, or the spec is invalid, the ledger does not change.
     *
     * @param now the time of the pass
     */
    static Ledger of(Ledger old, PassResult passed, Instant now) {
        if (!passed.pool().problems().isEmpty()) {
            return old;
        }
        return switch (passed.seen()) {
            case Observation.Unreadable _ -> old;
            case Observation.ServiceGone _ -> Ledger.of(Map.of(), List.of(), old.approvalsUsed());
            case Observation.Fresh(var pool) ->
                Ledger.of(holds(old, passed, pool.service(), now), approved(passed, pool), approvals(old, passed));
        };
    }

    /** A pass that may remove what the pass before it could not has used an approval, which is not valid again. */
    private static int approvals(Ledger old, PassResult passed) {
        boolean used = passed.approved().stream().anyMatch(code -> !old.isApproved(code));
        return old.approvalsUsed() + (used ? 1 : 0);
    }

    private static Map<Sid.Member, Hold> holds(Ledger old, PassResult passed, Sid.Service service, Instant now) {
        Map<Sid.Member, Hold> holds = new HashMap<>();
        for (Claim claim : passed.pool().listed()) {
            Sid.Member code = claim.membership().member();
            Hold before = old.holdOf(code, service);
            boolean isNext = before.service() == null && passed.nextAdds().contains(code);
            holds.put(code, isNext ? new Hold(null, null, null, service) : before);
        }
        for (ClaimResult one : passed.claims()) {
            Hold before = old.holdOf(one.member(), service);
            holds.put(one.member(), one.isGone() ? Hold.NONE : NextHold.of(before, one.decision(), one.outcome(), now));
        }
        return holds;
    }

    /** An approval lasts until the member is gone, or is listed again. */
    private static List<Sid.Member> approved(PassResult passed, PoolSnapshot pool) {
        return passed.approved().stream()
                .filter(code -> pool.find(code).isPresent())
                .toList();
    }
}
